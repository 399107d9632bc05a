"""Text messages to the worker: the query code after a call, and that the matter is done (domain §2.1)."""

import sqlalchemy as sa

from caseflow.casework.db import run
from caseflow.casework.delivery import Letter, Template, post
from caseflow.casework.models import Party, Proceeding
from caseflow.casework.step import Step
from caseflow.interlocks.common import session_of


def text_query_code(proceeding: Proceeding, step: Step) -> None:
    """The code by which the caller asks how things stand, where the caller agreed to text messages (H1)."""
    _text(proceeding, step, Template.QUERY_CODE)


def text_closed(proceeding: Proceeding, step: Step) -> None:
    """The matter is done, and the result can be asked for (办结告知)."""
    _text(proceeding, step, Template.CLOSED)


def _text(proceeding: Proceeding, step: Step, template: Template) -> None:
    """Write it to whoever called, once for the step; not to people who have not agreed, or of a ledger."""
    if proceeding.imported and step.recorded_at:
        return
    session = session_of(proceeding)
    party_id = run(session, _CALLER, {"matter": proceeding.matter_id}).scalar()
    if party_id is None:
        return
    session.flush()
    matter = proceeding.matter
    letter = Letter(
        key=f"{template}.{proceeding.id}.{matter.audit_seq}",
        template=template,
        values={"number": proceeding.number or "未编号", "code": matter.query_code or ""},
        party_id=party_id,
        proceeding_id=proceeding.id,
    )
    post(session, [letter], at=step.recorded_at or step.at)


_CALLER = (
    sa.select(Party.id)
    .where(Party.matter_id == sa.bindparam("matter", type_=sa.Integer), Party.texts_agreed)
    .order_by(Party.is_caller.desc(), Party.id)
    .limit(1)
)
