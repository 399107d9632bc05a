"""What reactions share."""

from sqlalchemy.orm import Session, object_session

from caseflow.casework import engine
from caseflow.casework.models import Proceeding
from caseflow.casework.step import Step
from caseflow.kernel.roles import SYSTEM


def session_of(proceeding: Proceeding) -> Session:
    """The session in which the action is being taken."""
    session = object_session(proceeding)
    if session is None:
        raise RuntimeError("the proceeding belongs to no session")
    return session


def note(proceeding: Proceeding, step: Step, action: str, **data: object) -> None:
    """Write down what followed from the step, at its time, when it was written down."""
    recorded_at = step.recorded_at
    engine.note(proceeding, action, viewer=SYSTEM, at=step.at, data=data, recorded_at=recorded_at)
