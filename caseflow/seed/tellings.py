"""A story told once: a case, the ticket it began with, what grew from it, led to their places (演示办理)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.wiring import wired
from caseflow.hotline.actions import new_ticket
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.machine import Phase, Process
from caseflow.notice.models import PublicReminder
from caseflow.seed.answers import Answers
from caseflow.seed.cases import Case
from caseflow.seed.office import AGENCIES, Office
from caseflow.seed.stories import FROM_CALLS, STORIES, Story, Told
from caseflow.seed.walker import Astray, Journey, TooSoon, Walker
from caseflow.supervision.models import Supervision

TRIES = 8
MARGIN = timedelta(days=2)
SHORTLY = timedelta(minutes=10)

FRESH, NEAR, LATE = (0.3, 7), (8, 28), (26, 84)
CLOSED, FILED = (4, 140), (20, 700)
"""Working hours since the last step, from and to."""

OFTEN = (70, 18, 12)
"""Most that is open is fresh, some is near its end, some is late."""

AFTERWARDS = (("callback",), ("closed",), ("closed", "archived"))
"""Where a ticket goes once what grew from it has ended."""

FOLLOW_UP = 75
"""Working hours that are left for that."""


@dataclass(frozen=True)
class Stage:
    """What all tellings share."""

    session: Session
    office: Office
    calendar: WorkCalendar
    rng: Random
    now: datetime

    def walker(self, case: Case, told: Told, unit_id: int) -> Walker:
        """Somebody who leads a proceeding of the case, with people of the unit where it has any."""
        team = self.office.cast.team(unit_id, self.rng)
        answers = Answers({**case.told(), **told}, team, self.rng)
        return Walker(self.session, self.calendar, answers, self.now)

    def rest(self, process: Process, state: str) -> timedelta:
        """How long a proceeding has rested in its last state."""
        still_open = self.rng.choices((FRESH, NEAR, LATE), OFTEN)[0]
        over = {Phase.CLOSED: CLOSED, Phase.FILED: FILED}
        return timedelta(hours=self.rng.uniform(*over.get(process.state(state).phase, still_open)))


@dataclass
class Telling:
    """One case of a story; a `ticket` comes first where it grows from a call."""

    stage: Stage
    process: Process
    story: Story
    case: Case
    walker: Walker
    ticket: Walker | None
    by: datetime
    journey: Journey = field(init=False)
    call: Journey | None = field(init=False)

    def __post_init__(self) -> None:
        self.plan()

    @property
    def begin(self) -> datetime:
        """When the first step is taken."""
        return (self.call or self.journey).begin

    def plan(self) -> None:
        """Lay out the steps, backwards from the day by which they are done."""
        self.journey = self.walker.plan(self.process, self.story.states, self.by, self.story.via)
        self.call = None
        if self.ticket:
            by = self.journey.begin - SHORTLY
            self.call = self.ticket.plan(Ticket.definition, ("in_progress",), by)

    def play(self) -> None:
        """Take the steps; where a period must lapse first, begin as much earlier."""
        for _ in range(TRIES):
            try:
                with self.stage.session.begin_nested():
                    self._play()
            except TooSoon as early:
                self.by -= early.short + MARGIN
                self.plan()
            else:
                return
        raise TooSoon(MARGIN)

    def _play(self) -> None:
        if self.ticket is None or self.call is None:
            proceeding = self._proceeding()
            at = self.walker.go(proceeding, self.journey)
        else:
            parent = self._call(self.call)
            self.ticket.go(parent, self.call)
            proceeding = self._grown(parent)
            at = self._go_on(parent, self.ticket, proceeding)
        for action in self.story.then:
            at = self.walker.take(proceeding, proceeding.definition.transition(action), at, SHORTLY) or at
            if action not in proceeding.done_by:
                raise Astray(f"{proceeding.process}: {action} is not open in {proceeding.state}")
        if self.story.beside:
            self._go_beside(proceeding, at)

    def _go_beside(self, proceeding: Proceeding, at: datetime) -> None:
        """What becomes of the demand about the proceeding."""
        query = sa.select(Supervision).where(Supervision.parent_id == proceeding.id)
        demand = self.stage.session.scalars(query).one()
        for action in self.story.beside:
            at = self.walker.take(demand, demand.definition.transition(action), at, SHORTLY) or at

    def _proceeding(self) -> Proceeding:
        """A new proceeding of the process, in a matter of its own."""
        if self.process is Ticket.definition:
            return self._call(self.journey)
        root = self.stage.office.root
        matter = self._matter(self.journey.begin)
        if self.process is not PublicReminder.definition:  # which is about nobody's case
            self.case.describe(self.stage.session, matter)
        proceeding = wired().models[self.process.name](matter=matter, unit_id=root.id)
        self.stage.session.add(proceeding)
        return proceeding

    def _call(self, journey: Journey) -> Ticket:
        opening = journey.steps[0][0].action
        return new_ticket(self.stage.session, self.case.call(opening), self._matter(journey.begin))

    def _matter(self, at: datetime) -> Matter:
        root = self.stage.office.root.id
        matter = Matter(opened_at=at, unit_id=root, region=wired().region)
        self.stage.session.add(matter)
        self.stage.session.flush()
        return matter

    def _grown(self, parent: Ticket) -> Proceeding:
        model = wired().models[self.process.name]
        child = model(matter=parent.matter, parent_id=parent.id, unit_id=parent.unit_id)
        self.stage.session.add(child)
        return child

    def _go_on(self, parent: Ticket, walker: Walker, child: Proceeding) -> datetime:
        """The child is opened, the ticket waits for it, and goes on once the child has ended."""
        opening, rest = self.journey.after_opening()
        at = self.walker.go(child, opening)
        walker.take(parent, parent.definition.transition("open_child"), at, SHORTLY)
        at = self.walker.go(child, rest)
        if not child.open:
            states = self.stage.rng.choice(AFTERWARDS)
            onward = walker.plan_on(parent, states, self.stage.now)
            walker.go(parent, replace(onward, begin=at))
        return at


def tellings(stage: Stage, cases: Iterator[Case]) -> list[Telling]:
    """Every story as often as it is told, in order of time."""
    numbers = count()
    told = [
        _telling(stage, next(cases), wired().models[name].definition, story, told, next(numbers))
        for name, stories in STORIES.items()
        for story in stories
        for told in (story.told[n % len(story.told)] for n in range(story.many))
    ]
    return sorted(told, key=lambda telling: telling.begin)


def _telling(stage: Stage, case: Case, process: Process, story: Story, told: Told, number: int) -> Telling:
    unit_id, told = _for_agency(stage, case, told) if process.name == "transfer" else (case.town.id, told)
    walker = stage.walker(case, told, unit_id)
    from_call = process.name in FROM_CALLS and number % 2 == 1
    rest = stage.rest(process, story.states[-1])
    if from_call and process.state(story.states[-1]).closed:
        rest += timedelta(hours=FOLLOW_UP)
    return Telling(
        stage=stage,
        process=process,
        story=story,
        case=case,
        walker=walker,
        ticket=stage.walker(case, {"child": process.family}, case.town.id) if from_call else None,
        by=walker.before(stage.now, rest),
    )


def _for_agency(stage: Stage, case: Case, told: Told) -> tuple[int, Told]:
    """The agency that takes such cases."""
    agency, subject = stage.rng.choice(case.subject.agencies)
    unit = stage.office.others[AGENCIES[agency]]
    chosen = {"agency": agency, "subject": subject, "agency_name": unit.name, "unit_id": unit.id}
    return unit.id, {**chosen, **told}
