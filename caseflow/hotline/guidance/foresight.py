"""The deadlines that saving a call would start, told before it is saved; nothing is written (期限预告)."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from caseflow.calculators.limitation import Effect, Event, last_day
from caseflow.casework import clocks, engine
from caseflow.casework.engine import Planned
from caseflow.casework.law import Law
from caseflow.casework.lights import Light, Now
from caseflow.casework.limitations.events import CORRECT
from caseflow.casework.models import Matter, RunningClock
from caseflow.hotline.forms.fields import STEPS
from caseflow.hotline.forms.told import Told
from caseflow.hotline.models import Ticket
from caseflow.hotline.process import TICKET
from caseflow.hotline.triage import ARREARS, COLLECTIVE
from caseflow.kernel.calendar import Due, local_day
from caseflow.kernel.errors import DomainError
from caseflow.kernel.ladder import WINDOW
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import SYSTEM, Viewer
from caseflow.kernel.rules import Mark

BEARING = ("received_at", "upstream_no", "upstream_due_on", "urgent", "petition", "event_on")
"""What the dates of a new matter depend on, beside the time of saving and whether the caller gives a name."""

FIELDS = (*BEARING, "channel", "anonymous", "service", "category", "headcount", "priority", "step")
"""The fields of the intake form that the list of deadlines reads; nothing that identifies anybody."""

DANGER = "P0"

Running = tuple[Process, RunningClock]

FAR = timedelta(days=3650)
"""A date further away is taken for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock that saving would start; `ends` is its last moment in words, `window` what nobody can miss."""

    label: str
    period: str
    nominal: date
    rolled: date
    ends: str
    basis: str
    mark: Mark
    provisional: bool
    window: bool

    @property
    def light(self) -> Light | None:
        """暂定 while the calendar of a year is not published."""
        return Light.PROVISIONAL if self.provisional else None


@dataclass(frozen=True, slots=True)
class Foresight:
    """What saving would begin: deadlines, the last day for arbitration, why the step would be refused.

    `collective` is the headcount when it makes the dispute one of many, else 0.
    """

    deadlines: tuple[Deadline, ...]
    limitation: Due | None
    arrears: bool
    collective: int
    refusal: str
    missing: tuple[str, ...]
    fields: str = ",".join(FIELDS)
    limitation_mark: Mark = Mark.STATUTE

    @property
    def limitation_light(self) -> Light | None:
        """暂定 while the calendar of its year is not published."""
        return Light.PROVISIONAL if self.limitation and self.limitation.provisional else None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is opened with the ticket at once (现在立案): a process, by its opening action and the answers."""

    process: str
    action: str
    data: Mapping[str, Any]


def foresee(told: Told, beside: Beside | None = None, *, viewer: Viewer, at: datetime, law: Law) -> Foresight:
    """What saving the call as it stands now would begin; `missing` says what may still change the dates."""
    if told.given.get("step") not in dict(STEPS):
        told = _without(told, {"step"})
    faults = dict(_faults(told, at))
    sound = _without(told, faults)
    running, refusal = running_after(sound, beside, viewer=viewer, at=at, law=law)
    headcount = sound.given.get("headcount") or 0
    return Foresight(
        deadlines=tuple(_deadlines(running, Now(at, law.calendar))),
        limitation=_limitation(sound, law),
        arrears=sound.given.get("category") in ARREARS,
        collective=headcount if headcount >= COLLECTIVE else 0,
        refusal=str(refusal) if refusal else "",
        missing=tuple(faults.values()),
    )


def _without(told: Told, names: Container[str]) -> Told:
    return replace(told, given={name: value for name, value in told.given.items() if name not in names})


def _limitation(told: Told, law: Law) -> Due | None:
    """The last day for arbitration, as registering reckons it from the day of the event."""
    event_on = told.given.get("event_on")
    return last_day([Event(Effect.START, event_on, certain=False)], law.calendar) if event_on else None


def running_after(
    told: Told, beside: Beside | None = None, *, viewer: Viewer, at: datetime, law: Law
) -> tuple[list[Running], DomainError | None]:
    """The clocks that would run after saving, by the engine itself on proceedings that are never kept."""
    ticket = Ticket(matter=Matter())
    plan = [(action, viewer, told.answers) for action in (told.opening, told.then) if action]
    known, refusal = engine.foresee(ticket, plan, at=at, law=law)
    running = [(TICKET, clock) for clock in known]
    if beside is None or refusal:
        return running, refusal
    child = engine.model_of(beside.process)(matter=ticket.matter)
    more, refusal = engine.foresee(child, _opens(child.definition, beside, told, viewer, law), at=at, law=law)
    return [*running, *((child.definition, clock) for clock in more)], refusal


def _opens(process: Process, beside: Beside, told: Told, viewer: Viewer, law: Law) -> Iterator[Planned]:
    """The opening, and the last day for arbitration where the process keeps one (R10, LD4)."""
    yield beside.action, viewer, beside.data
    due = _limitation(told, law)
    if due and any(transition.action == CORRECT for transition in process.transitions):
        yield CORRECT, SYSTEM, {"limitation_last_day": due.nominal, "reason": told.opening}


def _faults(told: Told, at: datetime) -> Iterator[tuple[str, str]]:
    """What bears on a date and is missing or cannot be, by field, in the words of the form."""
    yield from ((name, fault) for name, fault in told.faults(at) if name in BEARING)
    if abs(told.given.get("upstream_due_on", local_day(at)) - local_day(at)) > FAR:
        yield "upstream_due_on", f"上级要求办结日期离今天超过{FAR.days // 365}年，请核对"
    if told.given.get("priority") == DANGER and not told.given.get("urgent"):
        yield "priority", "优先级是P0，请同时勾选“紧急”，派单期限才按紧急的算"


def _deadlines(running: list[Running], now: Now) -> Iterator[Deadline]:
    """The deadlines first that end first, and then what may be done meanwhile."""
    by_urgency = sorted(running, key=lambda pair: (_is_window(*pair), pair[1].due_at))
    for process, clock in by_urgency:
        label = process.clock(clock.code).label
        yield Deadline(
            label=label if process is TICKET else f"{process.label}：{label}",
            period=clocks.period_of(clock).text,
            nominal=clock.nominal_on,
            rolled=clock.due_on,
            ends=now.last_moment(clock.due_at),
            basis=clock.basis,
            mark=clock.mark,
            provisional=clock.provisional,
            window=_is_window(process, clock),
        )


def _is_window(process: Process, clock: RunningClock) -> bool:
    return process.clock(clock.code).ladder is WINDOW
