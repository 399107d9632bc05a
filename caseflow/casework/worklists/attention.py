"""What needs a look whatever its date: it rests too long, nobody acts, a date or data are missing (待查)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.models import Matter, Proceeding, RunningClock
from caseflow.casework.pauses import too_long
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import UtcDateTime
from caseflow.kernel.machine import Clock, Phase, Process, State
from caseflow.kernel.roles import Role

_at = sa.bindparam("at", type_=UtcDateTime())


class Attention(StrEnum):
    """A reason to look at a proceeding."""

    RESTS = "rests"
    ACTOR = "actor"
    DATE = "date"
    CALLBACK = "callback"
    DATA = "data"
    EXTENSION = "extension"

    @property
    def label(self) -> str:
        """The words on its tile."""
        return _LABELS[self]

    @property
    def condition(self) -> Condition:
        """What holds for proceedings that need it; the present is the parameter `at`."""
        return _condition(self)


_LABELS: Mapping[Attention, str] = {
    Attention.RESTS: "暂停过久",
    Attention.ACTOR: "没有下一步办理人",
    Attention.DATE: "应有期限而没有",
    Attention.CALLBACK: "等待回访",
    Attention.DATA: "缺单位或诉求类别",
    Attention.EXTENSION: "延期待批",
}


@lru_cache
def _condition(why: Attention) -> Condition:
    match why:
        case Attention.RESTS:
            return Proceeding.id.in_(sa.select(RunningClock.proceeding_id).where(too_long(_at)))
        case Attention.ACTOR:
            gone = Proceeding.handler_id.in_(sa.select(User.id).where(sa.not_(User.active)))
            return sa.and_(Proceeding.open, sa.or_(gone, left_alone()))
        case Attention.DATE:
            return sa.and_(Proceeding.next_due_at.is_(None), whose.one_of(whose.in_states(_has_clocks)))
        case Attention.CALLBACK:
            return whose.one_of(whose.in_states(lambda _, state: state.waits_for is Role.CALLBACK))
        case Attention.DATA:
            blank = sa.or_(Matter.employer_id.is_(None), Matter.category == "")
            return sa.and_(Proceeding.open, sa.exists().where(Matter.id == Proceeding.matter_id, blank))
        case Attention.EXTENSION:
            asked = (_marks().contains(f'"{overlay}"', autoescape=True) for overlay in _requests())
            return sa.and_(whose.one_of(whose.in_states(_may_grant)), sa.or_(sa.false(), *asked))


def _marks() -> sa.ColumnElement[str]:
    """The overlays as they are written: JSON, each in quotes."""
    return sa.cast(Proceeding.overlays, sa.String)


def _requests() -> list[str]:
    """The overlays of requests for more time: what granting them takes away (延期待批)."""
    grants = (step for process in wired().processes for step in process.transitions if step.extends)
    return sorted({overlay for step in grants for overlay in step.clears})


def _may_grant(process: Process, state: State) -> bool:
    return any(step.extends and step.clears and state.name in step.sources for step in process.transitions)


def left_alone() -> Condition:
    """It waits for nobody, nobody is in charge, and no date will bring it back."""
    states = whose.in_states(lambda _, state: state.waits_for is None and state.phase is Phase.OPEN)
    live = sa.exists().where(RunningClock.proceeding_id == Proceeding.id, RunningClock.stopped_at.is_(None))
    return sa.and_(Proceeding.open, whose.one_of(states), Proceeding.handler_id.is_(None), sa.not_(live))


def _has_clocks(process: Process, state: State) -> bool:
    """Being there is all it takes for a clock to run that makes people late."""
    binding = (clock for clock in process.clocks if clock.ladder.binds and state.name in clock.runs_while)
    return any(map(always_runs, binding))


def always_runs(clock: Clock) -> bool:
    """Being in its states is all it takes: no condition, no fact it counts from, nothing that ends it."""
    begins = clock.applies, clock.started_by, clock.once, clock.counted_from, clock.ends_on
    return not any((*begins, clock.met_by, clock.on_lapse))
