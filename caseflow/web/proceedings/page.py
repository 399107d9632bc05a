"""The page of a proceeding, put together from what was read (案件页)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework import engine, files
from caseflow.casework.actions import OPEN_CHILD, opening_for
from caseflow.casework.files import File
from caseflow.casework.history import RECENT, history
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding
from caseflow.casework.models.proceeding import BESIDE
from caseflow.casework.wiring import wired
from caseflow.kernel.decide import Option
from caseflow.kernel.machine import Process, Transition
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web.access import may_open
from caseflow.web.proceedings import facts, shown
from caseflow.web.proceedings.bars import Bar, bars
from caseflow.web.proceedings.facts import Fact
from caseflow.web.proceedings.family import address_of
from caseflow.web.proceedings.panels import Panel, panels_of
from caseflow.web.proceedings.people import Person, people_of
from caseflow.web.proceedings.shown import Show
from caseflow.web.proceedings.strip import Limitation, Strip, limitation_of, main_step, strip_of
from caseflow.web.proceedings.timeline import Look, News, Span, named_in, news_in, readable, timeline
from caseflow.web.proceedings.values import Reader

FEW = 3
"""So many steps have buttons of their own where none leads on."""


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be done: the step that leads on, other open ones, refused ones, those of other roles.

    The other ones are in a menu; `beside` is what stands in the place of the first where there is none.
    """

    primary: Transition | None
    beside: tuple[Transition, ...]
    more: tuple[Transition, ...]
    refused: tuple[Option, ...]
    others: tuple[Option, ...]
    openings: tuple[Process, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion that waits for a decision; `opens` when one of the viewer's roles may follow it."""

    id: int
    reason: str
    process: Process
    opens: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """Another proceeding of the matter."""

    address: str
    process: str
    number: str
    state: str
    day: str
    light: Light | None


@dataclass(frozen=True)
class Page:
    """Everything the template draws."""

    strip: Strip
    safe_contact: str
    limitation: Limitation | None
    proposals: list[Proposal]
    actions: Actions
    bars: list[Bar]
    ended: int
    people: list[Person]
    matter_facts: list[Fact]
    own_facts: list[Fact]
    relatives: list[Relative]
    parts: tuple[shown.Choice, ...]
    empty: str
    spans: list[Span]
    news: News | None
    more: bool
    panels: tuple[Panel, ...]
    may_reveal: bool
    may_approve: bool
    may_tell_code: bool
    may_set_aside: bool


def page_of(file: File[Any], viewer: Viewer, at: datetime, show: Show, *, everything: bool) -> Page:
    """The page as the viewer may see it, with a part of the history, in full if `everything` is asked for."""
    proceeding, matter = file.proceeding, file.proceeding.matter
    process = proceeding.definition
    now = Now(at, file.law.calendar)
    found = history(proceeding, shown.wanted(show, process), everything=everything)
    recent = found if everything else found[:RECENT]
    rows = readable(recent, matter, process.family, viewer)
    reader = Reader.of(viewer, matter)
    names = files.names(*_both(named_in(process, rows), facts.named_in(proceeding)))
    look = Look(names, reader, at, news_in(rows, file.visit, viewer), folded=show is Show.ALL)
    relatives = files.related(proceeding, viewer)
    drawn = bars(process, file.clocks, now)
    return Page(
        strip=strip_of(file, now),
        safe_contact=matter.safe_contact if reader.story else "",
        limitation=limitation_of(matter, now) if proceeding.open else None,
        proposals=_proposals(relatives, proceeding, viewer),
        actions=_actions(file, viewer, at),
        bars=[bar for bar in drawn if not bar.ended],
        ended=file.ended + sum(bar.ended for bar in drawn),
        people=people_of(files.people(matter.id, at), confidential=matter.confidential),
        matter_facts=facts.of_matter(matter, reader, names),
        own_facts=facts.of_proceeding(proceeding, reader, names),
        relatives=_relatives(relatives, proceeding, now),
        parts=shown.choices(viewer, show),
        empty=shown.EMPTY[show],
        spans=timeline(process, rows, look),
        news=look.news,
        more=len(recent) < len(found),
        panels=panels_of(file, reader, at),
        may_reveal=viewer.can(Permission.REVEAL),
        may_approve=viewer.can(Permission.APPROVE_REVEAL),
        may_tell_code=viewer.can(Permission.QUERY_CODE) and not matter.erased_at,
        may_set_aside=may_open(viewer, f"{process.family}.set_aside"),
    )


def _both(a: tuple[set[int], set[int]], b: tuple[set[int], set[int]]) -> tuple[set[int], set[int]]:
    return a[0] | b[0], a[1] | b[1]


def _actions(file: File[Any], viewer: Viewer, at: datetime) -> Actions:
    options = engine.choices(file.proceeding, file.clocks, viewer=viewer, at=at, law=file.law)
    offered = [o for o in options if o.transition.action != OPEN_CHILD]
    free = [o.transition for o in offered if o.refusal is None]
    primary = main_step(free, file.proceeding.stage)
    rest = [t for t in free if t is not primary]
    few = 0 if primary else FEW
    return Actions(
        primary=primary,
        beside=tuple(rest[:few]),
        more=tuple(rest[few:]),
        refused=tuple(o for o in offered if o.refusal and not o.for_others),
        others=tuple(o for o in offered if o.for_others),
        openings=_openings(file.proceeding, options, viewer),
    )


def _openings(proceeding: Proceeding, options: Sequence[Option], viewer: Viewer) -> tuple[Process, ...]:
    """The processes that the viewer may open from here, while that step is open if it is one of its own."""
    step = next((o for o in options if o.transition.action == OPEN_CHILD), None)
    if not proceeding.open or (step and step.refusal):
        return ()
    others = (
        p
        for p in wired().processes
        if (p.name not in BESIDE and p.family != proceeding.definition.family) or p.family == "notice"
    )
    return tuple(p for p in others if p is not proceeding.definition and opening_for(p, viewer))


def _proposals(rows: Sequence[Any], proceeding: Proceeding, viewer: Viewer) -> list[Proposal]:
    return [_proposal(row, viewer) for row in rows if row.id == proceeding.id and row.suggestion_id]


def _proposal(row: Any, viewer: Viewer) -> Proposal:
    process = wired().models[row.suggested].definition
    opens = opening_for(process, viewer) is not None
    return Proposal(row.suggestion_id, row.reason, process, opens)


def _relatives(rows: Sequence[Any], proceeding: Proceeding, now: Now) -> list[Relative]:
    others = {row.id: row for row in rows if row.id != proceeding.id}
    return [_relative(row, now) for row in others.values()]


def _relative(row: Any, now: Now) -> Relative:
    process = wired().models[row.process].definition
    return Relative(
        address=address_of(process, row.id),
        process=process.label,
        number=row.number or "未编号",
        state=process.state(row.state).label,
        day=now.last_moment(row.next_due_at) if row.next_due_at else "",
        light=now.light(row.next_due_at),
    )
