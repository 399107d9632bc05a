"""Calls of workers about employers, as the register gets to know them."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.models import Party, PartyKind
from caseflow.casework.parties import Employer, Person
from caseflow.extensions import db
from caseflow.hotline.actions import Call, register_call
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.given.proceedings import APPEAL

ON = "2026-09-16"
NAME, PHONE = "王测试", "13900000000"
CARD, OTHER_CARD = "110000199001010000", "110000199001010019"
FIRM, CODE, OTHER_CODE = "示例餐饮有限公司", "91000000MA0000000X", "91000000MA0000001X"


def worker(name: str = NAME, phone: str = PHONE, card: str = "") -> Person:
    return Person(name=name, phone=phone or None, id_number=card or None)


def call(
    *workers: Person,
    firm: str = FIRM,
    code: str = "",
    on: str = ON,
    by: User | Role = Role.OPERATOR,
    real_name: bool = True,
    **told: Any,
) -> Ticket:
    """A call that these workers are the people of, about the employer."""
    at, opening = given.moment(on), Ticket.definition.transition("register")
    known = given.answers(opening, at) | APPEAL | {"real_name": real_name} | told
    employer = Employer(name=firm, credit_code=code or None, address="示例路1号") if firm else None
    written = Call(opening="register", appeal=known, workers=workers, employer=employer)
    opened = register_call(written, token=uuid4().hex, viewer=given.viewer(by), at=at)
    return db.session.get_one(Ticket, opened.id)


def records(ticket: Ticket, kind: PartyKind = PartyKind.WORKER) -> list[int | None]:
    """The records of the parties of that kind, in the order in which they were named."""
    query = sa.select(Party.worker_record_id, Party.employer_record_id).where(
        Party.matter_id == ticket.matter_id, Party.kind == kind
    )
    rows = db.session.execute(query.order_by(Party.id)).all()
    return [row[0] if kind is PartyKind.WORKER else row[1] for row in rows]


def employer(ticket: Ticket) -> int:
    """The record of the employer."""
    (found,) = records(ticket, PartyKind.EMPLOYER)
    assert found
    return found


def person(ticket: Ticket) -> int:
    """The record of the only worker."""
    (found,) = records(ticket)
    assert found
    return found
