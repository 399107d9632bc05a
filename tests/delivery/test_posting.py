"""What is written into the outbox, for whom, in which words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework.db import transaction
from caseflow.casework.delivery import Letter, Template, post
from caseflow.casework.delivery.contact import may_contact
from caseflow.casework.delivery.posting import forward
from caseflow.casework.models import (
    Channel,
    DeliveryState,
    Matter,
    MessageTemplate,
    Notification,
    Party,
    WorkerRecord,
)
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.delivery.outbox import AT, MAIL, MOBILE, STANDING, gateway, wishes, written

pytestmark = pytest.mark.usefixtures("app")

TEXT = "SD-1 答复期限：今天到期"


def posted(*letters: Letter) -> int:
    with transaction() as session:
        return post(session, letters, at=AT)


def to(user: User, **rest: Any) -> Letter:
    return Letter(key="k", template=Template.SINGLE, values={"text": TEXT}, user_id=user.id, **rest)


def test_a_person_gets_it_where_the_person_wants_it() -> None:
    gateway(Channel.SMS)
    gateway(Channel.EMAIL)
    wishes(given.person(Role.MANAGER), Channel.EMAIL, Channel.SMS)
    assert posted(to(given.person(Role.MANAGER))) == 2
    assert {(d.gateway.channel, d.address, d.state) for d in written()} == {
        (Channel.SMS, MOBILE, DeliveryState.WAITING),
        (Channel.EMAIL, MAIL, DeliveryState.WAITING),
    }
    mail = next(d for d in written() if d.gateway.channel is Channel.EMAIL)
    assert mail.subject == TEXT
    assert mail.text.startswith(f"{TEXT}\n\n请登录系统办理。")


def test_nothing_is_written_where_nobody_asked_or_nothing_is_set_up() -> None:
    manager = given.person(Role.MANAGER)
    wishes(manager, Channel.SMS)
    assert posted(to(manager)) == 0
    gateway(Channel.EMAIL)
    gateway(Channel.SMS, active=False)
    assert posted(to(manager)) == 0
    assert posted(to(given.person(Role.OPERATOR))) == 0


def test_the_same_letter_is_written_once() -> None:
    gateway(Channel.SMS)
    manager = given.person(Role.MANAGER)
    wishes(manager, Channel.SMS)
    posted(to(manager))
    posted(to(manager), to(manager))
    assert len(written()) == 1


def test_a_digest_goes_where_digests_are_wanted_and_not_before_its_time() -> None:
    gateway(Channel.SMS)
    gateway(Channel.EMAIL)
    manager = given.person(Role.MANAGER)
    wishes(manager, Channel.SMS, digest=(Channel.EMAIL,))
    morning = AT + timedelta(hours=22)
    values = {"text": "一\n二", "count": 2}
    posted(Letter(key="d", template=Template.DIGEST, values=values, user_id=manager.id, not_before=morning))
    (digest,) = written()
    assert (digest.subject, digest.next_try_at) == ("今天有 2 件事需要办理", morning)
    assert "一\n二" in digest.text


def test_a_confidential_matter_is_not_told_about() -> None:
    gateway(Channel.SMS)
    unit = given.unit_tree().street
    gateway(Channel.WECOM, unit_id=unit.id)
    manager = given.person(Role.MANAGER)
    wishes(manager, Channel.SMS)
    group = Letter(key="g", template=Template.GROUP_DIGEST, values=STANDING, unit_id=unit.id)
    posted(to(manager, confidential=True), group)
    posted(replace(group, key="h", confidential=True))
    by_channel = {d.gateway.channel: d.text for d in written()}
    assert "保密件" in by_channel[Channel.SMS]
    assert TEXT not in by_channel[Channel.SMS]
    assert len(written()) == 2


def test_a_unit_is_told_in_its_own_chats_only() -> None:
    tree = given.unit_tree()
    gateway(Channel.WECOM, unit_id=tree.street.id)
    gateway(Channel.FEISHU, unit_id=tree.street.id)
    gateway(Channel.DINGTALK, unit_id=tree.town.id)
    posted(Letter(key="g", template=Template.GROUP_DIGEST, values=STANDING, unit_id=tree.street.id))
    assert [d.gateway.channel for d in written()] == [Channel.WECOM, Channel.FEISHU]
    assert "已超期 3 件，今日到期 1 件" in written()[0].text


def test_the_office_may_choose_its_own_words() -> None:
    gateway(Channel.SMS)
    manager = given.person(Role.MANAGER)
    wishes(manager, Channel.SMS)
    with transaction() as session:
        own = {"template": "single", "form": "short", "text": "请看：{内容}"}
        session.add(MessageTemplate(**own, changed_at=AT, changed_by=manager.id))
    posted(to(manager))
    assert written()[0].text == f"请看：{TEXT}"


def test_what_is_put_in_the_inbox_goes_where_single_messages_are_wanted() -> None:
    gateway(Channel.SMS)
    manager, operator = given.person(Role.MANAGER), given.person(Role.OPERATOR)
    wishes(manager, Channel.SMS)
    ticket = given.ticket(on="2026-09-16")
    rows = [_in_inbox(ticket.id, user) for user in (manager, operator)]
    with transaction() as session:
        session.execute(sa.insert(Notification), rows)
        forward(session, rows, at=AT)
    (only,) = written()
    assert only.notification_id is not None
    assert (only.user_id, only.proceeding_id) == (manager.id, ticket.id)


def _in_inbox(proceeding_id: int, user: User) -> dict[str, Any]:
    known = {"stage": "", "channel": Channel.INBOX, "text": TEXT, "at": AT}
    return {"key": f"n{user.id}", "recipient_id": user.id, "proceeding_id": proceeding_id, **known}


@pytest.fixture
def worker(app: Flask) -> Party:
    """A worker with a mobile who agreed to text messages."""
    ticket = given.ticket(on="2026-09-16")
    with transaction() as session:
        party = session.get_one(Matter, ticket.matter_id).worker
        assert party
        party.identify(phone=MOBILE)
        party.texts_agreed = True
    return party


@pytest.mark.parametrize("why_not", ["", "landline", "not agreed", "safe contact", "record", "withdrawn"])
def test_a_worker_is_written_to_only_when_that_is_safe(worker: Party, why_not: str) -> None:
    gateway(Channel.SMS)
    with transaction() as session:
        party = session.get_one(Party, worker.id)
        match why_not:
            case "landline":
                party.identify(phone="023-12345678")
            case "not agreed":
                party.texts_agreed = False
            case "safe contact":
                session.get_one(Matter, party.matter_id).safe_contact = "只在晚上打"
            case "record" | "withdrawn":
                said = {"safe_contact": "找工友"} if why_not == "record" else {"consent": "withdrawn"}
                session.add(record := WorkerRecord(since=AT, **said))
                session.flush()
                party.worker_record_id = record.id
    values = {"number": "SD-1", "code": "ACDEFGHJ"}
    posted(Letter(key="c", template=Template.QUERY_CODE, values=values, party_id=worker.id))
    assert [d.address for d in written()] == ([] if why_not else [MOBILE])
    assert may_contact(db.session(), db.session.get_one(Party, worker.id)) is (not why_not)


def test_a_text_to_a_worker_is_sealed(worker: Party) -> None:
    gateway(Channel.SMS)
    values = {"number": "SD-1", "code": "ACDEFGHJ"}
    posted(Letter(key="c", template=Template.QUERY_CODE, values=values, party_id=worker.id))
    assert "查询码ACDEFGHJ" in written()[0].text
    (row,) = db.session.execute(sa.text("select address, text from delivery"))
    assert b"ACDEFGHJ" not in bytes(row.text)
    assert MOBILE.encode() not in bytes(row.address)
