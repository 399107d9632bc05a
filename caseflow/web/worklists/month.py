"""The board of a month, to be printed: how it stood in the end, and the weeks before (督办月报)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import worklists
from caseflow.casework.exports.columns import Column
from caseflow.casework.lights import Light, Now
from caseflow.casework.worklists import asof
from caseflow.casework.worklists.board import Board, Row
from caseflow.kernel.attribution import Shares
from caseflow.kernel.calendar import local_day, start_of
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Side
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.charts import Chart, Series
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.proceedings.views import now_at

pages = Blueprint("months", __name__, url_prefix="/board/month")

WEEKS, PEOPLE, UNITS = 12, 12, 12
"""Points of the trend, and bars of a chart, at most."""

_WEEK, _FIRST_YEAR = timedelta(days=7), 2000
LOAD = (Light.OVERDUE, Light.NEAR, Light.NORMAL)


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, up to the present if it is not over."""

    first: date
    then: Now
    over: bool

    @classmethod
    def of(cls, text: str, at: datetime) -> "Month":
        """The month written as 2026-11.

        Raises:
            NotFound: it is none, or has not begun.
        """
        try:
            first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
        except ValueError as unreadable:
            raise NotFound from unreadable
        if first.year < _FIRST_YEAR or first > local_day(at):
            raise NotFound
        ends = start_of(_after(first))
        return cls(first, now_at(min(ends, at)), ends <= at)

    @property
    def label(self) -> str:
        """2026年11月."""
        return f"{self.first.year}年{self.first.month}月"

    @property
    def weeks(self) -> list[datetime]:
        """The last moment of the month or so far, and as many weeks before."""
        return [self.then.at - n * _WEEK for n in range(WEEKS - 1, -1, -1)]

    def beside(self, at: datetime) -> tuple[str, str]:
        """The addresses of the month before and of the one after; none where it has not begun."""
        before, following = self.first - timedelta(days=1), _after(self.first)
        begun = following <= local_day(at)
        return _address(before) if before.year >= _FIRST_YEAR else "", _address(following) if begun else ""


def _after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _address(day: date) -> str:
    return url_for("months.index", month=f"{day:%Y-%m}")


@pages.get("")
@needs(Permission.BOARD)
def present() -> ResponseReturnValue:
    """The month that is under way."""
    return redirect(_address(local_day(utcnow())), 303)


LATE = "late"
"""What asks for the late ones of the month instead of its counts."""

LATE_COLUMNS = (
    Column("编号", lambda one: one.number, 18),
    Column("流程", lambda one: one.process.label, 12),
    Column("承办单位", lambda one: one.unit, 24),
    Column("承办人", lambda one: one.handler or "未确定", 12),
    Column("到期", lambda one: one.due_at, 18),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The counts of the month as a table to take away, or those that were late."""
    named = (request.view_args or {}).get("month") or request.args.get("month", "")
    asked = Month.of(named, at)
    past = asof.past(viewer, asked.then)
    if request.args.get("part") == LATE:
        return Listed("督办月报：超期的件", LATE_COLUMNS, in_one(past.late), asked.label)
    return Listed("督办月报", _columns(), in_one([*past.board.rows, past.board.every]), asked.label)


def _columns() -> tuple[Column, ...]:
    """The process, and how many had which light."""
    return (
        Column("流程", lambda row: row.label, 16),
        *(Column(light.label, partial(_counted, light), 10) for light in worklists.COLUMNS),
        Column("合计", lambda row: row.total, 8),
    )


def _counted(light: Light, row: Row) -> int:
    return row.counts.get(light, 0)


@pages.get("/<month>")
@needs(Permission.BOARD)
@exported(_listed)
def index(month: str) -> str:
    """The month as one page, for the screen and for A4."""
    viewer, at = current_viewer(), utcnow()
    asked = Month.of(month, at)
    past = asof.past(viewer, asked.then)
    head = {"month": asked, "beside": asked.beside(at), "printed": at}
    body = {"past": past, "charts": _charts(asked, past.people)}
    late = url_for("exports.ask", of=request.endpoint, month=month, part=LATE)
    shown = {"columns": worklists.COLUMNS, "most": asof.MOST, "late_export": late}
    return render_template("worklists/month.html", **shown, **head, **body)


def _charts(month: Month, people: Board) -> dict[str, Chart]:
    viewer = current_viewer()
    return {
        "trend": _trend(month, asof.trend(viewer, month.weeks)),
        "ages": _ages(asof.ages(viewer, month.then)),
        "people": _people(people),
        "lain": _lain(asof.lain(viewer, start_of(month.first), month.then)),
    }


def _ages(found: Sequence[tuple[str, int]]) -> Chart:
    labels, counts = [label for label, _ in found], [n for _, n in found]
    return Chart("ages", "在办件已办多久", labels, [Series("在办", counts)])


def _trend(month: Month, late: Sequence[int]) -> Chart:
    days = (local_day(moment - timedelta(microseconds=1)) for moment in month.weeks)
    labels = [f"{day.month}月{day.day}日" for day in days]
    return Chart("trend", f"最近{WEEKS}周的超期件", labels, [Series("超期", list(late), Light.OVERDUE.value)])


def _people(board: Board) -> Chart:
    rows = board.rows[:PEOPLE]
    series = [Series.of_light(light, [row.counts.get(light, 0) for row in rows]) for light in LOAD]
    return Chart("people", "各人手上的件", [row.label for row in rows], series)


def _lain(units: Sequence[tuple[str, Shares]]) -> Chart:
    """How many days the closed ones had lain with whom, unit by unit."""
    shown = units[:UNITS]
    sides = [side for side in Side if any(side in shares for _, shares in shown)]
    series = [Series(side.label, [_days(shares, side) for _, shares in shown]) for side in sides]
    return Chart("lain", "本月办结件的时间用在哪里", [unit for unit, _ in shown], series, "天")


def _days(shares: Shares, side: Side) -> float:
    return round(shares[side].days, 1) if side in shares else 0
