"""What is due goes out once, fails with patience, and is never held up by a worker that is gone."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.casework.db import transaction
from caseflow.casework.delivery import running, sending
from caseflow.casework.delivery.channels import Parcel, Route, SendFailed, SendRefused
from caseflow.casework.delivery.running import Courier, Delivered
from caseflow.casework.delivery.sending import LEASE, MOST, Claimed, Ending, claim, due, record
from caseflow.casework.models import (
    AttemptOutcome,
    Channel,
    DeliveryAttempt,
    DeliveryState,
    Gateway,
)
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.delivery.outbox import AT, gateway, messages, wishes, written

pytestmark = pytest.mark.usefixtures("app")

HALF = 0.5
"""A chance that lengthens no pause and shortens none."""


class Hands:
    """They note what they are given, and end as they were told to: a text is an answer."""

    def __init__(self, *endings: str | Exception) -> None:
        self.endings, self.taken = list(endings), list[Parcel]()

    def __call__(self, route: Route, parcel: Parcel, at: datetime) -> str:
        self.taken.append(parcel)
        ending = self.endings.pop(0) if self.endings else "ok"
        if isinstance(ending, Exception):
            raise ending
        return ending


def a_message(text: str = "今天到期", **letter: Any) -> None:
    messages(1, text, at=AT, **letter)


@pytest.fixture
def way(app: Flask) -> Gateway:
    """A gateway for text messages, and a manager who wants them."""
    wishes(given.person(Role.MANAGER), Channel.SMS)
    return gateway(Channel.SMS)


def goes(way: Gateway, *endings: str | Exception, at: datetime = AT) -> tuple[Delivered, Hands]:
    """A worker goes once; no time passes meanwhile."""
    hands = Hands(*endings)
    return Courier(send=hands, jitter=lambda: HALF).go(way.id, lambda: at), hands


def states() -> list[DeliveryState]:
    return [delivery.state for delivery in written()]


def tries() -> list[tuple[int, AttemptOutcome | None, str]]:
    query = sa.select(DeliveryAttempt).order_by(DeliveryAttempt.id)
    return [(each.number, each.outcome, each.answer) for each in db.session.scalars(query)]


def test_what_is_due_goes_out_in_order_and_once(way: Gateway) -> None:
    a_message("一")
    a_message("二")
    a_message("三", not_before=AT + timedelta(hours=1))
    done, hands = goes(way)
    assert done == Delivered(sent=2)
    assert ["一" in hands.taken[0].text, "二" in hands.taken[1].text] == [True, True]
    assert goes(way)[0] == Delivered()
    assert states() == [DeliveryState.SENT, DeliveryState.SENT, DeliveryState.WAITING]
    assert (written()[0].sent_at, written()[0].answer) == (AT, "ok")
    assert due(Channel.SMS, AT) == []
    assert due(Channel.SMS, AT + timedelta(hours=1)) == [way.id]


def test_a_failure_is_tried_again_later_with_the_same_key(way: Gateway) -> None:
    a_message()
    first = goes(way, SendFailed("HTTP 500"))[1].taken[0]
    (waiting,) = written()
    assert (waiting.state, waiting.next_try_at) == (DeliveryState.WAITING, AT + timedelta(seconds=30))
    assert goes(way)[0] == Delivered()
    again = goes(way, at=AT + timedelta(seconds=30))[1].taken[0]
    assert again == first
    assert tries() == [(1, AttemptOutcome.FAILED, "HTTP 500"), (2, AttemptOutcome.SENT, "ok")]


def test_pauses_double_up_to_an_hour_and_differ_by_chance() -> None:
    pauses = [sending.back_off(n, lambda: HALF).total_seconds() for n in range(1, MOST)]
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert sending.back_off(1, lambda: 0.0).total_seconds() == 22.5
    assert sending.back_off(1, lambda: 1.0).total_seconds() == 37.5


def test_a_gateway_may_ask_for_a_longer_pause(way: Gateway) -> None:
    a_message()
    goes(way, SendFailed("HTTP 429", wait=600))
    assert written()[0].next_try_at == AT + timedelta(minutes=10)


def test_after_the_last_try_it_is_a_dead_letter(way: Gateway) -> None:
    a_message()
    at = AT
    for _ in range(MOST):
        goes(way, SendFailed("HTTP 500"), at=at)
        at += timedelta(hours=1)
    assert states() == [DeliveryState.DEAD]
    assert len(tries()) == MOST
    assert goes(way, at=at + timedelta(days=1))[0] == Delivered()


def test_a_refusal_is_a_dead_letter_at_once(way: Gateway) -> None:
    a_message()
    assert goes(way, SendRefused("号码无效"))[0] == Delivered(refused=1)
    (refused,) = written()
    assert (refused.state, refused.next_try_at, refused.answer) == (DeliveryState.REFUSED, None, "号码无效")


def test_a_gateway_that_is_down_is_left_alone_until_the_next_run(way: Gateway) -> None:
    for _ in range(5):
        a_message()
    done, hands = goes(way, *[SendFailed("没有回应")] * 5)
    assert (done, len(hands.taken)) == (Delivered(failed=running.PATIENCE), running.PATIENCE)
    done, _ = goes(way, SendFailed("a"), SendRefused("b"), at=AT + timedelta(seconds=1))
    assert done == Delivered(failed=1, refused=1)


def test_a_fault_of_the_program_is_logged_and_tried_again(
    way: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    a_message()
    goes(way, ZeroDivisionError())
    assert states() == [DeliveryState.WAITING]
    assert caplog.records[0].levelno == logging.ERROR
    assert caplog.records[0].exc_info


def test_a_try_ends_even_if_the_gateway_does_not(way: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TRY", 0.05)
    a_message()

    def late(*_: object) -> str:
        time.sleep(0.3)
        return "late"

    never = Courier(send=late, jitter=lambda: HALF)
    assert never.go(way.id, lambda: AT) == Delivered(failed=1)
    assert tries() == [(1, AttemptOutcome.FAILED, "0.05 秒内没有结果")]


def test_an_answer_that_echoes_the_message_is_kept_without_it(way: Gateway) -> None:
    a_message("查询码ABCD")
    text = f"{written()[0].text} to 13900000001 with signing-secret"
    goes(way, SendRefused(f"bad: {text}"))
    assert written()[0].answer == "bad: … to … with …"


def test_a_gateway_that_is_off_sends_nothing(way: Gateway) -> None:
    a_message()
    with transaction() as session:
        session.get_one(Gateway, way.id).active = False
    assert due(Channel.SMS, AT) == []
    assert goes(way)[0] == Delivered()


# a worker that vanishes


def taken(way: Gateway, at: datetime = AT, courier: str = "w1") -> Claimed:
    claimed = claim(way.id, courier, at)
    assert claimed
    return claimed


def ended(claimed: Claimed, outcome: AttemptOutcome, at: datetime) -> None:
    record(claimed, Ending(outcome, outcome.value), at=at, jitter=lambda: HALF)


def test_what_somebody_holds_is_nobody_elses_until_the_lease_is_over(way: Gateway) -> None:
    a_message()
    taken(way)
    assert claim(way.id, "w2", AT + LEASE - timedelta(seconds=1)) is None
    again = taken(way, AT + LEASE, "w2")
    assert again.number == 2
    ended(again, AttemptOutcome.SENT, AT + LEASE)
    assert tries() == [(1, None, ""), (2, AttemptOutcome.SENT, "sent")]


def test_a_late_success_is_recorded_once_whoever_holds_it(way: Gateway) -> None:
    a_message()
    first = taken(way)
    second = taken(way, AT + LEASE, "w2")
    assert first.parcel == second.parcel
    ended(first, AttemptOutcome.SENT, AT + LEASE)
    sent_at = written()[0].sent_at
    ended(second, AttemptOutcome.SENT, AT + 2 * LEASE)
    assert (written()[0].state, written()[0].sent_at) == (DeliveryState.SENT, sent_at)


@pytest.mark.parametrize("late", [AttemptOutcome.FAILED, AttemptOutcome.REFUSED])
def test_a_late_fault_changes_nothing(way: Gateway, late: AttemptOutcome) -> None:
    a_message()
    first = taken(way)
    second = taken(way, AT + LEASE, "w2")
    ended(first, late, AT + LEASE)
    assert states() == [DeliveryState.SENDING]
    ended(second, AttemptOutcome.SENT, AT + LEASE)
    ended(first, late, AT + LEASE)
    assert states() == [DeliveryState.SENT]


def test_a_message_with_which_every_worker_vanishes_is_given_up(way: Gateway) -> None:
    a_message()
    at = AT
    for _ in range(MOST):
        taken(way, at)
        at += LEASE
    assert goes(way, at=at)[0] == Delivered()
    assert states() == [DeliveryState.DEAD]


# how many in a minute


@pytest.mark.parametrize("per_minute", [2, 20, 61, 6000])
def test_no_minute_sees_more_than_it_may(per_minute: int) -> None:
    full = sending.full_allowance(per_minute)
    spent = Gateway(per_minute=per_minute, allowance=full, allowance_at=AT)
    moments: list[int] = []
    for second in range(130):
        at = AT + timedelta(seconds=second)
        while (allowed := sending.allowance(spent, at)) >= 1:
            spent.allowance, spent.allowance_at = allowed - 1, at
            moments.append(second)
    busiest = max(sum(start <= moment < start + 60 for moment in moments) for start in range(70))
    assert busiest <= per_minute
    assert len(moments) >= per_minute * 1.4


def test_a_courier_waits_until_more_may_go_out(way: Gateway) -> None:
    with transaction() as session:
        held = session.get_one(Gateway, way.id)
        held.per_minute, held.allowance = 20, sending.full_allowance(20)
    messages(7, at=AT)
    assert goes(way)[0] == Delivered(sent=5)
    assert goes(way, at=AT + timedelta(seconds=4))[0] == Delivered(sent=1)
    assert due(Channel.SMS, AT) == [way.id]
