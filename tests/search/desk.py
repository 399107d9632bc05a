"""Calls to be found, and people who look for them."""

from random import Random
from typing import Any
from uuid import uuid4

from caseflow.accounts.models import User
from caseflow.casework import search
from caseflow.casework.parties import Employer, Person
from caseflow.casework.search import Found, Narrow
from caseflow.extensions import db
from caseflow.hotline.actions import Call, register_call
from caseflow.hotline.models import Ticket
from caseflow.hotline.process import TICKET
from caseflow.kernel.roles import Role
from tests import given

ON = "2026-09-16"
WORKER, PHONE, CARD = "赵小测", "13900001234", "110101199003070000"
EMPLOYER, CODE = "示例物业服务有限公司", "91500119MA0000001X"
STORY = "公司拖欠劳动报酬三个月，班组长说等甲方结算。"


def call(
    *,
    worker: str = WORKER,
    phone: str = PHONE,
    card: str = CARD,
    employer: str = EMPLOYER,
    code: str = CODE,
    on: str = ON,
    **told: Any,
) -> Ticket:
    """A registered call; `told` answers what the registration asks for."""
    opening, at = TICKET.transition("register"), given.moment(on)
    known = {"facts_text": STORY, "category": "0201", "work_place": "示例工地", "confidential": False}
    written = Call(
        opening="register",
        appeal=given.answers(opening, at) | {"service": "TS", "headcount": 1} | known | told,
        workers=(Person(name=worker, phone=phone, id_number=card or None),),
        employer=Employer(name=employer, credit_code=code or None),
    )
    done = register_call(written, token=uuid4().hex, viewer=given.viewer(Role.OPERATOR), at=at)
    return db.session.get_one(Ticket, done.id)


def look(who: User | Role, text: str, **how: Any) -> Found:
    """What somebody finds; `how` narrows the search or says where its page begins."""
    narrow = Narrow(**{name: how.pop(name) for name in Narrow.__slots__ if name in how})
    return search.find(given.viewer(who), search.read(text), narrow, **how)


def ids(who: User | Role, text: str, **how: Any) -> list[int]:
    """The proceedings that somebody finds."""
    return [hit.id for hit in look(who, text, **how).hits]


def babble(random: Random, length: int) -> str:
    """A text of few characters, so that the same words come again and again, with signs between them."""
    parts = (*"甲乙丙丁戊己", "，", "。", " ", "A1", "app", "\n")
    return "".join(random.choices(parts, weights=[6] * 6 + [1] * 6, k=length))
