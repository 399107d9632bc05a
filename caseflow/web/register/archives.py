"""Filed proceedings whose time of keeping ends (档案到期)."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from caseflow.casework.exports.columns import Column
from caseflow.casework.filing import keeping
from caseflow.casework.filing.keeping import PAGE, Wanted
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.paging import Cursor, Page, page_rows
from caseflow.kernel import retention
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.proceedings import address_of

pages = Blueprint("archives", __name__, url_prefix="/archives")

TABS = (("ended", "已到期"), ("year", "一年内到期"), ("all", "全部"))
YEAR = timedelta(days=365)


COLUMNS = (
    Column("编号", lambda row: row.number or "未编号", 18),
    Column("流程", lambda row: wired().models[row.process].definition.label, 12),
    Column("群体", lambda row: "是" if row.collective else "", 6, head="流程"),
    Column("办结", lambda row: row.closed_at and local_day(row.closed_at), 12),
    Column("归档", lambda row: local_day(row.Filing.filed_at), 12),
    Column("保管期限", lambda row: retention.said(row.Filing.period), 12),
    Column("保管到", lambda row: row.Filing.ends_on, 12),
    Column("依据", lambda row: row.Filing.mark.label, 16),
)


def _tab(today: date) -> tuple[str, date | None]:
    """The tab of the address, and until which day it reaches."""
    chosen = request.args.get("tab", "ended")
    return chosen, {"ended": today - timedelta(days=1), "year": today + YEAR}.get(chosen)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    chosen, until = _tab(local_day(at))

    def page(after: Cursor | None) -> Page[Any]:
        last = (date.fromordinal(after.place or 1), after.id) if after else None
        rows, most = keeping.ending(Wanted(until, last), viewer, most=page_rows()), page_rows()
        more = rows[most - 1].Filing if len(rows) > most else None
        following = Cursor(more.ends_on.toordinal(), more.proceeding_id) if more else None
        return Page(list(rows[:most]), following)

    return Listed(f"档案到期（{dict(TABS).get(chosen, '全部')}）", COLUMNS, page)


@pages.get("")
@needs(Permission.ARCHIVES)
@exported(_listed)
def index() -> str:
    """Those that have ended, end soon, or all."""
    today = local_day(utcnow())
    chosen, until = _tab(today)
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
