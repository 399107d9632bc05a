"""The digest of the morning: one to a person, what is to be done, and none when there is nothing."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import AbsenceReason, User
from caseflow.casework import digests, leave
from caseflow.casework.models import DIGEST, Digest, Manner, Notification
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import handled

pytestmark = pytest.mark.usefixtures("people")


def morning(on: str) -> int:
    """The scheduler's minute: stages first, then digests."""
    when.sweeps(on)
    return digests.tell(at=given.moment(on))


def told(who: User) -> list[str]:
    query = sa.select(Notification.text).filter_by(recipient_id=who.id, stage=DIGEST)
    return list(db.session.scalars(query.order_by(Notification.id)))


def alone(who: User) -> list[str]:
    """Stages that came as messages of their own."""
    query = sa.select(Notification.stage).filter_by(recipient_id=who.id, manner=Manner.ALONE)
    return list(db.session.scalars(query.where(Notification.stage != DIGEST).order_by(Notification.id)))


def lines(who: User) -> list[tuple[str, int]]:
    """Group and proceeding of each line of the last digest."""
    _, items = digests.latest(given.viewer(who))
    return [(item.group, item.proceeding_id) for item in items]


def handler() -> User:
    return given.person(Role.HANDLING_UNIT)


def test_a_morning_says_once_what_is_due(app: Flask) -> None:
    # given a ticket that is due on Tuesday, the 22nd, and one that is late by then
    due, late = handled("2026-09-16"), handled("2026-09-14")
    for day in (16, 17, 18, 20, 21):
        when.sweeps(f"2026-09-{day} 17:00")
    # when the morning of the 22nd comes, minute by minute
    assert morning("2026-09-22 08:59") == 0
    assert morning("2026-09-22 09:00") > 0
    assert morning("2026-09-22 09:01") == 0
    # then the handler has one message, that leads to both
    assert told(handler()) == ["9月22日提要：已超期 1 件，今天到期 1 件"]
    assert lines(handler()) == [("overdue", late.id), ("today", due.id)]


def test_nothing_is_said_when_there_is_nothing_and_on_no_day_off(app: Flask) -> None:
    handled("2026-09-16")
    manager = given.person(Role.MANAGER)
    assert morning("2026-09-16 11:00") == 0
    assert morning("2026-09-19 10:00") == 0  # a Saturday
    assert (told(handler()), told(manager)) == ([], [])


def test_only_what_changes_comes_alone(app: Flask) -> None:
    ticket = handled("2026-09-16")
    for day in range(17, 31):
        morning(f"2026-09-{day} 09:00")
    assert alone(handler()) == ["t+1"]
    head = db.session.get_one(User, given.unit_tree().street.head_id)
    assert (alone(head), alone(given.person(Role.MANAGER))) == (["t+3"], ["t+5"])
    assert ticket.handler_id == handler().id


def test_after_ten_days_every_stage_is_decided_and_one_digest_tells_of_the_skipped(app: Flask) -> None:
    ticket = handled("2026-09-16")
    # when the scheduler was off from the 17th to the 30th
    morning("2026-09-30 09:30")
    morning("2026-09-30 09:31")
    # then only the red card is news, and the handler hears how much was passed over
    manners = sa.select(Notification.stage, Notification.manner).filter_by(proceeding_id=ticket.id)
    of_period = manners.where(Notification.text.contains("办理（")).order_by(Notification.at, Notification.id)
    assert [(row.stage, row.manner.value) for row in db.session.execute(of_period)] == [
        *((stage, "skipped") for stage in ("t-3", "half", "t-1", "t0", "t0-manager", "t+1", "t+3")),
        ("t+5", "alone"),
    ]
    (text,) = told(handler())
    assert text == "9月30日提要：已超期 1 件，另有 5 条提醒已被后一级取代，没有单独发送"
    # and it is told no second time
    morning("2026-10-08 09:30")
    assert "取代" not in told(handler())[-1]


def test_the_digest_says_what_the_ladder_says_of_what_is_not_near(app: Flask) -> None:
    # given a letter to be answered by the 16th: half of the time has passed on the 9th
    letter = given.reminder("awaiting_reply", on="2026-09-02")
    for day in range(3, 11):
        when.sweeps(f"2026-09-{day:02} 09:00")
    digests.tell(at=given.moment("2026-09-10 09:00"))
    supervisor = given.person(Role.SUPERVISOR)
    assert told(supervisor)[-1].endswith("其他提醒 1 条")
    assert ("notes", letter.id) in lines(supervisor)


def test_who_is_away_is_stood_in_for_and_told_after_coming_back(app: Flask) -> None:
    # given a handler who is away from Monday to Wednesday
    ticket, deputy = handled("2026-09-16"), given.person(Role.HANDLING_UNIT, 2)
    told_of = leave.Leave(date(2026, 9, 21), date(2026, 9, 23), AbsenceReason.TRIP, deputy.id)
    leave.record(handler().id, told_of, viewer=given.viewer(handler()), at=given.moment("2026-09-18"))
    for day in (18, 20, 21, 22, 23):
        morning(f"2026-09-{day} 09:00")
    # then the deputy has had the digests and the urging
    assert told(deputy)[1] == "9月22日提要：今天到期 1 件"
    assert alone(deputy) == ["t+1"]
    assert [text[:5] for text in told(handler())] == ["9月18日", "9月20日"]
    assert alone(handler()) == []
    # when the handler is back
    morning("2026-09-24 09:00")
    assert told(handler())[2:] == ["9月24日提要：已超期 1 件"]
    untold = sa.select(Notification).filter_by(recipient_id=handler().id, manner=Manner.DIGEST, read_at=None)
    assert db.session.scalars(untold).all() == []
    assert lines(handler()) == [("overdue", ticket.id)]


def test_the_digest_of_today_replaces_that_of_yesterday(app: Flask) -> None:
    handled("2026-09-16")
    for day in (21, 22):
        morning(f"2026-09-{day} 09:00")
    unread = sa.select(Notification.text).filter_by(recipient_id=handler().id, stage=DIGEST, read_at=None)
    assert [text[:5] for text in db.session.scalars(unread)] == ["9月22日"]
    assert db.session.get_one(Digest, handler().id).day == date(2026, 9, 22)


def test_a_digest_names_nobody_and_shows_only_what_one_may_still_see(app: Flask) -> None:
    ticket = handled("2026-09-16")
    morning("2026-09-22 09:00")
    digest = db.session.get_one(Digest, handler().id)
    words = f"{digest.items}{told(handler())}"
    worker, employer = ticket.matter.worker, ticket.matter.employer
    assert all(party and party.name and party.name not in words for party in (worker, employer))
    stranger = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town)
    digest.user_id = stranger.id
    db.session.flush()
    assert lines(stranger) == []


def test_digests_wait_for_stages_that_are_not_told_yet(app: Flask) -> None:
    handled("2026-09-16")
    assert digests.tell(at=given.moment("2026-09-22 09:00")) == 0
    assert digests.tell(at=given.moment("2026-09-22 09:31")) > 0
