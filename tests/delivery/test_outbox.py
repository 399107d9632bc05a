"""What became of messages: how it is said, and sending again what was given up."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.casework import selfcheck
from caseflow.casework.db import transaction
from caseflow.casework.delivery import Template, outbox
from caseflow.casework.delivery.outbox import Resent, Tab
from caseflow.casework.models import (
    AuditEvent,
    Channel,
    Delivery,
    DeliveryState,
    Gateway,
    MessagePreference,
    Party,
)
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.roles import Role, Viewer
from tests import given
from tests.delivery.outbox import AT, STANDING, gateway, messages, wishes, written

pytestmark = pytest.mark.usefixtures("app")

LATER = AT + timedelta(hours=3)


@pytest.fixture
def admin(app: Flask) -> Viewer:
    return given.viewer(Role.ADMIN)


@pytest.fixture
def way(app: Flask) -> Gateway:
    wishes(given.person(Role.MANAGER), Channel.SMS)
    return gateway(Channel.SMS)


def set_to(state: DeliveryState, *ids: int, **more: object) -> None:
    """As after many tries: how it came there is told elsewhere."""
    ended = {"state": state, "next_try_at": None, **more}
    with transaction() as session:
        chosen = sa.update(Delivery).where(Delivery.id.in_(ids)) if ids else sa.update(Delivery)
        session.execute(chosen.values(**ended))


def said() -> str:
    return outbox.own(given.viewer(Role.MANAGER)).rows[0].said


def test_how_a_message_stands_is_said_in_words(way: Gateway) -> None:
    messages(1, at=AT)
    assert said() == "短信待发"
    for state, more, words in (
        (DeliveryState.SENDING, {}, "短信发送中"),
        (DeliveryState.WAITING, {"attempts": 2, "next_try_at": LATER}, "短信重试中（已试 2 次）"),
        (DeliveryState.WAITING, {"attempts": 0, "not_before": LATER}, "短信将在 9月16日 13:00 后发送"),
        (DeliveryState.SENT, {"sent_at": AT}, "已发短信 9月16日 10:00"),
        (DeliveryState.DEAD, {}, "短信没有送达"),
        (DeliveryState.REFUSED, {}, "短信没有送达"),
        (DeliveryState.CANCELLED, {}, "短信已取消"),
    ):
        set_to(state, **more)
        assert said() == words


def test_dead_letters_are_sent_again_to_the_address_that_holds_now(way: Gateway, admin: Viewer) -> None:
    messages(3, at=AT)
    first, second, third = (delivery.id for delivery in written())
    keys = {delivery.key for delivery in written()}
    set_to(DeliveryState.DEAD, first, attempts=10)
    set_to(DeliveryState.SENT, third)
    with transaction() as session:
        session.get_one(MessagePreference, given.person(Role.MANAGER).id).mobile = "13900000009"
    assert outbox.resend([first, second, third, 999], viewer=admin, at=LATER) == Resent(1, 3)
    again = db.session.get_one(Delivery, first, populate_existing=True)
    assert (again.state, again.attempts, again.next_try_at) == (DeliveryState.WAITING, 0, LATER)
    assert again.address == "13900000009"
    assert {delivery.key for delivery in written()} == keys
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="messages_resent")).one()
    assert event.data == {"deliveries": [first]}


def test_nothing_is_sent_again_through_a_gateway_that_is_off(way: Gateway, admin: Viewer) -> None:
    messages(1, at=AT)
    set_to(DeliveryState.REFUSED)
    with transaction() as session:
        session.get_one(Gateway, way.id).active = False
    assert outbox.resend([written()[0].id], viewer=admin, at=LATER) == Resent(0, 1)


def test_a_worker_who_has_changed_their_mind_is_not_written_to_again(
    way: Gateway, admin: Viewer, session: Session
) -> None:
    ticket = given.ticket(on="2026-09-16")
    party = session.scalars(sa.select(Party).filter_by(matter_id=ticket.matter_id).limit(1)).one()
    messages(1, at=AT)
    set_to(DeliveryState.DEAD, party_id=party.id, user_id=None)
    assert outbox.resend([written()[0].id], viewer=admin, at=LATER) == Resent(0, 1)


def test_what_is_dismissed_stays_on_record_and_is_no_finding(way: Gateway, admin: Viewer) -> None:
    messages(2, at=AT)
    set_to(DeliveryState.REFUSED)
    assert findings() == [f"“{way.name}”有 2 条消息没有送达"]
    assert outbox.dismiss([delivery.id for delivery in written()], viewer=admin, at=LATER) == 2
    assert findings() == []
    assert len(outbox.listed(admin, Tab.CANCELLED).rows) == 2
    assert outbox.resend([written()[0].id], viewer=admin, at=LATER) == Resent(1, 0)


def test_messages_that_nobody_sends_are_a_finding(way: Gateway) -> None:
    messages(2, at=AT)
    assert findings() == [f"“{way.name}”有 2 条消息到了发送时间还没有发"]


def findings() -> list[str]:
    report = selfcheck.look(viewer=given.viewer(Role.ADMIN), at=LATER)
    return [finding.text for finding in report.findings["deliveries"]]


def test_nothing_chosen_is_refused(admin: Viewer) -> None:
    for use_case in (outbox.resend, outbox.dismiss):
        with pytest.raises(GuardRefused, match="请先勾选"):
            use_case([], viewer=admin, at=AT)


def test_only_administrators_see_what_went_out_and_only_of_their_units(way: Gateway) -> None:
    messages(1, at=AT)
    id = written()[0].id
    manager = given.viewer(Role.MANAGER)
    with pytest.raises(Forbidden):
        outbox.listed(manager, Tab.WAITING)
    with pytest.raises(Forbidden):
        outbox.resend([id], viewer=manager, at=AT)
    tree = given.unit_tree()
    street = given.viewer(given.user(Role.ADMIN, unit=tree.street))
    assert outbox.listed(street, Tab.WAITING).rows == []
    with pytest.raises(NotFound):
        outbox.story(id, street)
    robot = gateway(Channel.WECOM, unit_id=tree.street.id)
    messages(1, at=AT, template=Template.GROUP_DIGEST, values=STANDING, user_id=None, unit_id=tree.street.id)
    assert [line.gateway for line in outbox.listed(street, Tab.WAITING).rows] == [robot.name]


def test_the_inbox_shows_how_each_message_stands_elsewhere(way: Gateway) -> None:
    assert outbox.beside([]) == {}
    assert outbox.beside([1, 2]) == {}


def test_a_persons_own_list_holds_nobody_elses(way: Gateway) -> None:
    messages(1, at=AT)
    other: User = given.person(Role.OPERATOR)
    assert outbox.own(given.viewer(other)).rows == []
    assert len(outbox.own(given.viewer(Role.MANAGER)).rows) == 1
