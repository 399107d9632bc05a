"""Proceedings at a stage, reached through the use cases that everybody has to go through."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from caseflow.accounts.models import User
from caseflow.aid.models import AidCase
from caseflow.casework import engine
from caseflow.casework.actions import act
from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.parties import Employer, Person
from caseflow.extensions import db
from caseflow.hotline.actions import Call, register_call
from caseflow.hotline.models import Ticket
from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import Role
from caseflow.mediation.models import Mediation
from caseflow.notice.models import Opinion, PublicReminder, Reminder
from caseflow.transfer.models import Transfer
from tests.given.answers import answers, moment
from tests.given.office import unit_tree, viewer

P = TypeVar("P", bound=Proceeding)

Routes = Mapping[str, tuple[str, ...]]
"""State → the state before it (none before an opening), and the actions that lead on from there."""

TICKET: Routes = {
    "registered": ("", "register"),
    "pending_dispatch": ("registered", "submit"),
    "dispatched": ("pending_dispatch", "dispatch"),
    "in_progress": ("dispatched", "sign_in"),
    "replied": ("in_progress", "log_first_contact", "submit_result"),
    "callback": ("replied", "pass_review"),
    "closed": ("callback", "close"),
    "archived": ("closed", "archive"),
    "not_accepted": ("registered", "propose_decline", "confirm_decline"),
    "withdrawn": ("registered", "withdraw"),
    "return_requested": ("dispatched", "request_return"),
    "suspended": ("in_progress", "request_suspension", "confirm_suspension"),
    "special_track": ("in_progress", "open_child"),
    "rework": ("replied", "send_back"),
}

AID: Routes = {
    "applied": ("", "apply"),
    "review": ("applied", "start_review"),
    "approved": ("review", "propose_grant", "approve"),
    "assigned": ("approved", "assign"),
    "engaged": ("assigned", "engage"),
    "in_representation": ("engaged", "start_representation"),
    "concluded": ("in_representation", "conclude"),
}

REMINDER: Routes = {
    "draft": ("", "draft"),
    "legal_review": ("draft", "submit_review"),
    "pending_sign": ("legal_review", "pass_review"),
    "issued": ("pending_sign", "sign_off"),
    "serving": ("issued", "start_service"),
    "awaiting_reply": ("serving", "record_service"),
    "replied": ("awaiting_reply", "record_reply"),
}

OPINION: Routes = {
    **REMINDER,
    "legal_review": ("draft", "investigate", "conclude_investigation", "submit_review"),
}

MEDIATION: Routes = {
    "applied": ("", "apply"),
    "consent": ("applied", "ask_other_party"),
    "accepted": ("consent", "accept"),
    "assigned": ("accepted", "assign"),
    "in_mediation": ("assigned", "open_session"),
    "agreed": ("in_mediation", "agree"),
    "effective": ("agreed", "effect"),
}

TRANSFER: Routes = {
    "draft": ("", "draft"),
    "approved": ("draft", "approve"),
    "sent": ("approved", "send"),
    "received": ("sent", "receive"),
    "in_process": ("received", "take_up"),
    "result": ("in_process", "record_result"),
    "closed": ("result", "close"),
}

APPEAL = {
    "service": "TS",
    "category": "0101",
    "headcount": 1,
    "priority": "P2",
    "grade": "general",
    "confidential": False,
    "urgent": False,
}
"""A worker's own ordinary complaint about pay, under a real name."""


def ticket(state: str = "registered", *, on: str, employer: str = "", **data: Any) -> Ticket:
    """A ticket that was registered, and led to the state, at that time; its employer is new unless named."""
    at, known, token = moment(on), APPEAL | data, uuid4().hex
    first, *steps = _steps(TICKET, state)
    opening = Ticket.definition.transition(first)
    call = Call(
        opening=first,
        appeal=answers(opening, at) | _asked(opening, known),
        workers=(Person(name="测试职工"),),
        employer=Employer(name=employer or f"示例{token[:8]}公司"),
    )
    registered = register_call(call, token=token, viewer=viewer(doer(opening)), at=at)
    return _led(Ticket, registered.id, steps, at, known)


def aid(state: str = "applied", *, on: str, **data: Any) -> AidCase:
    """An aid case that is decided by the union itself."""
    return proceeding(AidCase, AID, state, on, data)


def reminder(state: str = "draft", *, on: str, **data: Any) -> Reminder:
    """A 提示函 to an invented employer."""
    return proceeding(Reminder, REMINDER, state, on, {"receiver": "测试前台"} | data)


def opinion(state: str = "draft", *, on: str, **data: Any) -> Opinion:
    """An 意见书 to an invented employer, on facts that two supervisors have proven."""
    return proceeding(Opinion, OPINION, state, on, {"receiver": "测试前台"} | data)


def public_reminder(state: str = "draft", *, on: str, **data: Any) -> PublicReminder:
    """A 公开提示函 to every employer of an area."""
    return proceeding(PublicReminder, REMINDER, state, on, data)


def mediation(state: str = "applied", *, on: str, **data: Any) -> Mediation:
    """A mediation that the worker applied for."""
    return proceeding(Mediation, MEDIATION, state, on, data)


def transfer(state: str = "draft", *, on: str, **data: Any) -> Transfer:
    """A transfer to another agency."""
    return proceeding(Transfer, TRANSFER, state, on, data)


def proceeding(model: type[P], routes: Routes, state: str, on: str, data: dict[str, Any]) -> P:
    """A proceeding in a matter of its own, led to the state at that time."""
    at = moment(on)
    first, *steps = _steps(routes, state)
    opening = model.definition.transition(first)
    unit_id, by = unit_tree().federation.id, viewer(doer(opening))
    with transaction() as session:
        opened = model(matter=Matter(opened_at=at, unit_id=unit_id), unit_id=unit_id)
        session.add(opened)
        known = answers(opening, at) | _asked(opening, data)
        engine.open_proceeding(opened, first, viewer=by, at=at, data=known)
    return _led(model, opened.id, steps, at, data)


def _steps(routes: Routes, state: str) -> list[str]:
    before, *actions = routes[state]
    return [*(_steps(routes, before) if before else ()), *actions]


def _led(model: type[P], id: int, steps: list[str], at: datetime, data: dict[str, Any]) -> P:
    for action in steps:
        transition = model.definition.transition(action)
        does(model, id, action, doer(transition), at, _asked(transition, data))
    return db.session.get_one(model, id)


def does(model: type[P], id: int, action: str, by: User | Role, at: datetime, data: dict[str, Any]) -> P:
    """Take an action through its use case; what it requires and `data` does not say gets a sample."""
    known = answers(model.definition.transition(action), at) | data
    act(model, id, action, data=known, version=None, viewer=viewer(by), at=at)
    return db.session.get_one(model, id)


def doer(transition: Transition) -> Role:
    """Who takes the action when a test does not say: the first role that may."""
    return transition.by[0]


def _asked(transition: Transition, data: dict[str, Any]) -> dict[str, Any]:
    return {datum.name: data[datum.name] for datum in transition.needs if datum.name in data}
