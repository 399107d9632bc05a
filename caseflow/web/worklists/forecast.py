"""What falls due in the next days and who will be there, also if somebody were away (到期预测)."""

from datetime import date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms.validators import NumberRange, Optional, StopValidation

from caseflow.casework import worklists
from caseflow.casework.bulk import bulks
from caseflow.casework.exports.columns import Column
from caseflow.casework.lights import Light, Now
from caseflow.casework.worklists import By, Forecast, Page, Part, Question, Watched
from caseflow.casework.worklists.forecast import Ahead
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one, in_words
from caseflow.web.forms import DateField, NumberField
from caseflow.web.forms.fields import whole
from caseflow.web.forms.reading import day_in
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists import columns
from caseflow.web.worklists.filtering import FilterField, FilterForm, after, same_list

pages = Blueprint("forecast", __name__, url_prefix="/forecast")

SPANS = (5, 10)
"""Working days that one may look ahead."""

MOST = 5
"""What one person can bring to an end on a day, unless the page is asked otherwise (house measure)."""


class WhatIf(FilterForm):
    """What is supposed: somebody is away from one day to another; so much can be done on a day."""

    away = FilterField("假设谁不在")
    first_on = DateField("从")
    last_on = DateField("到", description="这一天也不在")
    most = NumberField("每人每天最多办结", [Optional(), NumberRange(1, 99, "请填写 1 到 99")])

    def validate_last_on(self, field: DateField) -> None:
        """Somebody is away for some days, in their order."""
        if self.person and not self.span:
            raise StopValidation("请填写从哪天到哪天，后一天不早于前一天")

    def offer_to(self, found: Forecast | None) -> None:
        """Let people choose among those who have work."""
        rows = found.rows if found else []
        self.offer("away", [(row.key, row.label) for row in rows if int(row.key)])

    @property
    def person(self) -> int | None:
        """Who would be away."""
        return whole(self.text("away"))

    @property
    def span(self) -> tuple[date, date] | None:
        """When; a single day may be given as either."""
        first, last = self.first_on.data, self.last_on.data
        first, last = first or last, last or first
        return (first, last) if isinstance(first, date) and isinstance(last, date) and first <= last else None

    @property
    def limit(self) -> int:
        """How much can be done on a day."""
        typed = self.most.data
        return typed if isinstance(typed, int) and 0 < typed < 100 else MOST  # noqa: PLR2004


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The days ahead as a table to take away; the list of a day where one is asked for."""
    now, form, part = now_at(at), WhatIf(), _part()
    if part:
        heading = _heading(worklists.watched(viewer, part, None, now), part)
        return Listed(heading, columns.watched(), lambda after: worklists.watched(viewer, part, after, now))
    asked = _asked(viewer, form)
    found = worklists.forecast(viewer, asked, now)
    form.offer_to(found if asked.by is By.PERSON else None)
    supposed = in_words(form.away, form.first_on, form.last_on)
    narrowed = "；".join(filter(None, (asked.by.label, f"{asked.working_days}个工作日", supposed)))
    return Listed("到期预测", _columns(asked, found), in_one(found.rows), narrowed)


def _columns(asked: Question, found: Forecast) -> tuple[Column, ...]:
    """Whose, what is late, and a column for each day."""
    return (
        Column(asked.by.label.removeprefix("按"), lambda row: row.label, 24),
        Column("已超期", lambda row: row.late, 8),
        *(Column(f"{d.month}月{d.day}日", partial(_due, n), 10) for n, d in enumerate(found.days)),
        Column("合计", lambda row: row.plan.due, 8),
    )


def _due(at: int, row: Ahead) -> int:
    """What falls due on the day at that place."""
    return row.plan.cells[at].due


@pages.get("")
@needs(Permission.FORECAST)
@exported(_listed)
def index() -> str:
    """The days ahead, and below them the list of the one that is asked for."""
    viewer, now, form = current_viewer(), now_at(utcnow()), WhatIf()
    asked, part = _asked(viewer, form), _part()
    found = worklists.forecast(viewer, asked, now)
    form.offer_to(found if asked.by is By.PERSON else None)
    supposed = not form.validate() or form.person or asked.off
    more = {"form": form, "supposed": supposed, "asked": asked, "found": found, **_around(viewer, asked)}
    more |= _list(viewer, part, now) if part else {}
    coming = "" if found.rows else _coming(viewer, now)
    return render_template("worklists/forecast.html", coming=coming, **more)


def _around(viewer: Viewer, asked: Question) -> dict[str, Any]:
    """What stands around the days: how far and by whom one may look, and where the numbers lead."""
    wide, by_unit = viewer.can(Permission.OVERDUE_READ), asked.by is By.UNIT
    board = "board.index" if viewer.can(Permission.BOARD) else "queue.index"
    return {
        "spans": [(n, f"{n} 个工作日", same_list(span=str(n))) for n in SPANS],
        "switch": _switch() if wide else [],
        "row_name": "unit_id" if by_unit else "person",
        "late": url_for(board, by=asked.by.value, light=Light.OVERDUE.value),
        "same_list": same_list,
    }


def _list(viewer: Viewer, part: Part, now: Now) -> dict[str, Any]:
    """The list of a day, and what may be done to many of it."""
    page = worklists.watched(viewer, part, after(), now)
    return {"page": page, "heading": _heading(page, part), "bulks": bulks(viewer)}


def _asked(viewer: Viewer, form: WhatIf) -> Question:
    """What the address asks; what it cannot mean is left out."""
    span, by = whole(request.args.get("span")), request.args.get("by")
    wide = viewer.can(Permission.OVERDUE_READ)
    return Question(
        by=By.UNIT if wide and by == By.UNIT else By.PERSON,
        working_days=span if span in SPANS else SPANS[0],
        most=form.limit,
        away={form.person: [form.span]} if form.person and form.span else {},
        off=frozenset(filter(None, map(day_in, request.args.getlist("off")))),
    )


def _part() -> Part | None:
    """What the list shows: a day, of a person or a unit, or of everybody."""
    args = request.args
    day, person = day_in(args.get("day", "")), whole(args.get("person"))
    return Part(day=day, unit_id=whole(args.get("unit_id")), handler_id=person) if day else None


def _heading(page: Page[Watched], part: Part) -> str:
    """The day, and whose it is; people and units are named by the lines that are shown."""
    first = page.rows[0].line if page.rows else None
    whose = ""
    if first and part.handler_id is not None:
        whose = f"{first.handler or '承办人未确定'} · "
    elif first and part.unit_id is not None:
        whose = f"{first.unit} · "
    return f"{whose}{part.day:%-m月%-d日}到期"


def _switch() -> list[tuple[By, str, str]]:
    span, rows = request.args.get("span"), (By.PERSON, By.UNIT)
    return [(by, by.label, url_for(".index", by=by.value, span=span)) for by in rows]


def _coming(viewer: Viewer, now: Now) -> str:
    """What falls due after the days that are shown."""
    found = worklists.next_due(viewer, Part(), now)
    return f"最近的期限：{now.last_moment(found[0])}，{found[1]} 件。" if found else ""
