"""The office's own templates: brought and tried, agreed to by a second person, taken back (自定模板)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO

from sqlalchemy.orm import Session, undefer

from caseflow.accounts.grants import require
from caseflow.casework import agreeing, audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.printing import BadTemplate
from caseflow.casework.documents.reading import paper_of
from caseflow.casework.documents.samples import samples
from caseflow.casework.documents.trial import attempt
from caseflow.casework.filetypes import FileType, recognise
from caseflow.casework.models import PaperTemplate, TemplateFormat
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer

LARGEST = 2 * 1024 * 1024
"""Bytes of one template."""

_PACKAGE = re.compile(rb"""["']@""")


@dataclass(frozen=True, slots=True)
class Offer:
    """A template that somebody brings for a paper, in force from a day on."""

    code: str
    name: str
    source: bytes
    effective_on: date

    @property
    def format(self) -> TemplateFormat:
        """What it is written for.

        Raises:
            BadTemplate: its name tells of neither.
        """
        suffix = self.name.rpartition(".")[2].lower()
        found = next((one for one in TemplateFormat if one.suffix == suffix), None)
        if found is None:
            raise BadTemplate("模板文件的名称要以 .typ（PDF）或者 .docx（Word）结尾。")
        return found


def offer(wanted: Offer, *, viewer: Viewer, at: datetime) -> PaperTemplate:
    """Try the template with samples and put it up for approval.

    Raises:
        BadTemplate: it does not draw them.
        NotFound: there is no such paper.
    """
    require(viewer, Permission.RULES)
    check(wanted, paper_of(wanted.code))
    with transaction() as session:
        template = PaperTemplate(
            code=wanted.code,
            format=wanted.format,
            name=wanted.name[-120:],
            source=wanted.source,
            sha256=sha256(wanted.source).hexdigest(),
            effective_on=wanted.effective_on,
            proposed_by=viewer.user_id,
            proposed_at=at,
        )
        session.add(template)
        _note(session, template, "template_offered", viewer, at)
        return template


def check(wanted: Offer, paper: Paper) -> None:
    """Look at the file, and draw the paper's samples by it.

    Raises:
        BadTemplate: it is no template, or does not draw them.
        Unfit: it is not what its name says.
    """
    if len(wanted.source) > LARGEST:
        raise BadTemplate("模板超过 2 MB，没有采用。请压缩其中的图片。")
    if wanted.format is TemplateFormat.WORD:
        if recognise(BytesIO(wanted.source), LARGEST) is not FileType.DOCX:
            raise BadTemplate("这不是 Word（docx）文件。请用 Word 或者 WPS 另存为 docx。")
    elif _PACKAGE.search(wanted.source):
        raise BadTemplate("模板不能引用网上的排版包，请只用 common.typ 里的内容。")
    attempt(wanted.format, wanted.source, samples(paper))


def approve(id: int, *, viewer: Viewer, at: datetime) -> PaperTemplate:
    """Put a template in force from its day on.

    Raises:
        GuardRefused: it is approved or taken back already, or the same person has brought it.
        NotFound: there is none.
    """
    require(viewer, Permission.RULES)
    with transaction() as session:
        template = agreeing.approve(session, PaperTemplate, id, viewer=viewer, at=at)
        _note(session, template, "template_approved", viewer, at)
        return template


def withdraw(id: int, *, viewer: Viewer, at: datetime) -> PaperTemplate:
    """Use it no more; what was drawn by it stays as it is.

    Raises:
        GuardRefused: it is taken back already.
        NotFound: there is none.
    """
    require(viewer, Permission.RULES)
    with transaction() as session:
        template = agreeing.withdraw(session, PaperTemplate, id, viewer=viewer, at=at)
        _note(session, template, "template_withdrawn", viewer, at)
        return template


def taken(id: int, viewer: Viewer) -> PaperTemplate:
    """A template with its text.

    Raises:
        NotFound: there is none.
    """
    require(viewer, Permission.RULES)
    found = db.session.get(PaperTemplate, id, options=[undefer(PaperTemplate.source)])
    if found is None:
        raise NotFound
    return found


def _note(session: Session, template: PaperTemplate, action: str, viewer: Viewer, at: datetime) -> None:
    session.flush()
    names = ("id", "code", "format", "name", "sha256", "effective_on")
    data = {name: getattr(template, name) for name in names}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
