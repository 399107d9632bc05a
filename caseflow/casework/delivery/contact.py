"""Whether a worker may be written to at all (安全联系)."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import Matter, Party, WorkerRecord
from caseflow.casework.privacy import normalised

MOBILE = re.compile(r"1[3-9]\d{9}")
"""A mobile number of the mainland; nothing else takes text messages."""

MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
"""A mail address that a person would write."""

_AGREES = ("", "given")


def is_mobile(number: str | None) -> bool:
    """Whether text messages reach the number."""
    return MOBILE.fullmatch(normalised(number or "")) is not None


def may_contact(session: Session, party: Party) -> bool:
    """Whether a text message may go to the person by itself.

    It needs a mobile number and the person's consent (同意接收短信). Whoever has asked to be reached in a
    certain way only, in the matter or in the register, is told by a person and not by the system.
    """
    if not party.texts_agreed or not is_mobile(party.phone):
        return False
    asked = sa.select(Matter.safe_contact).where(Matter.id == party.matter_id)
    return not session.scalar(asked) and _record_allows(session, party.worker_record_id)


def _record_allows(session: Session, record_id: int | None) -> bool:
    """What the worker has said across matters; a merged record leads to the one that stands for it."""
    while record_id is not None:
        query = sa.select(WorkerRecord.safe_contact, WorkerRecord.consent, WorkerRecord.merged_into_id)
        record = session.execute(query.where(WorkerRecord.id == record_id)).one()
        if record.safe_contact or record.consent not in _AGREES:
            return False
        record_id = record.merged_into_id
    return True
