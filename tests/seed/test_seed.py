"""The demo data: every state of every process, reached legally; in one go, for it takes a while."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from stdnum.cn import uscc

from caseflow.accounts import passwords
from caseflow.accounts.models import Unit, User, UserRole
from caseflow.casework import audit, files
from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import (
    AuditEvent,
    Card,
    Matter,
    Notification,
    Party,
    PartyKind,
    Proceeding,
    RunningClock,
)
from caseflow.extensions import db
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import SYSTEM, Role
from caseflow.registry import PROCESSES
from caseflow.seed import load
from caseflow.seed.office import PASSWORD
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.timeline import OTHER, label_of
from tests import given
from tests.conftest import DEMO_DAY, app_on

NOW = given.moment(DEMO_DAY)
PASSED_AT_ONCE = Role.SYSTEM
"""A state that waits for the system is left in the same transaction."""


@pytest.fixture
def seeded(demo: str) -> Iterator[Flask]:
    """The application on the demo data."""
    app = app_on(demo)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.xdist_group("demo")
def test_the_demo_office(seeded: Flask) -> None:
    app, session = seeded, db.session()
    assert load.is_demo()
    assert 280 <= (session.scalar(sa.select(sa.func.count(Matter.id))) or 0) <= 340
    every_state_occurs(session)
    every_light_shines(session)
    somebody_holds_every_role(session)
    the_units_stand_below_the_federation(session)
    nothing_lies_in_the_future(session)
    nobody_is_real(session)
    the_rule_book_is_seen_working(session)
    reminders_have_been_said(session)
    every_situation_is_told(app, session)
    every_line_of_the_history_has_words(session)
    assert audit.verify(session)[1] is None
    the_accounts_are_listed_again(app)


def every_state_occurs(session: Session) -> None:
    query = sa.select(Proceeding.process, Proceeding.state).distinct()
    seen = {(row.process, row.state) for row in session.execute(query)}
    states = [(process.name, state) for process in PROCESSES.values() for state in process.states]
    missing = {(name, state.name) for name, state in states if state.waits_for is not PASSED_AT_ONCE} - seen
    assert missing == set()


def every_light_shines(session: Session) -> None:
    now = Now(NOW, current_law(session).calendar)
    still_open = session.scalars(sa.select(Proceeding).where(Proceeding.open))
    lights = Counter(now.light(p.next_due_at, paused=p.stage.phase is Phase.PAUSED) for p in still_open)
    assert all(lights[light] >= 3 for light in (Light.NORMAL, Light.NEAR, Light.OVERDUE, Light.PAUSED))


INVENTED = ("测试", "示例", "早年职工", "已删除")
"""How the names of the workers begin; one of them has been erased."""

WAYS_OUT = {
    "决定不发出",
    "申请退单",
    "撤回申请",
    "撤回",
    "作废草稿",
    "延期调解",
    "终止调解",
    "登记退回",
    "拟不予援助",
}
"""What nobody is waited for to do."""


def every_situation_is_told(app: Flask, session: Session) -> None:
    """For each state: who is awaited to do what, and until when or that it is over."""
    now, told = Now(NOW, current_law(session).calendar), set()
    for id, process, state in session.execute(sa.select(Proceeding.id, Proceeding.process, Proceeding.state)):
        stage = PROCESSES[process].state(state)
        with app.test_request_context():
            strip = strip_of(files.open_file(Proceeding, id, SYSTEM, NOW), now)
        sentence = strip.situation
        assert strip.next_step not in WAYS_OUT, sentence
        assert sentence.endswith("。")
        if stage.waits_for:
            assert f"等待{strip.waits_for}{strip.next_step}" in sentence
            assert strip.next_step
        if strip.open and strip.deadline:
            assert strip.deadline.says in sentence
            assert strip.deadline.day in sentence
        told.add((process, state))
    assert len(told) >= sum(len(process.states) for process in PROCESSES.values()) - len(PROCESSES)


def every_line_of_the_history_has_words(session: Session) -> None:
    query = sa.select(Proceeding.process, AuditEvent.action).join(
        AuditEvent, AuditEvent.matter_id == Proceeding.matter_id
    )
    of_itself = sa.or_(AuditEvent.proceeding_id == Proceeding.id, AuditEvent.proceeding_id.is_(None))
    rows = session.execute(query.where(of_itself).distinct()).all()
    assert [row for row in rows if label_of(PROCESSES[row.process], row.action) == OTHER] == []


def somebody_holds_every_role(session: Session) -> None:
    assert set(session.scalars(sa.select(UserRole.role))) == set(Role) - {Role.SYSTEM}
    hashes = set(session.scalars(sa.select(User.password_hash).where(User.active)))
    assert [passwords.matches(each, PASSWORD) for each in hashes] == [True]
    logins = session.scalars(sa.select(User.login)).all()
    assert [passwords.refusal(PASSWORD, login) for login in logins] == [None] * len(logins)


def the_units_stand_below_the_federation(session: Session) -> None:
    root = session.scalars(sa.select(Unit).where(Unit.parent_id.is_(None))).one()
    below = session.scalars(sa.select(Unit).where(Unit.path.startswith(root.path), Unit.id != root.id)).all()
    assert len([unit for unit in below if unit.area]) == 34
    assert all(unit.head_id for unit in below if unit.area)


def nothing_lies_in_the_future(session: Session) -> None:
    assert session.scalars(sa.select(sa.func.max(Proceeding.state_since))).one() <= NOW
    # what is older came with a ledger, or is long over
    older = sa.select(Proceeding).join(Proceeding.matter).where(Matter.opened_at < given.moment("2026-01-01"))
    assert [p.id for p in session.scalars(older) if p.open and not p.matter.imported] == []


def nobody_is_real(session: Session) -> None:
    people = session.scalars(sa.select(Party).where(Party.kind == PartyKind.WORKER)).all()
    assert all(person.name.startswith(INVENTED) for person in people)
    assert all(person.phone is None or person.phone.startswith("1390000") for person in people)
    assert all(person.id_number is None for person in people)
    known = sa.select(Party.credit_code).where(Party.credit_code.is_not(None))
    codes = set(session.scalars(known.where(Party.kind == PartyKind.EMPLOYER)))
    assert all(code and uscc.is_valid(code) and code[2:8] == "000000" for code in codes)


def the_rule_book_is_seen_working(session: Session) -> None:
    of_rows = sa.select(RunningClock.code).where(RunningClock.rule_version.startswith("规则")).distinct()
    assert set(session.scalars(of_rows)) == {"HD6b", "ND4"}


def reminders_have_been_said(session: Session) -> None:
    assert session.scalar(sa.select(sa.func.count(Notification.id)))
    assert set(session.scalars(sa.select(Proceeding.card).distinct())) == set(Card)


def the_accounts_are_listed_again(app: Flask) -> None:
    listed = app.test_cli_runner().invoke(args=["seed", "--if-empty"])
    assert listed.exit_code == 0
    assert PASSWORD in listed.output
    assert "hu1        承办单位经办人" in listed.output


def test_production_refuses(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.config["SETTINGS"], environment="production")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    refused = app.test_cli_runner().invoke(args=["seed", "--if-empty"])
    assert refused.exit_code == 1
    assert "生产环境不能载入演示数据" in refused.output
    assert load.is_empty()


def test_only_an_empty_database_is_filled(app: Flask) -> None:
    given.person(Role.OPERATOR)
    run = app.test_cli_runner().invoke
    refused = run(args=["seed"])
    assert refused.exit_code == 1
    assert "已有用户" in refused.output
    left_alone = run(args=["seed", "--if-empty"])
    assert left_alone.exit_code == 0
    assert left_alone.output.strip() == "已有数据，未载入演示数据"
    assert db.session.scalar(sa.select(sa.func.count(Matter.id))) == 0
