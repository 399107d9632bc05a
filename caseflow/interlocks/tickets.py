"""A ticket that waits for what grew from it (R22), and one that cannot wait (HD6d)."""

from caseflow.casework import engine
from caseflow.casework.directory import Directory
from caseflow.casework.models import Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.step import Step
from caseflow.interlocks.common import session_of
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import SYSTEM

RESUME = "resume_after_child"


def resume_ticket(proceeding: Proceeding, step: Step) -> None:
    """The last child has ended: the ticket goes on where it waited (R22)."""
    if proceeding.parent_id is None:
        return
    session = session_of(proceeding)
    session.flush()
    parent = session.get_one(Proceeding, proceeding.parent_id, populate_existing=True)
    waits = any(step_on.action == RESUME for step_on in parent.definition.leaving(parent.state))
    if waits and not engine.facts_of(parent, [], step.at).open_children:
        engine.apply(parent, RESUME, viewer=SYSTEM, at=step.at, recorded_at=step.recorded_at)


def report_urgent(proceeding: Proceeding, step: Step) -> None:
    """Danger to people is told to the managers at once (HD6d)."""
    if proceeding.matter.urgent:
        session = session_of(proceeding)
        managers = Directory.read(session).recipients(Recipient.MANAGER, proceeding.unit_id, None, None)
        tell(session, "urgent", managers, "紧急事项，请立即关注", about=proceeding, at=step.at)
