"""The head of every page about a proceeding: who, where it stands, whose move it is, what is due next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.casework import clocks, engine
from caseflow.casework.files import File
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Card, Matter, Proceeding
from caseflow.casework.privacy import mask_name
from caseflow.casework.worklists.lines import LIMITATION_NEAR
from caseflow.casework.worklists.whose import in_charge
from caseflow.kernel.machine import STAY, Phase, State, Transition
from caseflow.kernel.roles import Role, Viewer
from caseflow.web.proceedings.bars import light_of

CONFIDENTIAL = "举报保密"
NOBODY = -1
"""The id of somebody who has had no part in the proceeding."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due next; the address of its reckoning is made from the clock's id."""

    clock_id: int
    label: str
    light: Light | None
    day: str
    says: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What the strip shows; `version` and `seen` say which state of affairs the page is about."""

    id: int
    process: str
    number: str
    worker: str
    employer: str
    state: str
    waits_for: str
    next_step: str
    unit: str
    deadline: Deadline | None
    marks: tuple[str, ...]
    card: Card
    open: bool
    paused: bool
    version: int
    seen: int

    @property
    def situation(self) -> str:
        """Where things stand, in one sentence."""
        if not self.open:
            left = f"等待{self.waits_for}{self.next_step}" if self.waits_for else "已全部办结"
            return f"{self.state}，{left}。"
        whose = f"等待{self.waits_for}{self.next_step}" if self.waits_for else "等待对方或时限"
        if self.deadline is None:
            return f"{whose}，{'期限暂停计算' if self.paused else '目前没有期限'}。"
        return f"{whose}，“{self.deadline.label}”{self.deadline.says}（{self.deadline.day}）。"


@dataclass(frozen=True, slots=True)
class Limitation:
    """How the limitation of arbitration stands (仲裁时效).

    `left` is in days, to the earlier of its two days and negative after it; it `runs_on` until the later one.
    """

    day: date
    rolled: date
    left: int
    runs_on: bool
    certain: bool


def strip_of(file: File[Any], now: Now) -> Strip:
    """The strip of a proceeding."""
    proceeding, matter = file.proceeding, file.proceeding.matter
    stage = proceeding.stage
    return Strip(
        id=proceeding.id,
        process=proceeding.definition.label,
        number=proceeding.number or "未编号",
        worker=CONFIDENTIAL if matter.confidential else mask_name(file.worker),
        employer=file.employer or "单位不详",
        state=stage.label,
        waits_for=_waits_for(file),
        next_step=_next_step(file, now),
        unit=file.unit,
        deadline=_next(file, now),
        marks=tuple(_marks(proceeding)),
        card=proceeding.card,
        open=proceeding.open,
        paused=stage.phase is Phase.PAUSED,
        version=proceeding.version,
        seen=matter.audit_seq,
    )


def limitation_of(matter: Matter, now: Now) -> Limitation | None:
    """The limitation when it ends soon or has ended; counted to the earlier of its two days."""
    last = matter.limitation_nominal_on
    if last is None or (last - now.today).days > LIMITATION_NEAR:
        return None
    rolled = matter.limitation_due_on or last
    left = (last - now.today).days
    return Limitation(last, rolled, left, now.today <= rolled, matter.limitation_certain)


def _waits_for(file: File[Any]) -> str:
    """Whose move it is: the person in charge by name, anyone else by role; with the unit."""
    proceeding = file.proceeding
    role = proceeding.stage.waits_for
    if role is None:
        return ""
    return f"{file.handler if _by_name(file, role) else role.label}（{file.unit}）"


def _by_name(file: File[Any], role: Role) -> bool:
    """Whether whoever holds the role here is the person in charge."""
    return bool(file.handler) and role in in_charge(file.proceeding.definition)


def _next_step(file: File[Any], now: Now) -> str:
    """What that one has to do, in words: the main step as it would be open to them."""
    proceeding, stage = file.proceeding, _stage(file)
    if stage.waits_for is None or stage.awaits:
        return stage.awaits
    user_id = proceeding.handler_id if _by_name(file, stage.waits_for) else None
    someone = Viewer(user_id or NOBODY, frozenset(), frozenset({stage.waits_for}))
    offered = engine.choices(proceeding, file.clocks, viewer=someone, at=now.at, law=file.law)
    step = main_step([o.transition for o in offered if o.refusal is None], stage)
    return step.label if step else "归档" if stage.closed else "办理"


def _stage(file: File[Any]) -> State:
    stage: State = file.proceeding.stage
    return stage


def main_step(offered: Sequence[Transition], stage: State) -> Transition | None:
    """The step that takes the work further and is the move of the one it waits for, not a way out of it."""
    if stage.main:
        return next((t for t in offered if t.action == stage.main), None)
    theirs = (t for t in offered if stage.waits_for is None or stage.waits_for in t.by)
    return next((t for t in theirs if t.target != STAY), None)


def _next(file: File[Any], now: Now) -> Deadline | None:
    process = file.proceeding.definition
    running = [c for c in clocks.live(file.clocks) if not c.paused and process.clock(c.code).ladder.binds]
    if not running:
        return None
    clock = min(running, key=lambda c: c.due_at)
    says = "暂定不早于" if clock.provisional else now.countdown(clock.due_at)
    label = process.clock(clock.code).label
    return Deadline(clock.id, label, light_of(clock, now), now.last_moment(clock.due_at), says)


def _marks(proceeding: Proceeding) -> Iterator[str]:
    """What sets the proceeding apart: 加急, 群体, and what its process marks it with."""
    matter = proceeding.matter
    own = {"加急": matter.urgent, "群体": matter.collective}
    yield from (label for label, stands in own.items() if stands)
    labels = proceeding.definition.overlays
    yield from (labels[name] for name in proceeding.overlays if name in labels)
