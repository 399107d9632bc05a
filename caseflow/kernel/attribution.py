"""With whom a proceeding has lain, and how long: told by its history alone (停留时间).

Nothing is stored for it: a measure that is thought of today holds for every case of the past.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.calendar.worktime import working_time_between
from caseflow.kernel.errors import UnknownAction
from caseflow.kernel.machine import START, Process, Side

_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Deed:
    """An action of the history: when, which, and the state after it; "" where no state is on record."""

    at: datetime
    action: str
    target: str


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which the proceeding lay with one side."""

    side: Side
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """How long it lay with one side: in all, and of that in office hours."""

    whole: timedelta = _NONE
    worked: timedelta = _NONE

    def __add__(self, other: "Share") -> "Share":
        return Share(self.whole + other.whole, self.worked + other.worked)

    @property
    def days(self) -> float:
        """Calendar days, of 24 hours each."""
        return self.whole / DAY


Shares = Mapping[Side, Share]


def stays(process: Process, deeds: Iterable[Deed], until: datetime) -> Iterator[Stay]:
    """Where the proceeding has lain from its first deed to `until`; nothing while its work is done.

    An action that waits for somebody's decision (`approvals`) lies with them, unless it rests anyway or waits
    for somebody outside. Deeds that are no actions of the process change nothing.
    """
    side: Side | None = None
    since, state, marks = until, START, frozenset[str]()
    for deed in takewhile(lambda deed: deed.at <= until, deeds):
        state, marks = deed.target or state, _marks(process, deed.action, marks)
        following = _side(process, state, marks)
        if following is not side:
            if side and since < deed.at:
                yield Stay(side, since, deed.at)
            side, since = following, deed.at
    if side and since < until:
        yield Stay(side, since, until)


def _marks(process: Process, action: str, marks: frozenset[str]) -> frozenset[str]:
    try:
        step = process.transition(action)
    except UnknownAction:
        return marks
    return (marks - set(step.clears)) | set(step.raises)


def _side(process: Process, state: str, marks: frozenset[str]) -> Side | None:
    if state == START:
        return None
    side = process.state(state).lies_with
    decided_by_others = side is Side.HANDLER and not marks.isdisjoint(process.approvals)
    return Side.APPROVAL if decided_by_others else side


def shares(found: Iterable[Stay], calendar: WorkCalendar) -> Shares:
    """How long each side had it, in the order of `Side`; a side that never had it is left out."""
    sums: dict[Side, Share] = {}
    for stay in found:
        worked = working_time_between(stay.since, stay.until, calendar.assumed)
        sums[stay.side] = sums.get(stay.side, Share()) + Share(stay.until - stay.since, worked)
    return {side: sums[side] for side in Side if side in sums}


def within(found: Iterable[Stay], since: datetime, until: datetime) -> Iterator[Stay]:
    """The parts of the stays that fall between the instants, such as those of one clock."""
    for stay in found:
        a, b = max(stay.since, since), min(stay.until, until)
        if a < b:
            yield Stay(stay.side, a, b)
