"""Filed proceedings whose time of keeping ends (档案到期)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from caseflow.casework.filing import keeping
from caseflow.casework.filing.keeping import PAGE, Wanted
from caseflow.casework.wiring import wired
from caseflow.kernel import retention
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.proceedings import address_of

pages = Blueprint("archives", __name__, url_prefix="/archives")

TABS = (("ended", "已到期"), ("year", "一年内到期"), ("all", "全部"))
YEAR = timedelta(days=365)


@pages.get("")
@needs(Permission.ARCHIVES)
def index() -> str:
    """Those that have ended, end soon, or all."""
    today, chosen = local_day(utcnow()), request.args.get("tab", "ended")
    until = {"ended": today - timedelta(days=1), "year": today + YEAR}.get(chosen)
    rows = keeping.ending(Wanted(until, _after()), current_viewer())
    return render_template(
        "register/archives.html",
        tabs=[(name, label, url_for(".index", tab=name), None) for name, label in TABS],
        tab=chosen if chosen in dict(TABS) else "all",
        today=today,
        rows=[_line(row) for row in rows[:PAGE]],
        said=retention.said,
        next=_next(rows, chosen),
    )


def _line(row: Any) -> tuple[Any, str, str]:
    """A filed proceeding, what it was, and where it is."""
    label = wired().models[row.process].definition.label
    return row, label, address_of(row.process, row.Filing.proceeding_id)


def _next(rows: Sequence[Any], tab: str) -> str | None:
    """Where the list goes on."""
    if len(rows) <= PAGE:
        return None
    last = rows[PAGE - 1].Filing
    return url_for(".index", tab=tab, after=f"{last.ends_on}_{last.proceeding_id}")


def _after() -> tuple[date, int] | None:
    """The last line of the page before; nothing if the address was made up."""
    day, _, id = request.args.get("after", "").partition("_")
    try:
        return (date.fromisoformat(day), int(id)) if id else None
    except ValueError:
        return None
