"""Identities erased after their time, one that waits for the decision, and a legal hold (删除个人信息)."""

from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa

from caseflow.casework.actions import act
from caseflow.casework.erasing import holding, requests
from caseflow.casework.models import Matter, Party, Proceeding
from caseflow.casework.parties import Employer, Person
from caseflow.extensions import db
from caseflow.hotline.actions import Call, register_call
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from caseflow.seed.answers import Answers
from caseflow.seed.desks import somebody
from caseflow.seed.office import Office

LONG_AGO = timedelta(days=11 * 366)
APPEAL = {"service": "ZX", "category": "0101", "headcount": 1, "priority": "P3", "retention": "10_years"}

OLD = (
    ("早年职工甲", "13900009001", "本人来电要求删除，已核对证件号后四位"),
    ("早年职工乙", "13900009002", "本人书面要求删除，已核对身份"),
)
"""Workers of long ago: name, phone, and why they are to be erased."""


def erase(office: Office, at: datetime) -> None:
    """The first of them is erased, the second waits; a worker of an open matter is held."""
    manager, second, admin = somebody(Role.MANAGER), somebody(Role.MANAGER, 1), somebody(Role.ADMIN)
    for n, (name, phone, reason) in enumerate(OLD):
        record = _called(office, name, phone, at - LONG_AGO)
        asked = requests.ask(record, ground="expired", reason=reason, viewer=manager, at=at)
        if n == 0:
            requests.approve(asked.id, viewer=admin, at=at)
    under_way = sa.select(Party.worker_record_id).join(Proceeding, Proceeding.matter_id == Party.matter_id)
    told = under_way.join(Matter, Matter.id == Proceeding.matter_id).where(~Matter.confidential)
    held = told.where(Proceeding.process == "aid", Proceeding.open, Party.worker_record_id.is_not(None))
    record_id = db.session.scalars(held.order_by(Proceeding.id)).first()
    if record_id is not None:
        holding.place(record_id, reason="仲裁正在审理，须保留原始材料", viewer=second, at=at)


def _called(office: Office, name: str, phone: str, at: datetime) -> int:
    """The record of somebody who asked a question then, and took it back, long enough ago."""
    operator = somebody(Role.OPERATOR)
    asked = Answers(APPEAL, office.cast.team(office.root.id, Random(0)), Random(0))
    opening = Ticket.definition.transition("register")
    call = Call(
        opening=opening.action,
        appeal=asked.to(opening, operator, at, 0) | {"facts_text": f"{name}询问加班费怎样计算"},
        workers=(Person(name=name, phone=phone),),
        employer=Employer(name="示例早年服饰有限公司"),
    )
    opened = register_call(call, token=f"erased-{phone}", viewer=operator, at=at)
    for action, viewer in (("withdraw", operator), ("archive", somebody(Role.ARCHIVIST))):
        told = asked.to(Ticket.definition.transition(action), viewer, at, 0)
        act(Ticket, opened.id, action, data=told, version=None, viewer=viewer, at=at)
    known = sa.select(Party.worker_record_id).where(Party.name == name)
    return int(db.session.scalars(known).one() or 0)
