"""The pages of the calendar: a year, a notice, days of the office, and what a change would do and does."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import calendars, files
from caseflow.casework.calendars import Sight
from caseflow.casework.lights import Light
from caseflow.casework.models import CalendarChange, Phase
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.calendar.forms import DaysForm, NoticeForm
from caseflow.web.calendar.year import FIRST, LAST, Look, year_of
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings import address_of
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists.filtering import after, next_page, same_list

pages = Blueprint("calendar", __name__, url_prefix="/calendar")
pages.context_processor(lambda: {"next_page": next_page})

TURNS = (Light.OVERDUE, Light.NEAR, Light.NORMAL)
"""The lights that one can ask to see turning."""


@pages.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """A year: this one, unless another is asked for."""
    viewer, now = current_viewer(), now_at(utcnow())
    year = whole(request.args.get("year")) or now.today.year
    if not FIRST <= year <= LAST:
        raise NotFound
    shown = year_of(now.calendar, year, now.today)
    return render_template(
        "calendar/year.html",
        shown=shown,
        looks=Look,
        neighbours=[n for n in (year - 1, year + 1) if FIRST <= n <= LAST],
        waiting=0 if shown.published else calendars.waiting(viewer, year),
        changes=_told(viewer),
    )


def _told(viewer: Viewer) -> list[tuple[CalendarChange, str]]:
    """The newest changes, each with who proposed it, for those who may look at one."""
    changes = calendars.recent() if viewer.can(Permission.CALENDAR_PROPOSE) else []
    names = files.names({change.proposed_by for change in changes}, set()).users
    return [(change, names.get(change.proposed_by, "系统")) for change in changes]


@pages.route("/notice", methods=["GET", "POST"])
@needs(Permission.CALENDAR_PROPOSE)
def notice() -> ResponseReturnValue:
    """Bring in the notice of a year."""
    form = NoticeForm(year=utcnow().year + 1)

    def propose(given: dict[str, Any]) -> int:
        viewer, at = current_viewer(), utcnow()
        return calendars.propose_notice(
            given["year"], form.days(given["year"]), form.document, viewer=viewer, at=at
        )

    id = form.submit(propose)
    if id is None:
        return render_template("calendar/notice.html", form=form), form.status
    return redirect(url_for(".change", id=id), 303)


@pages.route("/days", methods=["GET", "POST"])
@needs(Permission.CALENDAR_PROPOSE)
def days() -> ResponseReturnValue:
    """Set days of the office itself."""
    form = DaysForm()

    def propose(_: dict[str, Any]) -> int:
        return calendars.propose_days(*form.days(), form.document, viewer=current_viewer(), at=utcnow())

    id = form.submit(propose)
    if id is None:
        return render_template("calendar/days.html", form=form), form.status
    return redirect(url_for(".change", id=id), 303)


@pages.get("/changes/<int:id>")
@needs(Permission.CALENDAR_PROPOSE)
def change(id: int) -> str:
    """What a change does to the days, and would do to the clocks; or how far it has got."""
    viewer, now = current_viewer(), now_at(utcnow())
    found = calendars.change_of(id, viewer)
    names = files.names({found.proposed_by, found.applied_by or 0}, set()).users
    preview = found.phase is Phase.PROPOSED
    return render_template(
        "calendar/change.html",
        change=found,
        names=names,
        differences=calendars.differences(now.calendar, found) if preview else [],
        sight=_sight(Sight(found, viewer, now)) if preview else None,
        may_apply=_may_apply(found, viewer),
    )


def _sight(sight: Sight) -> dict[str, Any]:
    """The counts, on the first page, and the clocks, page by page."""
    asked, cursor = request.args.get("turn", ""), after()
    turn = Light(asked) if asked in set(TURNS) else None
    page = sight.lines(cursor, turn)
    return {
        "counts": None if cursor else sight.counted(),
        "lines": [(line, address_of(line.process.name, line.id)) for line in page.rows],
        "page": page,
        "turn": turn,
        "tabs": [("", "全部", same_list(turn=""), None)]
        + [(light.value, f"转为{light.label}", same_list(turn=light.value), None) for light in TURNS],
        "whole": sight.viewer.can(Permission.CALENDAR_APPLY),
    }


def _may_apply(change: CalendarChange, viewer: Viewer) -> bool:
    own = change.two_persons and change.proposed_by == viewer.user_id
    return viewer.can(Permission.CALENDAR_APPLY) and not own


@pages.post("/changes/<int:id>/apply")
@needs(Permission.CALENDAR_APPLY)
def apply(id: int) -> ResponseReturnValue:
    """Put it in force; the clocks follow in batches."""
    calendars.apply(id, viewer=current_viewer(), at=utcnow())
    return redirect(url_for(".change", id=id), 303)


@pages.post("/changes/<int:id>/step")
@needs(Permission.CALENDAR_APPLY)
def step(id: int) -> ResponseReturnValue:
    """The next batch; the page asks for it until there is none, and the scheduler does the same."""
    found = calendars.step(id, at=utcnow())
    if "HX-Request" in request.headers and found.phase is Phase.APPLYING:
        return render_template("calendar/progress.html", change=found, may_apply=True)
    answer = redirect(url_for(".change", id=id), 303)
    if "HX-Request" in request.headers:
        answer.headers["HX-Refresh"] = "true"
        answer.status_code = 200
    return answer


@pages.post("/changes/<int:id>/withdraw")
@needs(Permission.CALENDAR_PROPOSE)
def withdraw(id: int) -> ResponseReturnValue:
    """Give a proposal up."""
    calendars.withdraw(id, viewer=current_viewer(), at=utcnow())
    flash("已撤回，日历没有变化。", "success")
    return redirect(url_for(".index"), 303)
