"""A part of the board: what of the work of many is looked at, and by whom (看板的一格)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from caseflow.casework.lights import Light
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.urgency import first_of
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.attention import Attention
from caseflow.casework.worklists.standing import has_light, not_yet
from caseflow.casework.worklists.whose import Condition, Ways
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.roles import Permission, Viewer

NOBODY = 0
"""Stands for a handler where nobody is in charge yet."""

_due, _place = Proceeding.next_due_at, Proceeding.urgency


@dataclass(frozen=True, slots=True)
class Part:
    """A cell, a row or a column of the board; what is not set narrows nothing.

    `day` is the last day of what falls due on it and has not yet, `until` that of what does up to it; `why`
    asks for what needs a look and `under_way` for what is open, with a date or without.
    """

    light: Light | None = None
    process: str = ""
    unit_id: int | None = None
    handler_id: int | None = None
    day: date | None = None
    why: Attention | None = None
    until: date | None = None
    under_way: bool = False

    def conditions(self) -> Iterator[Condition]:
        """What holds for each proceeding of the part."""
        if self.light is Light.PAUSED:
            yield _place.is_(None)  # stands in the indexes
        if self.light:
            yield has_light(self.light)
        elif self.under_way:
            yield Proceeding.open.is_(True)
        elif not self.why:
            yield sa.or_(_due.is_not(None), whose.resting())
        if self.why:
            yield self.why.condition
        if self.process:
            yield Proceeding.process == self.process
        yield from self._falls_due()
        yield from self.of(Proceeding.unit_id, Proceeding.handler_id)

    def _falls_due(self) -> Iterator[Condition]:
        if self.day:
            yield sa.and_(_place >= first_of(self.day), _place < first_of(self.day + DAY), not_yet)
        if self.until:
            yield sa.and_(_place < first_of(self.until + DAY), not_yet)

    def of(self, unit_id: Any, handler_id: Any) -> Iterator[Condition]:
        """It is of the unit and the handler that are looked at."""
        if self.unit_id is not None:
            yield unit_id == self.unit_id
        if self.handler_id is not None:
            yield handler_id == self.handler_id if self.handler_id else handler_id.is_(None)

    def ways(self) -> Ways:
        """Conditions of which one holds, each read from one index in order of deadlines."""
        if self.light is Light.PAUSED:
            return whose.paused()
        if self.process and self.unit_id is None and self.handler_id is None:
            return whose.in_states(lambda process, _: process.name == self.process)
        return Proceeding.open.is_(True), Proceeding.open.is_(False)


def on_board(viewer: Viewer) -> Condition:
    """What the viewer's board holds: all in scope for those who supervise, for others their own row.

    To the own row belongs that of people for whom the viewer stands in.
    """
    seen = proceedings_in_scope(viewer)
    if viewer.can(Permission.OVERDUE_READ):
        return seen
    return sa.and_(seen, Proceeding.handler_id.in_([one.concerned for one in viewer.everyone]))
