"""Lists as a person at a desk gets them."""

from typing import Any

from caseflow.accounts.models import User
from caseflow.casework import worklists
from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.casework.worklists import Cursor, Filters, Group, Line, Part, Tab
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given, when

AFTERNOON = "2026-09-16 15:00"


def now(on: str) -> Now:
    return Now(given.moment(on), current_law(db.session()).calendar)


def listed(
    who: User | Role, tab: Tab = Tab.MINE, on: str = AFTERNOON, filters: Filters | None = None
) -> list[Line]:
    """Every line of the tab, page after page."""
    lines: list[Line] = []
    after: Cursor | None = None
    while True:
        page = worklists.queue(given.viewer(who), tab, filters or Filters(), after, now(on))
        lines += page.rows
        after = page.next
        if after is None:
            return lines


def ids(lines: list[Line]) -> list[int]:
    return [line.id for line in lines]


def groups(who: User | Role, on: str) -> dict[Group, list[int]]:
    """The groups of today that have lines."""
    found = worklists.today(given.viewer(who), now(on))
    return {group: ids(lines) for group, lines in found.items() if lines}


def late_ones(who: User | Role, on: str, **narrowed: Any) -> list[int]:
    page = worklists.watched(given.viewer(who), Part(light=Light.OVERDUE, **narrowed), None, now(on))
    return [late.line.id for late in page.rows]


def handled() -> Ticket:
    """A ticket whose handling period of 5 working days, the only one, ends on Tuesday 22 September."""
    ticket = given.ticket("in_progress", on="2026-09-16")
    return when.acts(ticket, "log_first_contact", on="2026-09-16 11:00")
