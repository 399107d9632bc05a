"""What the figures count, written beside the audit row that tells of it (统计事实).

The engine writes it in the transaction of the action; `rebuild` writes the same rows from the trail, so that
a new happening is known for all of the past.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectin_polymorphic

from caseflow.casework import gathering
from caseflow.casework.db import insert_missing, run, transaction
from caseflow.casework.happenings import Happening
from caseflow.casework.models import AuditEvent, Matter, Milestone, Proceeding
from caseflow.casework.step import Step
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import START

BATCH = 500
"""Proceedings whose milestones a rebuild writes in one transaction."""


PLACES = ("unit_id", "channel", "service", "category")
"""Where a milestone belongs; it moves with the proceeding."""


def follow(session: Session, proceeding: Proceeding, step: Step, event: AuditEvent) -> None:
    """Write down what the step brought about, in its transaction."""
    happenings = wired().happenings
    told = _Told(proceeding, step.given)
    if gone := happenings.taken_back(proceeding.process, step.action):
        _void(session, proceeding.id, gone)
    # Added before they move: where both wait for the end of a gathering, they are written in this order.
    gathering.add(session, Milestone, _rows(told, step.action, step.at, event))
    if step.decision.source != START and not step.given.keys().isdisjoint(PLACES):
        _move(session, proceeding, told)


def follow_note(
    session: Session, proceeding: Proceeding, given: Mapping[str, Any], at: datetime, event: AuditEvent
) -> None:
    """The same of what was noted and is no step of the process."""
    gathering.add(session, Milestone, _rows(_Told(proceeding, given), event.action, at, event))


def _rows(told: "_Told", action: str, at: datetime, event: AuditEvent) -> list[dict[str, Any]]:
    found = wired().happenings.of(told.proceeding.process, action)
    return [told.row(happening, local_day(at), event.seq) for happening in found]


def _move(session: Session, proceeding: Proceeding, told: "_Told") -> None:
    """What the proceeding was counted for belongs elsewhere now; its category is the matter's."""
    place = told.place()
    move = {"of": proceeding.id, **{f"now_{name}": place[name] for name in PLACES}}
    gathering.later(session, _move_own, move)
    if "category" in told.given:
        whole = {"of": proceeding.matter_id, "now_category": place["category"]}
        gathering.later(session, _move_whole, whole)


def _move_own(session: Session, moves: Sequence[Mapping[str, Any]]) -> None:
    run(session, _OWN, moves)


def _move_whole(session: Session, moves: Sequence[Mapping[str, Any]]) -> None:
    run(session, _WHOLE, moves)


_TABLE: Any = Milestone.__table__
_OWN = (
    sa.update(_TABLE)
    .where(_TABLE.c.proceeding_id == sa.bindparam("of", type_=sa.Integer))
    .values({name: sa.bindparam(f"now_{name}", type_=_TABLE.c[name].type) for name in PLACES})
)
_WHOLE = (
    sa.update(_TABLE)
    .where(_TABLE.c.matter_id == sa.bindparam("of", type_=sa.Integer))
    .values(category=sa.bindparam("now_category", type_=_TABLE.c.category.type))
)


def _void(session: Session, proceeding_id: int, codes: Iterable[str]) -> None:
    """Count no longer what happened under these codes."""
    gathering.write(session)
    taken = sa.update(Milestone).where(Milestone.proceeding_id == proceeding_id, Milestone.code.in_(codes))
    session.execute(taken.values(void=True), execution_options={"synchronize_session": False})


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a proceeding when something happened: its answers then, its columns else."""

    proceeding: Any
    given: Mapping[str, Any]

    def value(self, name: str) -> Any:
        """What was answered, else what the proceeding or its matter keeps under the name."""
        if name in self.given:
            return self.given[name]
        return getattr(self.proceeding, name, None) or getattr(self.proceeding.matter, name, None)

    def place(self) -> dict[str, Any]:
        """Where it belongs now."""
        columns = {name: getattr(self.proceeding, name, "") or "" for name in ("channel", "service")}
        return {
            "unit_id": self.proceeding.unit_id,
            "category": self.proceeding.matter.category,
            **columns,
        }

    def row(self, happening: Happening, day: date, seq: int) -> dict[str, Any]:
        """The milestone as a row."""
        return {
            "proceeding_id": self.proceeding.id,
            "matter_id": self.proceeding.matter_id,
            "code": happening.code,
            "turn": seq if happening.repeats else 0,
            "process": happening.process,
            "day": day,
            "month": day.year * 100 + day.month,
            **self.place(),
            "detail": str(self.value(happening.detail) or "") if happening.detail else "",
            "cents": _cents(self.value(happening.amount)) if happening.amount else 0,
            "persons": int(self.value(happening.persons) or 0) if happening.persons else 0,
            "void": False,
        }


def _cents(yuan: object) -> int:
    return int(Decimal(str(yuan or 0)) * 100)


def rebuild(*, after: int = 0) -> Iterator[tuple[int, int]]:
    """Write every milestone anew from the trail, the oldest proceedings first, a batch in each transaction.

    Yields how many proceedings a batch had and the largest id among them: `after` it a later run goes on.
    """
    while True:
        with transaction() as session:
            batch = _next(session, after)
            if not batch:
                return
            _write_anew(session, batch)
            after = batch[-1].id
        yield len(batch), after


def to_do(*, after: int = 0) -> int:
    """How many proceedings a rebuild would go through."""
    return db.session.scalar(sa.select(sa.func.count(Proceeding.id)).where(Proceeding.id > after)) or 0


def _next(session: Session, after: int) -> Sequence[Proceeding]:
    """The next proceedings with their matters, held: nobody acts on them meanwhile."""
    query = (
        sa.select(Proceeding)
        .join(Proceeding.matter)
        .where(Proceeding.id > after)
        .order_by(Proceeding.id)
        .limit(BATCH)
        .options(
            contains_eager(Proceeding.matter),
            selectin_polymorphic(Proceeding, list(wired().models.values())),
        )
        .with_for_update(of=Matter, key_share=True)
    )
    return session.scalars(query).all()


def _write_anew(session: Session, batch: Sequence[Proceeding]) -> None:
    ids = [proceeding.id for proceeding in batch]
    session.execute(sa.delete(Milestone).where(Milestone.proceeding_id.in_(ids)))
    trail = defaultdict(list)
    columns = (AuditEvent.proceeding_id, AuditEvent.action, AuditEvent.at, AuditEvent.seq, AuditEvent.data)
    events = sa.select(*columns).where(AuditEvent.proceeding_id.in_(ids)).order_by(AuditEvent.id)
    for event in session.execute(events):
        trail[event.proceeding_id].append(event)
    for proceeding in batch:
        insert_missing(session, Milestone, _from_trail(proceeding, trail[proceeding.id]))


def _from_trail(proceeding: Proceeding, events: Sequence[Any]) -> list[dict[str, Any]]:
    happenings = wired().happenings
    rows: list[dict[str, Any]] = []
    for event in events:
        told = _Told(proceeding, event.data)
        gone = happenings.taken_back(proceeding.process, event.action)
        rows = [row | {"void": True} if row["code"] in gone else row for row in rows]
        found = happenings.of(proceeding.process, event.action)
        rows += [told.row(happening, local_day(event.at), event.seq) for happening in found]
    return rows
