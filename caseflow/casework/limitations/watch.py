"""The watch over limitations that come to an end: the worker's claim comes first (R10).

A matter knows when its ladder speaks next (`limitation_next_at`), as a clock does: a sweep costs what is due.
It counts to the earlier of the two last days (E8), by the conservative reckoning until a lawyer has confirmed
the events. Each stage is told once for each last day, to the handlers, to the lawyers who take part, and in
the last week to the manager; of several that were missed only the newest is told. Who hears of a stage from
a clock of an aid case that ends on the same day (LD4r) hears of it once, there.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import UserRole
from caseflow.casework.audit import Deed, record
from caseflow.casework.db import transaction
from caseflow.casework.directory import Directory
from caseflow.casework.law import current_law
from caseflow.casework.models import Involvement, Manner, Matter, Proceeding, RunningClock
from caseflow.casework.notices import tell
from caseflow.casework.queries import open_proceedings_of
from caseflow.casework.suggestions import suggest
from caseflow.kernel.calendar import WorkCalendar, end_of_day, local_day
from caseflow.kernel.ladder import LIMITATION, Ladder, Recipient, Stage, moments, superseded
from caseflow.kernel.roles import SYSTEM, Role

NEAR = 30  # days: the worker's claim comes first (R10)
PROVISIONAL_AID = 7  # days: aid may be given before the papers are complete (法律援助法 第四十四条)
AID = "aid"
LAST_DAY = "limitation_last_day"
"""The fact of an aid case that its clocks of the limitation end on."""

BATCH = 100
"""Matters in one transaction."""

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def watch(*, at: datetime) -> int:
    """Let the ladder of every matter speak that has come to a stage; how many open ones are near the end."""
    near = 0
    while (some := _some(at)) is not None:
        near += some
    return near


def _some(at: datetime) -> int | None:
    with transaction() as session:
        due = sa.select(Matter).where(Matter.limitation_next_at <= at).order_by(Matter.limitation_next_at)
        held = due.limit(BATCH).with_for_update(of=Matter, key_share=True, skip_locked=True)
        matters = session.scalars(held).all()
        if not matters:
            return None
        directory = Directory.read(session)
        return sum(raise_if_near(session, matter, directory, at=at) for matter in matters)


def look_again(matter: Matter, calendar: WorkCalendar, *, at: datetime) -> None:
    """Let the ladder begin for another last day: what it has come to already is told at the next watch."""
    matter.limitation_next_at = at if _reached(matter, calendar, at) else _next(matter, calendar, at)


def raise_if_near(
    session: Session, matter: Matter, directory: Directory | None = None, *, at: datetime
) -> bool:
    """Put a claim that soon lapses first: priority P1, warnings, provisional aid in the last week (R10).

    Whether it is within thirty days of its end. Aid is not proposed beside aid.
    """
    calendar = current_law(session).calendar
    reached = _reached(matter, calendar, at)
    matter.limitation_next_at = _next(matter, calendar, at)
    proceedings = session.scalars(open_proceedings_of(matter)).all()
    if not reached or not proceedings:
        return False
    _warn(session, matter, proceedings, reached, directory or Directory.read(session), at)
    left = -max(stage.offset or 0 for stage, _ in reached)
    if left > NEAR:
        return False
    _come_first(session, matter, at)
    if left <= PROVISIONAL_AID and all(proceeding.process != AID for proceeding in proceedings):
        for root in (proceeding for proceeding in proceedings if proceeding.parent_id is None):
            suggest(session, root, "R10", AID, f"{_remains(matter, at)}，可先行提供法律援助", at=at)
    return True


def _stages(matter: Matter, calendar: WorkCalendar) -> Sequence[tuple[Stage, datetime]]:
    nominal, rolled = matter.limitation_nominal_on, matter.limitation_due_on
    if nominal is None:
        return ()
    rolled = rolled or nominal
    return moments(LIMITATION, _EVER, (nominal, rolled, end_of_day(rolled)), calendar)


def _reached(matter: Matter, calendar: WorkCalendar, at: datetime) -> list[tuple[Stage, datetime]]:
    """The stages that are past, unless it is all over."""
    last = matter.limitation_due_on or matter.limitation_nominal_on
    if last is None or last < local_day(at):
        return []
    return [stage for stage in _stages(matter, calendar) if stage[1] <= at]


def _next(matter: Matter, calendar: WorkCalendar, at: datetime) -> datetime | None:
    return min((moment for _, moment in _stages(matter, calendar) if moment > at), default=None)


def _come_first(session: Session, matter: Matter, at: datetime) -> None:
    if matter.priority in ("P0", "P1"):
        return
    matter.priority = "P1"
    left = (matter.limitation_nominal_on - local_day(at)).days if matter.limitation_nominal_on else 0
    data = {"priority": "P1", "days_left": left}
    record(session, matter, Deed(action="raise_priority", viewer=SYSTEM, at=at, data=data))


def _remains(matter: Matter, at: datetime) -> str:
    """How long the claim lasts by the earlier day; by the later one when that is past."""
    today, nominal = local_day(at), matter.limitation_nominal_on
    if nominal is None or nominal < today:
        return "仲裁时效因休息日顺延，最后一日就在眼前"
    left = (nominal - today).days
    return f"仲裁时效还剩{left}日" if left else "仲裁时效今天届满"


def _warn(
    session: Session,
    matter: Matter,
    proceedings: Sequence[Proceeding],
    reached: Sequence[tuple[Stage, datetime]],
    directory: Directory,
    at: datetime,
) -> None:
    """Tell each stage that no later one has superseded; its key holds the day, so that it is told once."""
    day, late = matter.limitation_nominal_on, superseded(reached)
    unsure = "" if matter.limitation_certain else "，保守推算，待律师确认"
    for stage, _ in reached:
        if stage.code in late:
            continue
        alone = LIMITATION.alone(stage, urgent=False)
        heard = _by_clocks(session, stage, proceedings, directory)
        for proceeding, people in _whom(session, stage, proceedings, directory):
            tell(
                session,
                f"limitation-{stage.code}.{day}",
                people - heard,
                f"{_remains(matter, at)}（{day}{unsure}）",
                about=proceeding,
                at=at,
                manner=Manner.ALONE if alone else Manner.DIGEST,
            )


def _whom(
    session: Session, stage: Stage, proceedings: Sequence[Proceeding], directory: Directory
) -> Iterator[tuple[Proceeding, set[int]]]:
    """Of each proceeding its handler and lawyers, or the manager of those that no other grew from."""
    if stage.to is Recipient.MANAGER:
        for root in (proceeding for proceeding in proceedings if proceeding.parent_id is None):
            yield root, set(directory.recipients(stage.to, root.unit_id, None, None))
        return
    for proceeding in proceedings:
        waits_for = None if proceeding.handler_id else proceeding.stage.waits_for
        people = directory.recipients(stage.to, proceeding.unit_id, proceeding.handler_id, waits_for)
        yield proceeding, {*people, *_lawyers(session, proceeding)}


def _by_clocks(
    session: Session, stage: Stage, proceedings: Sequence[Proceeding], directory: Directory
) -> set[int]:
    """Whom clocks of these proceedings tell the same at the same stage: those that end on the same day."""
    law, known = current_law(session), {proceeding.id: proceeding for proceeding in proceedings}
    query = sa.select(RunningClock).where(
        RunningClock.proceeding_id.in_(known),
        RunningClock.stopped_at.is_(None),
        RunningClock.nominal_on == proceedings[0].matter.limitation_nominal_on,
    )
    heard: set[int] = set()
    for row in session.scalars(query):
        lies = known[row.proceeding_id]
        clock = law.ruled(lies.definition.clock(row.code), row.rule_version)
        if clock.ends_on == LAST_DAY and any(_is_same(stage, s, clock.ladder) for s in clock.ladder.stages):
            heard |= {*directory.recipients(stage.to, lies.unit_id, lies.handler_id, clock.owner)}
    return heard


def _is_same(stage: Stage, other: Stage, ladder: Ladder) -> bool:
    """Whether the stage of the other ladder tells the same people on the same day, as prominently."""
    alike = other.to is stage.to and other.offset == stage.offset
    return alike and ladder.alone(other, urgent=False) == LIMITATION.alone(stage, urgent=False)


def _lawyers(session: Session, proceeding: Proceeding) -> Sequence[int]:
    holds = sa.exists().where(UserRole.user_id == Involvement.user_id, UserRole.role == Role.LAWYER)
    query = sa.select(Involvement.user_id).where(Involvement.proceeding_id == proceeding.id, holds)
    return session.scalars(query).all()
