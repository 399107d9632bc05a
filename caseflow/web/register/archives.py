"""Filed proceedings whose time of keeping ends (档案到期)."""

from datetime import date, timedelta

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
    today = local_day(utcnow())
    chosen = request.args.get("tab", "ended")
    until = {"ended": today - timedelta(days=1), "year": today + YEAR}.get(chosen)
    rows = keeping.ending(Wanted(until, _after()), current_viewer())
    more = rows[PAGE - 1].Filing if len(rows) > PAGE else None
    return render_template(
        "register/archives.html",
        tabs=[(name, label, url_for(".index", tab=name), None) for name, label in TABS],
        tab=chosen if chosen in dict(TABS) else "all",
        today=today,
        rows=[
            (
                row,
                wired().models[row.process].definition.label,
                address_of(row.process, row.Filing.proceeding_id),
            )
            for row in rows[:PAGE]
        ],
        said=retention.said,
        next=url_for(".index", tab=chosen, after=f"{more.ends_on}_{more.proceeding_id}") if more else None,
    )


def _after() -> tuple[date, int] | None:
    """The last line of the page before; nothing if the address was made up."""
    day, _, id = request.args.get("after", "").partition("_")
    try:
        return (date.fromisoformat(day), int(id)) if id else None
    except ValueError:
        return None
