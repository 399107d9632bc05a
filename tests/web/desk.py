"""A ticket with a story on a desk, and people who look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.accounts.models import User
from caseflow.casework.db import transaction
from caseflow.casework.models import Matter
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.web.visitor import sign_in

NAME, PHONE, STORY = "王测试", "13900000000", "班组长说等甲方结算"
SANITISED = "（脱敏）有职工反映欠薪"


def ticket(state: str = "in_progress", **matter: Any) -> Ticket:
    """A ticket whose worker has a name and a phone, and whose matter has what is given."""
    made = given.ticket(state, on="2026-09-16", facts_text=STORY)
    with transaction() as session:
        kept = session.get_one(Matter, made.matter_id)
        known = {"facts_text": STORY, "sanitised_facts": SANITISED, **matter}
        for name, value in known.items():
            setattr(kept, name, value)
        assert kept.worker
        kept.worker.name = NAME
        kept.worker.identify(phone=PHONE)
    return db.session.get_one(Ticket, made.id)


def seated(client: FlaskClient, who: User | Role) -> FlaskClient:
    """The browser of somebody who has signed in."""
    user = given.person(who) if isinstance(who, Role) else who
    assert sign_in(client, user, given.PASSWORD).status_code == 303
    return client


@contextmanager
def selects() -> Iterator[list[str]]:
    """The queries that are sent meanwhile, to any database."""
    sent: list[str] = []

    def note(*details: Any) -> None:
        if details[2].startswith("SELECT"):
            sent.append(details[2])

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
