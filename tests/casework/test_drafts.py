"""What people type is kept for them alone until it is sent; what is sent twice is done once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.aid.models import AidCase
from caseflow.casework import drafts
from caseflow.casework.actions import act, open_child
from caseflow.casework.drafts import MOST, TooLarge, TooMany, Written
from caseflow.casework.models import AuditEvent, Draft, Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete, NotFound
from caseflow.kernel.roles import Role
from tests import given

AT = given.moment("2026-09-16")
PHONE = "13900000000"
DESKS = 16

T = TypeVar("T")


def at_once(app: Flask, deed: Callable[[], T]) -> Sequence[T]:
    """What the same deed comes to when sixteen begin it at the same moment."""
    start = Barrier(DESKS)

    def go(_: int) -> T:
        with app.app_context():
            start.wait()
            return deed()

    with ThreadPoolExecutor(DESKS) as pool:
        return list(pool.map(go, range(DESKS)))


def call(token: str = "a" * 32, writer: str = "tab-1", **more: str) -> Written:
    fields = (("token", token), *{"caller_phone": PHONE, **more}.items())
    return Written(token=token, path="/intake", title="来电登记", fields=fields, writer=writer)


def saved(owner: User, written: Written, minutes: int = 0, most: int = MOST) -> str:
    return drafts.save(written, owner_id=owner.id, at=AT + timedelta(minutes=minutes), most=most)


def titles(owner: User, minutes: int = 0) -> list[tuple[str, bool]]:
    found = drafts.listed(given.viewer(owner), AT + timedelta(minutes=minutes))
    return [(draft.title, draft.discarded_at is not None) for draft in found]


@pytest.fixture
def operator(app: Flask) -> User:
    return given.person(Role.OPERATOR)


def test_what_was_typed_comes_back_as_it_was(operator: User) -> None:
    token = saved(operator, call(amount="很多，<b>问过了</b>"))
    kept = drafts.take(token, given.viewer(operator))
    assert dict(drafts.fields_of(kept)) == {
        "token": token,
        "caller_phone": PHONE,
        "amount": "很多，<b>问过了</b>",
    }


def test_it_is_sealed_in_the_database(operator: User, session: Session) -> None:
    saved(operator, call())
    (raw,) = session.execute(sa.text("select content from draft")).one()
    assert PHONE.encode() not in bytes(raw)


def test_saving_again_keeps_one_draft_with_the_latest_words(operator: User) -> None:
    for minutes, amount in enumerate(("1", "12", "120")):
        token = saved(operator, call(amount=amount), minutes)
    (only,) = drafts.listed(given.viewer(operator), AT)
    assert dict(drafts.fields_of(only))["amount"] == "120"
    assert (only.started_at, only.updated_at) == (AT, AT + timedelta(minutes=2))
    assert token == "a" * 32


def test_two_pages_of_one_draft_do_not_overwrite_each_other(operator: User) -> None:
    # given a draft, and another page that goes on with it
    token = saved(operator, call(facts_text="第一页"))
    second = replace(call(facts_text="第二页"), writer="tab-2", base="tab-1")
    assert saved(operator, second) == token
    # when the first page saves again, then its words are kept beside the others
    other = saved(operator, call(facts_text="第一页又写"))
    assert other != token
    words = {
        dict(drafts.fields_of(draft))["facts_text"] for draft in drafts.listed(given.viewer(operator), AT)
    }
    assert words == {"第二页", "第一页又写"}


def test_nobody_else_has_it(operator: User) -> None:
    token = saved(operator, call())
    other = given.viewer(given.person(Role.OPERATOR, 2))
    for deed in (
        lambda: drafts.take(token, other),
        lambda: drafts.discard(token, viewer=other, at=AT),
        lambda: drafts.restore(token, viewer=other),
    ):
        with pytest.raises(NotFound, match="没有这份草稿"):
            deed()
    assert drafts.listed(other, AT) == []
    assert titles(operator) == [("来电登记", False)]


def test_the_same_token_of_somebody_else_is_another_draft(operator: User) -> None:
    other = given.person(Role.OPERATOR, 2)
    saved(operator, call(facts_text="甲"))
    saved(other, call(facts_text="乙"))
    (mine,) = drafts.listed(given.viewer(operator), AT)
    assert dict(drafts.fields_of(mine))["facts_text"] == "甲"


def test_too_much_is_refused_and_what_was_there_stays(operator: User) -> None:
    token = saved(operator, call(facts_text="三个月没有发工资"))
    with pytest.raises(TooLarge, match="内容超过 20 万字"):
        saved(operator, call(facts_text="长" * drafts.LARGEST))
    kept = drafts.take(token, given.viewer(operator))
    assert dict(drafts.fields_of(kept))["facts_text"] == "三个月没有发工资"


def test_too_many_are_refused_but_those_there_are_can_go_on(operator: User) -> None:
    for number in range(3):
        saved(operator, call(f"token-0{number}"), most=3)
    with pytest.raises(TooMany, match="请先提交或者作废几份"):
        saved(operator, call("token-03"), most=3)
    saved(operator, call("token-00", amount="1"), most=3)
    drafts.discard("token-01", viewer=given.viewer(operator), at=AT)
    saved(operator, call("token-03"), most=3)


@pytest.mark.parametrize("token", ["", "short", "x" * 37, "with a blank in it", "a\0" * 8, "../../secret"])
def test_a_bad_token_keeps_nothing(operator: User, token: str) -> None:
    with pytest.raises(NotFound):
        saved(operator, call(token))


def test_what_is_put_aside_can_be_brought_back_for_a_while(operator: User) -> None:
    token, viewer = saved(operator, call()), given.viewer(operator)
    drafts.discard(token, viewer=viewer, at=AT)
    assert titles(operator, minutes=9) == [("来电登记", True)]
    assert titles(operator, minutes=11) == []
    drafts.restore(token, viewer=viewer)
    assert titles(operator, minutes=11) == [("来电登记", False)]


def test_who_types_on_after_putting_it_aside_has_it_back(operator: User) -> None:
    token = saved(operator, call())
    drafts.discard(token, viewer=given.viewer(operator), at=AT)
    saved(operator, call(amount="1"), minutes=20)
    assert titles(operator, minutes=20) == [("来电登记", False)]


def test_a_draft_about_what_went_out_of_scope_is_not_offered(session: Session) -> None:
    # given a handler who has begun to write down a contact
    ticket, handler = given.ticket("in_progress", on="2026-09-16"), given.person(Role.HANDLING_UNIT)
    token = saved(handler, replace(call(), proceeding_id=ticket.id))
    assert titles(handler) == [("来电登记", False)]
    # when the ticket goes to another unit
    session.get_one(Proceeding, ticket.id).unit_id = given.unit_tree().town.id
    session.commit()
    # then nothing tells of it; and when it comes back, it is there
    assert titles(handler) == []
    with pytest.raises(NotFound):
        drafts.take(token, given.viewer(handler))
    session.get_one(Proceeding, ticket.id).unit_id = given.unit_tree().street.id
    session.commit()
    assert titles(handler) == [("来电登记", False)]


def test_what_nobody_wants_is_erased(operator: User) -> None:
    saved(operator, call("put-aside"))
    saved(operator, call("forgotten"))
    saved(operator, call("wanted-still"), minutes=60 * 24 * 89)
    drafts.discard("put-aside", viewer=given.viewer(operator), at=AT)
    assert drafts.erase(at=AT + timedelta(hours=23)) == 0
    assert drafts.erase(at=AT + timedelta(hours=25)) == 1
    assert drafts.erase(at=AT + timedelta(days=91)) == 1
    assert titles(operator) == [("来电登记", False)]


def test_an_action_takes_its_draft_along_and_leaves_it_when_refused(app: Flask) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    handler = given.person(Role.HANDLING_UNIT)
    token, viewer = saved(handler, replace(call(), proceeding_id=ticket.id)), given.viewer(handler)
    data = given.answers(ticket.definition.transition("log_first_contact"), AT)
    sends: dict[str, Any] = {"version": ticket.version, "token": token, "viewer": viewer, "at": AT}
    with pytest.raises(Incomplete):
        act(type(ticket), ticket.id, "log_first_contact", data={}, **sends)
    assert titles(handler) == [("来电登记", False)]
    act(type(ticket), ticket.id, "log_first_contact", data=data, **sends)
    assert titles(handler) == []
    # a page that was still saving does not bring it back, and its words are gone
    assert saved(handler, call()) == token
    assert titles(handler) == []
    assert db.session.scalars(sa.select(Draft.content)).all() == [""]


def test_sixteen_who_send_the_same_action_at_once_do_it_once(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        ticket = given.ticket("in_progress", on="2026-09-16")
        id, version, model = ticket.id, ticket.version, type(ticket)
        handler = given.viewer(Role.HANDLING_UNIT)
        data = given.answers(ticket.definition.transition("log_first_contact"), AT)

    def sends() -> int:
        more: dict[str, Any] = {"version": version, "token": "c" * 32, "viewer": handler, "at": AT}
        act(model, id, "log_first_contact", data=data, **more)
        return id

    assert set(at_once(fresh_app, sends)) == {id}
    with fresh_app.app_context():
        done = sa.select(sa.func.count(AuditEvent.id)).filter_by(action="log_first_contact")
        assert db.session.scalar(done) == 1


@pytest.mark.parametrize("state", ["in_progress", "special_track"])
def test_sixteen_who_open_the_same_child_at_once_open_one(fresh_app: Flask, state: str) -> None:
    # given a ticket on which opening another proceeding is a step of its own, or none any more
    with fresh_app.app_context():
        ticket = given.ticket(state, on="2026-09-16")
        id, version = ticket.id, ticket.version
        handler = given.viewer(Role.HANDLING_UNIT)
        data = given.answers(AidCase.definition.transition("apply"), AT)

    def sends() -> int:
        more: dict[str, Any] = {"version": version, "token": "d" * 32, "viewer": handler, "at": AT}
        return open_child(id, "aid", data=data, **more).id

    opened = at_once(fresh_app, sends)
    with fresh_app.app_context():
        assert db.session.scalars(sa.select(Proceeding.id).filter_by(parent_id=id)).all() == [opened[0]]
    assert len(set(opened)) == 1
