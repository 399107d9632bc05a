"""The demo data as a whole: office, rules, cases; then the reminders that are due (载入演示数据)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import AbsenceReason, User
from caseflow.casework import audit, law, leave, limitations, reminders
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.leave import Leave
from caseflow.casework.models import DeadlineRule, Matter, SavedView
from caseflow.casework.reminders import Swept
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.seed import (
    campaigns,
    erasures,
    imports,
    letters,
    messages,
    notes,
    officers,
    papers,
    reports,
    rules,
    sampling,
)
from caseflow.seed.calendar import set_days
from caseflow.seed.cases import cases
from caseflow.seed.crowds import lead_a_group
from caseflow.seed.desks import desk_work, doors_and_files, visit_employers
from caseflow.seed.names import firms, workers
from caseflow.seed.office import Office, build
from caseflow.seed.tellings import Stage, tellings

SEED = 20261123

RULES = (
    ("HD6b", "6wd", "演示区总工会热线办理规定（示例）第八条"),
    ("ND4", "12wd", "演示区总工会劳动法律监督办法（示例）第十五条"),
)
"""Periods of this office that take the place of the declared ones: clock, period, basis."""

VIEWS = (
    (Role.MANAGER, "超期欠薪", "tab=team&light=overdue&category=01"),
    (Role.MANAGER, "临近到期", "tab=team&light=near"),
    (Role.DISPATCHER, "超期待派", "tab=unassigned&family=hotline&light=overdue"),
)
"""Whose views of the queue are shared: role, name, tab and filters."""

RULES_SINCE = timedelta(days=365)
AWAY_IN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many matters there are now, and what the reminders did."""

    matters: int
    swept: Swept


def is_empty() -> bool:
    """Whether nobody works here yet."""
    return db.session.scalar(sa.select(User.id).limit(1)) is None


def is_demo() -> bool:
    """Whether the people of the demo data work here."""
    first = sa.select(User.id).where(User.login == "op1", User.name == "演示话务员1")
    return db.session.scalar(first) is not None


def seed(*, at: datetime) -> Seeded:
    """Fill an empty database with an office at work, as of that instant.

    Raises:
        GuardRefused: the database is not empty.
    """
    with transaction() as session:
        if not is_empty():
            raise GuardRefused("数据库里已有用户，不能载入演示数据")
        rng, office = Random(SEED), build(session, at)
        _approve_rules(session, office, at)
        _keep_views(session, office)
        stage = Stage(session, office, law.current_law(session).calendar, rng, at)
        for telling in tellings(stage, cases(rng, firms(rng), workers(), office.towns)):
            telling.play()
        matters = session.scalar(sa.select(sa.func.count(Matter.id))) or 0
    desk_work(at)
    visit_employers(at)
    doors_and_files(at)
    lead_a_group(office, at)
    rules.propose(office, at)
    officers.register(office, at)
    imports.bring(office, at)
    notes.write(at)
    papers.make(at)
    sampling.draw(office, at)
    letters.review(at)
    letters.propose_clauses(office, at)
    campaigns.carry_out(office, at)
    _grant_leave(office, at)
    set_days(office.cast, at=at)
    limitations.watch(at=at)
    swept = reminders.sweep(at=at)
    messages.send(office, at)
    erasures.erase(office, at)
    reports.submit(office, at)
    audit.anchor(at=at)
    return Seeded(matters, swept)


def _grant_leave(office: Office, at: datetime) -> None:
    """A busy supervisor will be away for two days, a liaison is now, and colleagues stand in."""
    deputy, away = office.cast.holders(Role.SUPERVISOR)[0], office.cast.holders(Role.SUPERVISOR)[-1]
    first = local_day(at) + AWAY_IN
    leave.record(
        away.user_id, Leave(first, first + DAY, AbsenceReason.LEAVE, deputy.user_id), viewer=away, at=at
    )
    here, gone = office.cast.holders(Role.LIAISON)
    since = local_day(at)
    trip = Leave(since, since + 2 * DAY, AbsenceReason.TRIP, here.user_id)
    leave.record(gone.user_id, trip, viewer=gone, at=at)


def _keep_views(session: Session, office: Office) -> None:
    """Views of the queue that the first manager and dispatcher share with their colleagues."""
    for role, name, query in VIEWS:
        owner = office.cast.holders(role)[0]
        session.add(SavedView(owner_id=owner.user_id, role=role, name=name, query=query))


def _approve_rules(session: Session, office: Office, at: datetime) -> None:
    """Two periods of this office, which one manager has proposed and another approved."""
    proposer, approver = office.cast.holders(Role.MANAGER)
    for code, period, basis in RULES:
        rule = DeadlineRule(
            code=code,
            region=wired().region,
            effective_from=local_day(at) - RULES_SINCE,
            period=period,
            basis=basis,
            mark=Mark.HOUSE,
            proposed_by=proposer.user_id,
            approved_by=approver.user_id,
        )
        session.add(rule)
        data = {"code": code, "period": period, "basis": basis, "effective_from": rule.effective_from}
        audit.record(session, None, Deed(action="rule_proposed", viewer=proposer, at=at, data=data))
        audit.record(session, None, Deed(action="rule_approved", viewer=approver, at=at, data=data))
    law.has_changed(session)
