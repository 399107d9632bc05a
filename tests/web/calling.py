"""Calls that were promised and tried, for tests of their pages."""

from datetime import date

from caseflow.hotline.calls import actions
from caseflow.hotline.calls.models import CallResult
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given

NOW = "2026-09-16T10:30"
"""A Wednesday."""

SAFE = "只在晚上打，勿让同事接听"


def promise(ticket: Ticket, hour: int = 9) -> None:
    actions.book(ticket.id, date(2026, 9, 17), hour, viewer=given.viewer(Role.OPERATOR), at=given.moment(NOW))


def note(ticket: Ticket, on: str) -> None:
    viewer = given.viewer(Role.CALLBACK)
    actions.log_call(ticket.id, CallResult.NO_ANSWER, viewer=viewer, at=given.moment(on))
