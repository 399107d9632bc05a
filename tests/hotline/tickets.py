"""Tickets at the stages that tests begin with."""

from typing import Any

from caseflow.hotline.process import TICKET, TicketFacts
from caseflow.kernel.roles import Role
from tests.kernel_walk import Walk, person

OP, DISP, HU, MGR = Role.OPERATOR, Role.DISPATCHER, Role.HANDLING_UNIT, Role.MANAGER
QA, ARC, SYS = Role.CALLBACK, Role.ARCHIVIST, Role.SYSTEM

HANDLER = person(HU)


def registered(**appeal: Any) -> Walk:
    """A complaint about unpaid wages under a real name, unless told otherwise."""
    told: dict[str, Any] = {"service": "TS", "urgent": False, "confidential": False}
    return Walk(TICKET, TicketFacts()).does("register", OP, **(told | appeal))


def imported(**appeal: Any) -> Walk:
    """A ticket from the upstream centre."""
    told: dict[str, Any] = {"service": "TS", "urgent": False, "confidential": False}
    return Walk(TICKET, TicketFacts()).does("import_upstream", SYS, **(told | appeal))


def submitted(**appeal: Any) -> Walk:
    return registered(**appeal).does("submit", OP, priority="P2")


def dispatched(*, grade: str = "general", designated: bool = False, **appeal: Any) -> Walk:
    return submitted(**appeal).does("dispatch", DISP, grade=grade, designated=designated)


def in_progress(**given: Any) -> Walk:
    return dispatched(**given).does("sign_in", HU, handler_id=HANDLER)


def replied(**given: Any) -> Walk:
    return in_progress(**given).does("log_first_contact", HU).does("submit_result", HU)


def in_callback(**given: Any) -> Walk:
    return replied(**given).does("pass_review", DISP)


def closed(**given: Any) -> Walk:
    return in_callback(**given).does("close", QA)
