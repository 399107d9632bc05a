"""The head of every page about a proceeding: who, where it stands, whose move it is, what is due next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.casework import clocks
from caseflow.casework.files import File
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Card, Matter, Proceeding
from caseflow.casework.privacy import mask_name
from caseflow.casework.worklists.whose import in_charge
from caseflow.kernel.machine import Phase
from caseflow.web.proceedings.bars import is_window, light_of

CONFIDENTIAL = "举报保密"
LIMITATION_NEAR = 30
"""Days before the limitation ends from which a banner warns (R10)."""


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
            return f"{self.state}，" + (f"等待{self.waits_for}归档。" if self.waits_for else "已全部办结。")
        whose = f"等待{self.waits_for}办理" if self.waits_for else "等待对方或时限"
        if self.deadline is None:
            return f"{whose}，{'期限暂停计算' if self.paused else '目前没有期限'}。"
        return f"{whose}，“{self.deadline.label}”{self.deadline.says}（{self.deadline.day}）。"


@dataclass(frozen=True, slots=True)
class Limitation:
    """How the limitation of arbitration stands; `left` is in days, negative once it has passed (仲裁时效)."""

    day: date
    left: int
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
    return Limitation(last, (last - now.today).days, matter.limitation_certain)


def _waits_for(file: File[Any]) -> str:
    """Whose move it is: the person in charge by name, anyone else by role; with the unit."""
    proceeding = file.proceeding
    role = proceeding.stage.waits_for
    if role is None:
        return ""
    by_name = file.handler and role in in_charge(proceeding.definition)
    return f"{file.handler if by_name else role.label}（{file.unit}）"


def _next(file: File[Any], now: Now) -> Deadline | None:
    process = file.proceeding.definition
    running = [c for c in clocks.live(file.clocks) if not c.paused and not is_window(process, c)]
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
