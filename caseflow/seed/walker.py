"""Leading a proceeding to a state as people would: legal actions, able people, office hours (流程漫游)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from caseflow.casework import clocks, engine
from caseflow.casework.filing.keeping import configured
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.kernel.calendar import WorkCalendar, local_day
from caseflow.kernel.calendar.worktime import add_working_time
from caseflow.kernel.decide import Decision, decide
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import START, STAY, Facts, Process, Transition
from caseflow.kernel.roles import Role, Viewer
from caseflow.seed.answers import Answers
from caseflow.seed.filing import complete
from caseflow.seed.paths import Try, way

TURNS = 3
"""How often somebody tries, each time naming other people."""

PACE: Mapping[str, float] = {
    "submit": 0.2,
    "dispatch": 0.6,
    "answer_now": 0.1,
    "sign_in": 3,
    "log_first_contact": 2,
    "open_child": 0.1,
    "submit_result": 14,
    "archive": 40,
}
"""Working hours that an action usually takes; others take `USUAL`."""

USUAL = 5.0
LAPSE = 70.0
"""Working hours until a period has lapsed; only the beginning of a journey is guessed with it."""

HABITS: Mapping[str, str] = {"sign_in": "log_first_contact", "start_representation": "note_progress"}
"""What people do after an action although the next one does not ask for it."""

DAY = timedelta(days=1)


class TooSoon(Exception):
    """A step would lie in the future: the journey has to begin earlier, by so much."""

    def __init__(self, short: timedelta) -> None:
        self.short = short


class Astray(Exception):
    """The journey has not led where it was to lead."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An action that may be taken, by whom and with what."""

    decision: Decision
    viewer: Viewer
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Journey:
    """The actions ahead of a proceeding, how long each takes, and the state to which they lead."""

    begin: datetime
    steps: Sequence[tuple[Transition, timedelta]]
    target: str

    def after_opening(self) -> tuple["Journey", "Journey"]:
        """The first step alone, and the journey from there."""
        (opening, _), *rest = self.steps
        return Journey(self.begin, self.steps[:1], opening.target), replace(self, steps=rest)


@dataclass(frozen=True)
class Walker:
    """Leads the proceedings of one case, none of them past the instant `now`."""

    session: Session
    calendar: WorkCalendar
    answers: Answers
    now: datetime

    def plan(
        self, process: Process, states: Sequence[str], by: datetime, via: Collection[str] = ()
    ) -> Journey:
        """The way of a new proceeding over the states in their order, timed to end about the instant `by`.

        Raises:
            NoWay: no legal actions lead there.
        """
        return self._journey(process, START, process.facts(), states, by, via)

    def plan_on(
        self, proceeding: Proceeding, states: Sequence[str], by: datetime, via: Collection[str] = ()
    ) -> Journey:
        """The way on from where the proceeding stands.

        Raises:
            NoWay: no legal actions lead there.
        """
        facts = engine.facts_of(proceeding, clocks.of(proceeding, self.session), by)
        return self._journey(proceeding.definition, proceeding.state, facts, states, by, via)

    def _journey(
        self,
        process: Process,
        start: str,
        facts: Facts,
        states: Sequence[str],
        by: datetime,
        via: Collection[str],
    ) -> Journey:
        steps: list[Transition] = []
        for target in states:
            found, facts = way(process, start, facts, target, self._simulation(process), via)
            steps += _with_habits(process, found)
            start = target
        lengths = [self._length(step) for step in steps]
        begin = self.before(by, sum(lengths, timedelta()))
        return Journey(begin, list(zip(steps, lengths, strict=True)), start)

    def _length(self, step: Transition) -> timedelta:
        if START in step.sources:
            return timedelta()
        usual = LAPSE if _is_for_the_timer(step) else PACE.get(step.action, USUAL)
        return timedelta(hours=usual * self.answers.rng.uniform(0.6, 1.2))

    def before(self, by: datetime, length: timedelta) -> datetime:
        """The instant from which so much working time passes until `by`."""
        day, left, calendar = local_day(by), length, self.calendar.assumed
        while True:
            for opens, closes in reversed(calendar.hours.on(day) if calendar.is_working(day) else ()):
                open_for = max(min(closes, by) - opens, timedelta())
                if open_for >= left:
                    return opens + open_for - left
                left -= open_for
            day -= DAY

    def _simulation(self, process: Process) -> Try:
        """What an action would make of the facts, without writing anything."""

        def attempt(state: str, facts: Facts, step: Transition) -> Facts | None:
            found = self._attempt(process, state, facts, step, self.now)
            if found is None:
                return None
            doers = (*facts.done_by.get(step.action, ()), found.viewer.user_id)
            done_by = {**facts.done_by, step.action: doers}
            return replace(found.decision.facts, overlays=found.decision.overlays, done_by=done_by)

        return attempt

    def _attempt(
        self, process: Process, state: str, facts: Facts, step: Transition, at: datetime
    ) -> Taken | None:
        """Somebody of the team who may take the action, with answers that it accepts."""
        for viewer in self.answers.team.who_may(step, facts):
            for turn in range(TURNS):
                data = self.answers.to(step, viewer, at, turn)
                try:
                    decision = decide(process, state, step.action, viewer=viewer, facts=facts, data=data)
                except DomainError:
                    continue
                return Taken(decision, viewer, data)
        return None

    def go(self, proceeding: Proceeding, journey: Journey) -> datetime:
        """Take the journey through the engine; the instant of the last step.

        Raises:
            TooSoon: the journey has to begin earlier.
            Astray: a step is refused, or the journey has led elsewhere.
        """
        at = journey.begin
        for step, length in journey.steps:
            at = self.take(proceeding, step, at, length) or at
        if proceeding.state != journey.target:
            raise Astray(f"{proceeding.process}: {proceeding.state} instead of {journey.target}")
        return at

    def take(
        self, proceeding: Proceeding, step: Transition, after: datetime, length: timedelta
    ) -> datetime | None:
        """Take one action so long after the one before; when, or None where there is no need for it.

        That is so where a reaction was faster, or where the proceeding would stay as it is.
        """
        opening = not proceeding.state
        known = [] if opening else clocks.of(proceeding, self.session)
        state, process = proceeding.state or START, proceeding.definition
        at = self._when(process, step, known, after, length)
        if at is None or state not in step.sources:
            return None
        facts = process.facts() if opening else engine.facts_of(proceeding, known, at)
        found = self._attempt(process, state, facts, step, at)
        if found is None and step.target == STAY:
            return None
        if found is None:
            raise Astray(f"{process.name}: {step.action} is not open in {state}")
        act = engine.open_proceeding if opening else engine.apply
        data = dict(found.data)
        if not opening:
            complete(self.session, proceeding, step, found.viewer, at)
        if "retention" in data:
            data["retention"] = configured(proceeding)
        act(proceeding, step.action, viewer=found.viewer, at=at, data=data)
        return at

    def _when(
        self,
        process: Process,
        step: Transition,
        known: Sequence[RunningClock],
        after: datetime,
        length: timedelta,
    ) -> datetime | None:
        """After so much working time; for the timer, when the period ends on whose lapse it acts."""
        ends = [c.due_at for c in clocks.live(known) if process.clock(c.code).on_lapse == step.action]
        if _is_for_the_timer(step):
            at = max(after, min(ends)) if ends else None
        else:
            at = add_working_time(after, length, self.calendar.assumed)
        if at and at > self.now:
            raise TooSoon(at - self.now)
        return at


def _is_for_the_timer(step: Transition) -> bool:
    return set(step.by) == {Role.SYSTEM}


def _with_habits(process: Process, steps: Sequence[Transition]) -> Iterator[Transition]:
    known = {t.action: t for t in process.transitions}
    for step in steps:
        yield step
        if (habit := known.get(HABITS.get(step.action, ""))) and habit not in steps:
            yield habit
