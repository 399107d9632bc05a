"""Whether a paper is one of ours, asked by anybody: number and file are compared, none kept (文书核验)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import contents
from caseflow.casework.db import transaction
from caseflow.casework.models import Document, Standing, VerifyTry
from caseflow.kernel.errors import DomainError

PAUSE = timedelta(minutes=15)
TRIES = 30
"""Questions from one address within the pause; a whole office may share one."""

_KEPT = timedelta(days=1)


class Verdict(StrEnum):
    """What is told; no more than this, whatever the paper says."""

    GENUINE = "genuine"
    REVOKED = "revoked"
    DIFFERENT = "different"


class AskedTooOften(DomainError):
    """Too many questions from one address (核验过于频繁)."""

    status = 429

    def __init__(self) -> None:
        super().__init__("您所在的网络核验次数过多，请过一刻钟再试，或者打电话向签发单位核实。")


def verify(number: str, file: BinaryIO, *, address: str, at: datetime) -> Verdict:
    """Compare the file's hash with that of the document of the number.

    An unknown number is told like a file that differs: nobody learns which numbers there are.

    Raises:
        AskedTooOften: the address has asked too often.
    """
    with transaction() as session:
        _count(session, address, at)
        digest = contents.digest(file)
        query = sa.select(Document.standing).where(
            Document.number == plain_number(number), Document.sha256 == digest
        )
        standing = session.scalars(query).first()
    if standing is None:
        return Verdict.DIFFERENT
    return Verdict.REVOKED if standing is Standing.VOID else Verdict.GENUINE


def plain_number(text: str) -> str:
    """The number as it is printed, from what people type: [2026], 【2026】 and blanks become 〔2026〕."""
    bare = "".join(text.split())
    for sign, right in (("[", "〔"), ("]", "〕"), ("【", "〔"), ("】", "〕"), ("﹝", "〔"), ("﹞", "〕")):
        bare = bare.replace(sign, right)
    return bare


def _count(session: Session, address: str, at: datetime) -> None:
    session.execute(sa.delete(VerifyTry).where(VerifyTry.at < at - _KEPT))
    recent = sa.select(sa.func.count(VerifyTry.id)).where(
        VerifyTry.address == address, VerifyTry.at > at - PAUSE
    )
    if (session.scalar(recent) or 0) >= TRIES:
        raise AskedTooOften
    session.add(VerifyTry(address=address, at=at))
