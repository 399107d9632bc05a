"""What happens in a test: somebody acts on a proceeding, or the timer sweeps."""

from typing import Any, TypeVar

from caseflow.accounts.models import User
from caseflow.casework import reminders
from caseflow.casework.models import Proceeding
from caseflow.casework.reminders import Swept
from caseflow.kernel.roles import Role
from tests import given

P = TypeVar("P", bound=Proceeding)


def acts(proceeding: P, action: str, *, on: str, by: User | Role | None = None, **data: Any) -> P:
    """Take the action; what it requires and `data` does not say gets a sample.

    It is done by the one person of the office who holds the first role that may do it, unless told otherwise.
    """
    by = by or given.doer(proceeding.definition.transition(action))
    return given.does(type(proceeding), proceeding.id, action, by, given.moment(on), data)


def sweeps(on: str) -> Swept:
    """The scheduler looks for what has fallen due."""
    return reminders.sweep(at=given.moment(on))
