"""Which template draws a paper: ours, or the office's own version once two people want it (模板)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.printing import ROOT
from caseflow.casework.documents.typesetting import OURS
from caseflow.casework.models import PaperTemplate, TemplateFormat
from caseflow.kernel.calendar import local_day


@dataclass(frozen=True, slots=True)
class Chosen:
    """A template: the name of one of ours, or the text of an own one; `version` is put on record."""

    source: str | bytes
    version: str


def template_for(session: Session, paper: Paper, at: datetime) -> Chosen:
    """What draws the paper as PDF at that instant."""
    own = in_force(session, paper.code, TemplateFormat.PDF, at)
    if own:
        return Chosen(own.source, version_of(own))
    name = OURS[paper.look]
    return Chosen(name, f"{name} {_fingerprint(name)}")


def in_force(session: Session, code: str, format: TemplateFormat, at: datetime) -> PaperTemplate | None:  # noqa: A002 - a column
    """The office's own template for the paper at that instant; None where ours is used."""
    query = sa.select(PaperTemplate).where(
        PaperTemplate.code == code,
        PaperTemplate.format == format,
        PaperTemplate.approved_at <= at,
        sa.or_(PaperTemplate.withdrawn_at.is_(None), PaperTemplate.withdrawn_at > at),
        PaperTemplate.effective_on <= local_day(at),
    )
    newest = query.order_by(PaperTemplate.effective_on.desc(), PaperTemplate.id.desc())
    return session.scalars(newest.options(undefer(PaperTemplate.source)).limit(1)).first()


def version_of(template: PaperTemplate) -> str:
    """How a version is named on a document."""
    return f"自定模板{template.id} {template.sha256[:12]}"


@cache
def _fingerprint(name: str) -> str:
    """Which release of our template it is: what it says, with what it shares."""
    said = (ROOT / name).read_bytes() + (ROOT / "common.typ").read_bytes()
    return hashlib.sha256(said).hexdigest()[:12]
