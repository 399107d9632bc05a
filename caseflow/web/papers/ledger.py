"""The ledger of official numbers, on the screen and to take away (文号台账)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, request

from caseflow.casework.documents import ledger
from caseflow.casework.documents.ledger import Wanted
from caseflow.casework.exports.columns import Column
from caseflow.casework.models import Standing
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web import filters
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.proceedings import address_of
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("ledger", __name__, url_prefix="/documents/ledger")


@dataclass(frozen=True, slots=True)
class Line:
    """A number as the page shows it."""

    number: str
    label: str
    signer: str
    day: str
    void: bool
    because: str
    file: str
    address: str


COLUMNS = (
    Column("文号", lambda row: row.Document.number, 24),
    Column("文种", lambda row: _label(row.Document.code), 18),
    Column("签发人", lambda row: row.signer or "系统", 12, head="签发"),
    Column("日期", lambda row: local_day(row.Document.finished_at), 12, head="签发"),
    Column("状态", lambda row: row.Document.standing.label, 8),
    Column("作废日期", lambda row: _voided(row.Document.voided_at), 12, head="状态"),
    Column("作废原因", lambda row: row.Document.voided_because, 24, head="状态"),
    Column("校验值 SHA-256", lambda row: row.Document.sha256, 68, head="校验值"),
)


def _voided(at: datetime | None) -> date | None:
    return local_day(at) if at else None


def _listed(viewer: Viewer, at: datetime) -> Listed:
    wanted = _wanted()
    narrowed = [_label(wanted.code) if wanted.code else "", f"{wanted.year}年" if wanted.year else ""]
    return Listed(
        "文号台账",
        COLUMNS,
        lambda after: ledger.numbers(wanted, viewer, after),
        "；".join(filter(None, narrowed)),
    )


@pages.get("")
@needs(Permission.REGISTER_READ)
@exported(_listed)
def index() -> str:
    """The numbers of a kind and a year."""
    wanted, viewer = _wanted(), current_viewer()
    page = ledger.numbers(wanted, viewer, after())
    return render_template(
        "papers/ledger.html",
        wanted=wanted,
        kinds=[(code, _label(code)) for code in ledger.codes(viewer)],
        series=ledger.series(viewer),
        lines=list(map(_line, page.rows)),
        next=next_page(page),
    )


def _wanted() -> Wanted:
    year = request.args.get("year", type=int)
    known = year if year and 1990 <= year <= 9990 else None  # noqa: PLR2004 - years
    return Wanted(request.args.get("code", ""), known)


def _label(code: str) -> str:
    paper = wired().papers.get(code)
    return paper.label if paper else code


def _line(row: Any) -> Line:
    document = row.Document
    return Line(
        number=document.number,
        label=_label(document.code),
        signer=row.signer or "系统",
        day=filters.day(document.finished_at),
        void=document.standing is Standing.VOID,
        because=document.voided_because,
        file=(document.sha256 or "")[:12],
        address=f"{address_of(row.process, document.proceeding_id)}/papers/{document.id}",
    )
