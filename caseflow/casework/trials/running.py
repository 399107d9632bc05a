"""Running a trial: at once where there are few clocks, else batch by batch in the background."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law, rule_of
from caseflow.casework.lights import Now
from caseflow.casework.models import DeadlineRule, RuleTrial, RunningClock
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.rulebook import declared, waiting
from caseflow.casework.trials.counting import Counts
from caseflow.casework.trials.judging import Judge, Outcome
from caseflow.casework.trials.reading import some, tried
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Permission, Viewer

AT_ONCE = 2_000
"""So many clocks are tried while somebody waits for the page; more of them in the background."""

BATCH = 2_000
"""How many clocks are tried in one transaction."""

FEW = 20
"""Batches that the scheduler takes in one run: it has other work, too."""

LINES, LOOK = 50, 5_000
"""Lines on a page, and how many clocks are looked at to fill it."""


@dataclass(frozen=True, slots=True)
class Moves:
    """A page of clocks in scope that would move; `next` is where to look on, if there is more."""

    rows: list[Outcome]
    next: int | None


def judge_of(rule: DeadlineRule, at: datetime) -> Judge:
    """The judge by the rule, on the calendar in force."""
    _, clock = declared(rule.code)[0]
    return Judge(rule_of(rule, clock), Now(at, current_law(db.session()).calendar))


def total(rule: DeadlineRule, at: datetime) -> int:
    """How many clocks the rule is tried on, counted to just above `AT_ONCE`."""
    few = sa.select(RunningClock.id).where(tried(rule.code, at)).limit(AT_ONCE + 1).subquery()
    return db.session.scalars(sa.select(sa.func.count()).select_from(few)).one()


def at_once(rule: DeadlineRule, at: datetime) -> Counts:
    """The counts over all clocks there are; writes nothing."""
    return Counts().add(some(db.session(), judge_of(rule, at), 0, AT_ONCE, at))


def count(rule: DeadlineRule, at: datetime) -> Counts:
    """The counts over all clocks, however many, batch by batch; writes nothing."""
    counts, judge, after = Counts(), judge_of(rule, at), 0
    while outcomes := some(db.session(), judge, after, BATCH, at):
        counts.add(outcomes)
        after = outcomes[-1].id
    return counts


def moves(rule: DeadlineRule, viewer: Viewer, at: datetime, after: int = 0) -> Moves:
    """The clocks in the viewer's scope that would move, after that id; writes nothing."""
    seen, judge, found = proceedings_in_scope(viewer), judge_of(rule, at), []
    looked = 0
    while looked < LOOK:
        outcomes = some(db.session(), judge, after, BATCH, at, seen)
        for outcome in outcomes:
            after = outcome.id
            if outcome.moved:
                found.append(outcome)
            if len(found) == LINES:
                return Moves(found, after)
        looked += BATCH
        if len(outcomes) < BATCH:
            return Moves(found, None)
    return Moves(found, after)


def newest(rule: DeadlineRule) -> RuleTrial | None:
    """The trial that was started last for the rule."""
    latest = RuleTrial.id.desc()
    return db.session.scalars(sa.select(RuleTrial).filter_by(rule_id=rule.id).order_by(latest)).first()


def start(rule_id: int, *, viewer: Viewer, at: datetime) -> RuleTrial:
    """Have the rule tried in the background.

    Raises:
        Forbidden: the viewer does not keep the rules.
        GuardRefused: the rule waits no more, or is being tried already.
    """
    require(viewer, Permission.RULES)
    with transaction() as session:
        rule = waiting(rule_id)
        if session.scalars(sa.select(RuleTrial).filter_by(rule_id=rule_id, finished_at=None)).first():
            raise GuardRefused("这项规则正在试算，请稍后刷新查看")
        count = sa.select(sa.func.count(RunningClock.id)).where(tried(rule.code, at))
        trial = RuleTrial(
            rule_id=rule_id,
            asked_by=viewer.user_id,
            asked_at=at,
            total=session.scalars(count).one(),
            after_id=0,
            counts=Counts().kept(),
        )
        session.add(trial)
        return trial


def advance(*, at: datetime, batches: int = FEW) -> int:
    """Take the trials that are under way further by some batches; how many clocks were tried (试算)."""
    return sum(_one_batch(at) for _ in range(batches))


def finish(*, at: datetime) -> int:
    """Take every trial under way to its end; how many clocks were tried."""
    tried_now = 0
    while seen := _one_batch(at):
        tried_now += seen
    return tried_now


def _one_batch(at: datetime) -> int:
    """The next clocks of the oldest trial under way; a crash loses this batch only, and it is tried again."""
    with transaction() as session:
        under_way = sa.select(RuleTrial).filter_by(finished_at=None).order_by(RuleTrial.id).limit(1)
        trial = session.scalars(under_way.with_for_update(skip_locked=True)).first()
        return _further(session, trial, at) if trial else 0


def _further(session: Session, trial: RuleTrial, at: datetime) -> int:
    judge = judge_of(session.get_one(DeadlineRule, trial.rule_id), trial.asked_at)
    outcomes = some(session, judge, trial.after_id, BATCH, trial.asked_at)
    trial.counts = Counts.read(trial.counts).add(outcomes).kept()
    trial.after_id = outcomes[-1].id if outcomes else trial.after_id
    if len(outcomes) < BATCH:
        trial.finished_at = at
    return len(outcomes)
