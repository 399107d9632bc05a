"""What the system found when it looked at itself, for administrators and auditors (自检)."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import selfcheck
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.selfcheck import CHECKS, Check, Report
from caseflow.extensions import db
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.proceedings import address_of

pages = Blueprint("selfcheck", __name__, url_prefix="/admin/check")


MENDED = {"deliveries": "deliveries.index"}
"""The pages on which a whole check is mended; the others are mended case by case."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold; where it is mended, if the viewer may go there."""

    text: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One check and what it found; `elsewhere` counts what lies out of the viewer's scope.

    `mended_at` is the page where all of it is mended, for those who may open it.
    """

    check: Check
    faults: list[Fault]
    elsewhere: int
    mended_at: str = ""


@pages.get("")
@needs(Permission.AUDIT)
def index() -> str:
    """The newest look, check by check."""
    report = selfcheck.latest()
    lines = _lines(report, current_viewer()) if report else []
    return render_template("accounts/check.html", report=report, lines=lines)


@pages.post("")
@needs(Permission.AUDIT)
def look() -> ResponseReturnValue:
    """Look again, now."""
    report = selfcheck.look(viewer=current_viewer(), at=utcnow())
    flash(f"自检完成：{report}。", "warning" if any(report.findings.values()) else "success")
    return redirect(url_for(".index"), 303)


def _lines(report: Report, viewer: Viewer) -> list[Line]:
    ids = {f.proceeding_id for some in report.findings.values() for f in some if f.proceeding_id}
    seen = _in_scope(ids, viewer)
    return [_line(check, report, seen) for check in CHECKS]


def _line(check: Check, report: Report, seen: dict[int | None, tuple[str, str]]) -> Line:
    findings = report.findings.get(check.code, [])
    shown = [f for f in findings if f.proceeding_id is None or f.proceeding_id in seen]
    faults = [Fault(f.text, *seen.get(f.proceeding_id, ("", ""))) for f in shown]
    endpoint = MENDED.get(check.code)
    there = url_for(endpoint) if endpoint and may_open(current_viewer(), endpoint) else ""
    return Line(check, faults, len(findings) - len(shown), there)


def _in_scope(ids: Iterable[int], viewer: Viewer) -> dict[int | None, tuple[str, str]]:
    """Number and address of the proceedings that the viewer may open."""
    columns = Proceeding.__table__.c
    query = sa.select(columns.id, columns.process, columns.number)
    rows = db.session.execute(query.where(columns.id.in_(ids), proceedings_in_scope(viewer)))
    return {row.id: (row.number or "未编号", address_of(row.process, row.id)) for row in rows}
