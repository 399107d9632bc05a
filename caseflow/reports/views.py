"""Pages of figures (报表): every number leads to the proceedings behind it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request

from caseflow.casework.wiring import wired
from caseflow.casework.worklists import Page
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.reports import drilling, listings
from caseflow.reports.asking import ReportFilters, address, quick
from caseflow.reports.counting import Asked, Split, count
from caseflow.reports.figures import Figure, figure, groups
from caseflow.reports.measures import InPost, Measure
from caseflow.reports.models import Snapshot
from caseflow.reports.snapshots.reading import newest_of
from caseflow.reports.tables import compared, table
from caseflow.reports.trend import trend
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_words
from caseflow.web.proceedings import address_of
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import after, next_page, same_list

LONGEST_CODE, LONGEST_ID = 8, 9
"""Of a category, and of a unit or a month."""

pages = Blueprint("reports", __name__, url_prefix="/reports")

SPLITS = {
    Split.NONE: "合计",
    Split.MONTH: "按月",
    Split.UNIT: "按单位",
    Split.CATEGORY: "按类别",
}


def _listed_report(viewer: Viewer, at: datetime) -> Listed:
    form = ReportFilters(viewer, at)
    return listings.report(form.asked(viewer, at), _split(), _heading(), in_words(*form))


@pages.get("")
@needs(Permission.REPORTS)
@exported(_listed_report)
def index() -> str:
    """The figures of a period, all together or split."""
    viewer, at = current_viewer(), utcnow()
    form = ReportFilters(viewer, at)
    asked, split = form.asked(viewer, at), _split()
    shown = {"lines": compared(asked)} if split is Split.NONE else _split_table(asked, split)
    return render_template("reports/index.html", **_frame(form, asked, split), **shown)


def _split_table(asked: Asked, split: Split) -> dict[str, Any]:
    chosen = _heading()
    return {
        "headings": [(each, each, same_list(heading=each), None) for each in groups()],
        "heading": chosen,
        "table": table(asked, split, chosen),
    }


def _heading() -> str:
    """The heading of the address; the first one when it names none."""
    asked, known = request.args.get("heading", ""), list(groups())
    return asked if asked in known else known[0]


def _frame(form: ReportFilters, asked: Asked, split: Split) -> dict[str, Any]:
    """What stands around the numbers."""
    return {
        "filters": form,
        "asked": asked,
        "standing": asked.period.standing(form.today),
        "quick": [
            (q.label, same_list(period=q.code), q.code == asked.period.code) for q in quick(form.today)
        ],
        "tabs": [(each.value, label, same_list(split=each.value), None) for each, label in SPLITS.items()],
        "split": split.value,
        "notes": groups(),
        "submitted": _submitted(asked),
        "may_submit": asked.viewer.can(Permission.REVIEW) and asked.period.last_day < form.today,
    }


def _submitted(asked: Asked) -> Snapshot | None:
    """The report of this period as it was submitted last, where nothing narrows it further."""
    return (
        None if asked.channel or asked.category else newest_of(asked.period.code, asked.unit_id, asked.viewer)
    )


def _split() -> Split:
    """How the address wants it split; anything unknown is the whole."""
    wanted = request.args.get("split", "")
    return Split(wanted) if wanted in {split.value for split in Split} else Split.NONE


def _listed_cases(viewer: Viewer, at: datetime) -> Listed:
    """What stands behind a number, as a table to take away."""
    form, each = ReportFilters(viewer, at), figure(request.args.get("code", ""))
    asked = _cell(form.asked(viewer, at))
    part = drilling.part(each, request.args.get("part", ""))
    return listings.behind(each, part, asked, in_words(*form))


@pages.get("/<code>")
@needs(Permission.REPORTS)
@exported(_listed_cases)
def cases(code: str) -> str:
    """What stands behind a number: as many proceedings as it says."""
    viewer, at = current_viewer(), utcnow()
    each = figure(code)
    asked = _cell(ReportFilters(viewer, at).asked(viewer, at))
    part = drilling.part(each, request.args.get("part", ""))
    template, page = _behind(part.measure, asked)
    return render_template(template, part=part, page=page, next=next_page(page), **_told_of(each, asked))


def _behind(measure: Measure, asked: Asked) -> tuple[str, Page[Any]]:
    """The list behind a number, and how it is drawn: proceedings, or people."""
    if isinstance(measure, InPost):
        return "reports/officers.html", drilling.persons(measure, asked, after())
    return "reports/cases.html", drilling.items(measure, asked, after())


def _told_of(each: Figure, asked: Asked) -> dict[str, Any]:
    """The figure itself, and the way back."""
    return {
        "figure": each,
        "value": each.text(count(asked).value(each)),
        "parts": [(part.code, part.label, same_list(part=part.code), None) for part in drilling.parts(each)],
        "asked": asked,
        "back": address(replace(asked, cell=None), ".index"),
        "trend": address(replace(asked, cell=None), ".months", code=each.code),
        **_words(asked.viewer),
    }


def _words(viewer: Viewer) -> dict[str, Any]:
    """How processes, their states and units are called."""
    processes = {process.name: process for process in wired().processes}
    return {"processes": processes, "units": dict(choices.units(viewer)), "address_of": address_of}


def _cell(asked: Asked) -> Asked:
    """The report, kept to the cell that the address names.

    Raises:
        NotFound: no cell is called that.
    """
    split, cell = _split(), request.args.get("cell")
    if split is Split.NONE or cell is None:
        return asked
    if split is Split.CATEGORY:
        return replace(asked, cell=(split, cell[:LONGEST_CODE]))
    if not cell.isdecimal() or len(cell) > LONGEST_ID:
        raise NotFound
    return replace(asked, cell=(split, int(cell)))


def _listed_trend(viewer: Viewer, at: datetime) -> Listed:
    """The months of a figure as a table to take away."""
    form, each = ReportFilters(viewer, at), figure(request.args.get("code", ""))
    return listings.months(each, form.asked(viewer, at), in_words(*form))


@pages.get("/<code>/trend")
@needs(Permission.REPORTS)
@exported(_listed_trend)
def months(code: str) -> str:
    """A figure month by month, beside the year before."""
    viewer, at, each = current_viewer(), utcnow(), figure(code)
    form = ReportFilters(viewer, at)
    asked = form.asked(viewer, at)
    told = {"figure": each, "asked": asked, "filters": form, "back": address(asked, ".index")}
    return render_template("reports/trend.html", trend=trend(each, asked), **told)
