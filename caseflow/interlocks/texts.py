"""Text messages to the worker: the query code after a call, and that the matter is done (domain §2.1)."""

import sqlalchemy as sa

from caseflow.casework.delivery import Letter, Template, post
from caseflow.casework.models import Matter, Party, Proceeding
from caseflow.casework.step import Step
from caseflow.interlocks.common import session_of


def text_query_code(proceeding: Proceeding, step: Step) -> None:
    """The code by which the caller asks how things stand, where the caller agreed to text messages (H1)."""
    _text(proceeding, step, Template.QUERY_CODE)


def text_closed(proceeding: Proceeding, step: Step) -> None:
    """The matter is done, and the result can be asked for (办结告知)."""
    _text(proceeding, step, Template.CLOSED)


def _text(proceeding: Proceeding, step: Step, template: Template) -> None:
    """Write it to whoever called, once for the step; nothing is done for people who have not agreed."""
    session = session_of(proceeding)
    session.flush()
    party_id = session.scalar(_caller(proceeding.matter))
    if party_id is None:
        return
    matter = proceeding.matter
    letter = Letter(
        key=f"{template}.{proceeding.id}.{matter.audit_seq}",
        template=template,
        values={"number": proceeding.number or "未编号", "code": matter.query_code or ""},
        party_id=party_id,
        proceeding_id=proceeding.id,
    )
    post(session, [letter], at=step.recorded_at or step.at)


def _caller(matter: Matter) -> sa.Select[int]:
    agreed = Party.matter_id == matter.id, Party.texts_agreed
    return sa.select(Party.id).where(*agreed).order_by(Party.is_caller.desc(), Party.id).limit(1)
