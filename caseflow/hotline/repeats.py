"""The caller calls again about an open ticket: it is added to it, and gets more pressing (追加来电)."""

from sqlalchemy.orm import object_session

from caseflow.casework.directory import Directory
from caseflow.casework.models import Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.step import Step
from caseflow.kernel.ladder import Recipient


def tell_of_repeat(proceeding: Proceeding, step: Step) -> None:
    """Whose move it is hears of each call that was added."""
    session = object_session(proceeding)
    if session is None or proceeding.imported:
        return
    waits_for = proceeding.stage.waits_for
    people = Directory.read(session).recipients(
        Recipient.HANDLER, proceeding.unit_id, proceeding.handler_id, waits_for
    )
    text = f"诉求人再次反映，已追加到本工单，优先级 {proceeding.matter.priority}"
    tell(session, f"repeat-{proceeding.matter.audit_seq}", people, text, about=proceeding, at=step.at)
