"""The ledger of official numbers, on the screen and to take away (文号台账)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from flask import Blueprint, Response, render_template, request

from caseflow.casework.documents import ledger
from caseflow.casework.documents.ledger import Wanted
from caseflow.casework.models import Standing
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission
from caseflow.web import filters
from caseflow.web.access import current_viewer, needs
from caseflow.web.proceedings import address_of

pages = Blueprint("ledger", __name__, url_prefix="/documents/ledger")

HEADS = ("文号", "文种", "签发人", "日期", "状态", "作废日期", "作废原因", "校验值 SHA-256")
_FORMULA = ("=", "+", "-", "@")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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


@pages.get("")
@needs(Permission.REGISTER_READ)
def index() -> str:
    """The numbers of a kind and a year."""
    wanted, viewer = _wanted(), current_viewer()
    rows = ledger.numbers(wanted, viewer)
    return render_template(
        "papers/ledger.html",
        wanted=wanted,
        kinds=[(code, _label(code)) for code in ledger.codes(viewer)],
        series=ledger.series(viewer),
        lines=[_line(row) for row in rows[: ledger.PAGE]],
        after=rows[ledger.PAGE - 1].Document.id if len(rows) > ledger.PAGE else None,
    )


@pages.get("/export.<suffix>")
@needs(Permission.REGISTER_READ)
def export(suffix: str) -> Response:
    """The same as a table to take away."""
    if suffix not in _TYPES:
        raise NotFound
    rows = ledger.numbers(_wanted(), current_viewer(), most=ledger.MOST)
    lines = (_cells(row) for row in rows)
    body = _csv(lines) if suffix == "csv" else _xlsx(lines)
    answer = Response(body, content_type=_TYPES[suffix])
    answer.headers["Content-Disposition"] = f'attachment; filename="numbers.{suffix}"'
    return answer


def _wanted() -> Wanted:
    whole = {name: request.args.get(name, type=int) for name in ("year", "after")}
    year = whole["year"] if whole["year"] and 1990 <= whole["year"] <= 9990 else None  # noqa: PLR2004 - years
    return Wanted(request.args.get("code", ""), year, whole["after"])


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


def _cells(row: Any) -> tuple[str, ...]:
    document = row.Document
    return (
        document.number,
        _label(document.code),
        row.signer or "系统",
        str(local_day(document.finished_at)),
        document.standing.label,
        str(local_day(document.voided_at)) if document.voided_at else "",
        document.voided_because,
        document.sha256 or "",
    )


def _csv(lines: Iterable[tuple[str, ...]]) -> bytes:
    """For spreadsheets: with a byte order mark, and nothing that one would take for a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(list(map(_harmless, line)) for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _xlsx(lines: Iterable[tuple[str, ...]]) -> bytes:
    made = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, plain) as book:
        sheet = book.add_worksheet("文号台账")
        for n, line in enumerate(_all(lines)):
            sheet.write_row(n, 0, line)
        sheet.set_column(0, len(HEADS) - 1, 20)
    return made.getvalue()


def _all(lines: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    yield HEADS
    yield from lines
