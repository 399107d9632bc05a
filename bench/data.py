"""An invented office and its first tickets, led to where they stand by the use cases themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.accounts.passwords import hashed
from caseflow.casework import calendars, reminders
from caseflow.casework.calendars import Document
from caseflow.casework.calendars.file import FIXED
from caseflow.casework.db import transaction
from caseflow.casework.law import PACKAGED_YEARS
from caseflow.casework.parties import Employer, Person
from caseflow.hotline.actions import Call, register_call
from caseflow.hotline.models import Ticket
from caseflow.hotline.process import TICKET
from caseflow.kernel.calendar import SpecialDay
from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import SYSTEM, Role
from tests import given

UNITS, HANDLERS = 20, 4  # below the federation; in each unit
LOGIN, PASSWORD = "bench", "示例口令 12351 测量"
BOARD_LOGIN = "bench-board"
"""Who looks at the board of everything."""

DESK = (Role.OPERATOR, Role.DISPATCHER)
"""The roles of the person whose pages are measured; they work in the federation and see every ticket."""

STEPS = (
    "submit",
    "dispatch",
    "sign_in",
    "log_first_contact",
    "submit_result",
    "pass_review",
    "close",
    "archive",
)
SHARES = (3, 3, 5, 8, 10, 6, 6, 12, 47)
"""Of a hundred tickets, how many have taken none, one, … all of the steps: about a running clock each."""

LATEST = (1, 1, 4, 8, 20, 8, 6, 40, 400)
"""How many days ago the last step of such a ticket was taken, at most."""

APPEAL = {
    "service": "TS",
    "category": "0101",
    "headcount": 1,
    "priority": "P2",
    "grade": "general",
    "urgent": False,
    "confidential": False,
    "facts_text": "诉求人反映用人单位拖欠示例月份的工资，多次讨要未果，请求工会协助。" * 4,
    "findings": "经核实，用人单位承认拖欠，已当面说明法律规定并约定支付日期。" * 4,
}


@dataclass(frozen=True)
class Office:
    """The people who handle tickets, unit by unit."""

    handlers: tuple[User, ...]

    def handler(self, n: int) -> User:
        """Whoever gets the n-th ticket."""
        return self.handlers[n % len(self.handlers)]


def furnish(tickets: int, at: datetime) -> None:
    """Fill an empty database with the office and its tickets, as they stand at that time after a sweep."""
    _publish(at)
    office, random = _staff(), Random(12351)
    for n in range(tickets):
        steps = _steps(100 * n // tickets)
        ago = LATEST[steps] * random.random() ** 2
        _ticket(office, n, steps, at - timedelta(days=ago))
    reminders.sweep(at=at)


def _publish(at: datetime) -> None:
    """Load next year's calendar, so that no deadline is provisional, whenever this runs."""
    for year in (at.year, at.year + 1):
        if year not in PACKAGED_YEARS:
            days = [SpecialDay(at.date().replace(year, *day), working=False, reason="放假") for day in FIXED]
            calendars.load_year(year, days, Document("测量用放假安排"), viewer=SYSTEM, at=at)


def _staff() -> Office:
    federation = given.unit_tree().federation
    with transaction() as session:
        desk = User(login=LOGIN, name="测试工单管理员", unit_id=federation.id, password_hash=hashed(PASSWORD))
        desk.roles = [UserRole(role=role) for role in DESK]
        boss = User(
            login=BOARD_LOGIN, name="测试督办员", unit_id=federation.id, password_hash=hashed(PASSWORD)
        )
        boss.roles = [UserRole(role=Role.MANAGER)]
        session.add_all([desk, boss])
        units = [
            Unit(name=f"示例{n:02}街道工会", kind=UnitKind.STREET, parent_id=federation.id)
            for n in range(UNITS)
        ]
        session.add_all(units)
        session.flush()
        for unit in units:
            unit.path = f"{federation.path}{unit.id}/"
    given.person(Role.MANAGER)
    handlers = [given.user(Role.HANDLING_UNIT, unit=unit) for _ in range(HANDLERS) for unit in units]
    with transaction() as session:
        for unit, head in zip(units, handlers, strict=False):
            session.get_one(Unit, unit.id).head_id = head.id
    return Office(tuple(handlers))


def _steps(place: int) -> int:
    """How many steps a ticket has taken that stands at that place among a hundred."""
    steps = 0
    while place >= SHARES[steps]:
        place -= SHARES[steps]
        steps += 1
    return steps


def _ticket(office: Office, n: int, steps: int, last: datetime) -> None:
    """Register a ticket and take its steps, a good day apart; the last one at that time."""
    handler = office.handler(n)
    known = {**APPEAL, "handler_id": handler.id, "unit_id": handler.unit_id}
    at = last - steps * timedelta(hours=26)
    id = _register(n, at, known)
    for action in STEPS[:steps]:
        at += timedelta(hours=26)
        transition = TICKET.transition(action)
        by = handler if Role.HANDLING_UNIT in transition.by else given.doer(transition)
        given.does(Ticket, id, action, by, at, _asked(transition, known))


def _register(n: int, at: datetime, known: Mapping[str, Any]) -> int:
    opening = TICKET.transition("register")
    call = Call(
        opening="register",
        appeal=given.answers(opening, at) | _asked(opening, known),
        workers=(Person(name=f"测试职工{n}", phone=f"100{n:08}", job="示例岗位"),),
        employer=Employer(name=f"示例{n}公司", credit_code=f"91{n:08}"),
    )
    return register_call(call, token=f"bench-{n}", viewer=given.viewer(Role.OPERATOR), at=at).id


def _asked(transition: Transition, known: Mapping[str, Any]) -> dict[str, Any]:
    return {datum.name: known[datum.name] for datum in transition.needs if datum.name in known}
