"""Signing in: who gets in, who is turned away, and what is left in the audit chain."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from caseflow.accounts import passwords
from caseflow.accounts.models import SignInAttempt, User
from caseflow.accounts.throttle import FAILURES_FROM_ADDRESS, SignInPaused, SignInRefused
from caseflow.casework import audit
from caseflow.casework.models import AuditEvent
from caseflow.casework.sessions import Account, change_password, sign_in
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Role
from tests.accounts.office import ADDRESS, NOON, PASSWORD, add_unit, add_user, viewer_of
from tests.conftest import SLOW_TO_GUESS

NEW = "另一句好记的话 34"


@pytest.fixture
def user(session: Session) -> User:
    user = add_user(session, "wang", add_unit(session, "演示区总工会"), Role.OPERATOR)
    session.commit()
    return user


def test_login_and_password_open_the_door(user: User, session: Session) -> None:
    account = sign_in(" Wang ", PASSWORD, address=ADDRESS, at=NOON)
    assert (account.user_id, account.epoch) == (user.id, 0)
    assert actions(session) == ["sign_in"]


@pytest.mark.parametrize(
    ("login", "password"), [("wang", "不是这一句话 12"), ("nobody", PASSWORD), ("wang", ""), ("", PASSWORD)]
)
def test_all_who_are_turned_away_hear_the_same(
    user: User, session: Session, login: str, password: str
) -> None:
    with pytest.raises(SignInRefused, match="登录名或密码不对") as refused:
        sign_in(login, password, address=ADDRESS, at=NOON)
    assert str(refused.value) == str(SignInRefused())
    assert actions(session) == ["sign_in_failed"]


def test_who_has_left_is_turned_away_like_a_stranger(user: User, session: Session) -> None:
    user.active = False
    session.commit()
    with pytest.raises(SignInRefused, match="登录名或密码不对"):
        sign_in("wang", PASSWORD, address=ADDRESS, at=NOON)


def test_a_password_in_the_wrong_field_is_not_written_into_the_chain(user: User, session: Session) -> None:
    with pytest.raises(SignInRefused):
        sign_in("my-secret-word", "", address=ADDRESS, at=NOON)
    event = session.scalars(sa.select(AuditEvent)).one()
    assert event.data == {"user_id": None, "address": ADDRESS}


@pytest.mark.parametrize("login", ["wang", "nobody"])
def test_the_fifth_failure_pauses_the_login_whether_it_exists_or_not(
    user: User, session: Session, login: str
) -> None:
    fail(login, times=5)
    with pytest.raises(SignInPaused, match="12:19"):
        sign_in(login, PASSWORD, address=ADDRESS, at=NOON + timedelta(minutes=5))
    assert actions(session) == [*["sign_in_failed"] * 5, "sign_in_paused"]


def test_four_failures_do_not_pause(user: User) -> None:
    fail("wang", times=4)
    assert enters(NOON + timedelta(minutes=5))


def test_a_success_wipes_out_the_failures_before_it(user: User) -> None:
    fail("wang", times=4)
    sign_in("wang", PASSWORD, address=ADDRESS, at=NOON + timedelta(minutes=4))
    fail("wang", times=4, since=NOON + timedelta(minutes=5))
    assert enters(NOON + timedelta(minutes=10))


def test_the_pause_ends_after_a_quarter_of_an_hour(user: User) -> None:
    fail("wang", times=5)
    with pytest.raises(SignInPaused):
        sign_in("wang", PASSWORD, address=ADDRESS, at=NOON + timedelta(minutes=18))
    assert enters(NOON + timedelta(minutes=19))


def test_after_a_pause_five_more_failures_are_allowed(user: User) -> None:
    fail("wang", times=5)
    fail("wang", times=4, since=NOON + timedelta(minutes=20))
    assert enters(NOON + timedelta(minutes=25))


def test_failures_spread_over_the_day_do_not_pause(user: User) -> None:
    for hour in range(8):
        fail("wang", times=1, since=NOON + timedelta(hours=hour))
    assert enters(NOON + timedelta(hours=8))


def test_tries_while_paused_neither_count_nor_prolong(user: User, session: Session) -> None:
    fail("wang", times=5)
    for minute in range(5, 15):
        with pytest.raises(SignInPaused):
            sign_in("wang", "猜", address=ADDRESS, at=NOON + timedelta(minutes=minute))
    assert session.scalar(sa.select(sa.func.count(SignInAttempt.id))) == 5
    assert enters(NOON + timedelta(minutes=19))


def test_an_address_that_fails_with_many_logins_is_paused(user: User) -> None:
    for n in range(FAILURES_FROM_ADDRESS):
        fail(f"guess{n}", times=1)
    with pytest.raises(SignInPaused, match="网络"):
        sign_in("wang", PASSWORD, address=ADDRESS, at=NOON)
    assert enters(NOON, address="192.0.2.8")


def test_tries_are_forgotten_after_a_day(user: User, session: Session) -> None:
    fail("wang", times=3)
    sign_in("wang", PASSWORD, address=ADDRESS, at=NOON + timedelta(days=2))
    assert session.scalar(sa.select(sa.func.count(SignInAttempt.id))) == 1


def test_a_weak_hash_is_renewed_at_the_next_sign_in(
    user: User, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", SLOW_TO_GUESS)
    user.password_hash = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    session.commit()
    sign_in("wang", PASSWORD, address=ADDRESS, at=NOON)
    session.expire_all()
    assert "m=19456,t=2,p=1" in user.password_hash
    assert enters(NOON)


def test_a_new_password_ends_the_sessions_begun_with_the_old_one(user: User, session: Session) -> None:
    before = sign_in("wang", PASSWORD, address=ADDRESS, at=NOON)
    account = change(user, PASSWORD, NEW)
    assert account.epoch == before.epoch + 1
    assert sign_in("wang", NEW, address=ADDRESS, at=NOON).epoch == account.epoch
    with pytest.raises(SignInRefused):
        sign_in("wang", PASSWORD, address=ADDRESS, at=NOON)


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("不是这一句话 12", NEW, "current_password"),
        (PASSWORD, "太短", "new_password"),
        (PASSWORD, PASSWORD, "new_password"),
        (PASSWORD, "wang-2026-09-16", "new_password"),
    ],
)
def test_a_refused_change_changes_nothing(
    user: User, session: Session, current: str, new: str, field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        change(user, current, new)
    assert set(refused.value.fields) == {field}
    assert sign_in("wang", PASSWORD, address=ADDRESS, at=NOON).epoch == 0


def test_the_present_password_cannot_be_guessed_on_the_change_page(user: User) -> None:
    for _ in range(5):
        with pytest.raises(Incomplete):
            change(user, "猜", NEW)
    with pytest.raises(SignInPaused):
        change(user, PASSWORD, NEW)


def test_the_chain_holds(user: User, session: Session) -> None:
    fail("wang", times=5)
    change(user, PASSWORD, NEW, at=NOON + timedelta(hours=1))
    assert actions(session)[-2:] == ["sign_in_paused", "change_password"]
    assert audit.verify(session) == (7, None)


def enters(at: datetime, address: str = ADDRESS) -> bool:
    return sign_in("wang", PASSWORD, address=address, at=at).login == "wang"


def fail(login: str, *, times: int, since: datetime = NOON) -> None:
    """So many wrong passwords, a minute apart."""
    for minute in range(times):
        with pytest.raises(SignInRefused):
            sign_in(login, "不是这一句话 12", address=ADDRESS, at=since + timedelta(minutes=minute))


def change(user: User, current: str, new: str, at: datetime = NOON) -> Account:
    return change_password(current, new, address=ADDRESS, viewer=viewer_of(user), at=at)


def actions(session: Session) -> list[str]:
    return list(session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.seq)))
