"""Messages: to one person, unread until that person has read them."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from caseflow.casework import inbox
from caseflow.casework.db import transaction
from caseflow.casework.models import Notification
from caseflow.casework.worklists import paging
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Role
from tests import given
from tests.web.desk import selects

pytestmark = pytest.mark.usefixtures("app")

START = given.moment("2026-09-16 09:00")
MINUTE = timedelta(minutes=1)
READ_AT = given.moment("2026-09-20 09:00")


def told(role: Role, *texts: str, at: datetime = START) -> list[int]:
    """Messages to the person of the role, a minute apart; returns their ids."""
    recipient_id = given.person(role).id
    with transaction() as session:
        made = [
            Notification(
                key=f"{role}-{text}", recipient_id=recipient_id, text=text, at=at + timedelta(minutes=n)
            )
            for n, text in enumerate(texts)
        ]
        session.add_all(made)
        session.flush()
        return [message.id for message in made]


def texts(role: Role, *, read: bool = False) -> list[str]:
    return [message.text for message in inbox.messages(given.viewer(role), read=read).rows]


def test_the_newest_unread_message_comes_first(app: Flask) -> None:
    told(Role.OPERATOR, "一", "二")
    told(Role.MANAGER, "三")
    assert texts(Role.OPERATOR) == ["二", "一"]
    assert inbox.unread(given.viewer(Role.OPERATOR)) == 2


def test_a_message_leads_to_its_case(app: Flask) -> None:
    ticket = given.ticket(on="2026-09-16")
    (id,) = told(Role.OPERATOR, "一")
    with transaction() as session:
        session.get_one(Notification, id).proceeding_id = ticket.id
    (message,) = inbox.messages(given.viewer(Role.OPERATOR), read=False).rows
    assert (message.process, message.proceeding_id) == ("ticket", ticket.id)


def test_the_first_reading_counts(app: Flask) -> None:
    (id,) = told(Role.OPERATOR, "一")
    for at in (READ_AT, READ_AT + timedelta(days=1)):
        inbox.mark_read(id, viewer=given.viewer(Role.OPERATOR), at=at)
    assert texts(Role.OPERATOR) == []
    assert texts(Role.OPERATOR, read=True) == ["一"]
    assert db.session.get_one(Notification, id).read_at == READ_AT


def test_nobody_reads_the_messages_of_others(app: Flask) -> None:
    (id,) = told(Role.OPERATOR, "一")
    with pytest.raises(NotFound):
        inbox.mark_read(id, viewer=given.viewer(Role.MANAGER), at=READ_AT)
    inbox.mark_all_read(id, viewer=given.viewer(Role.MANAGER), at=READ_AT)
    assert texts(Role.OPERATOR) == ["一"]


def test_all_are_read_but_those_that_came_later(app: Flask) -> None:
    seen = told(Role.OPERATOR, "一", "二")
    # what came later may bear an earlier moment: a sweep writes when it was due
    told(Role.OPERATOR, "三", at=START - timedelta(days=1))
    inbox.mark_all_read(max(seen), viewer=given.viewer(Role.OPERATOR), at=READ_AT)
    assert texts(Role.OPERATOR) == ["三"]


def test_pages_follow_each_other(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    told(Role.OPERATOR, "一", "二", "三")
    viewer = given.viewer(Role.OPERATOR)
    with selects() as sent:
        first = inbox.messages(viewer, read=False)
    assert len(sent) == 1
    rest = inbox.messages(viewer, read=False, after=first.next)
    assert [message.text for message in (*first.rows, *rest.rows)] == ["三", "二", "一"]
    assert rest.next is None


def test_counting_stops(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST", 1)
    told(Role.OPERATOR, "一", "二", "三")
    assert inbox.unread(given.viewer(Role.OPERATOR)) == 2
