"""The page of what a worker takes to arbitration (仲裁材料包)."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.casework.documents.source import Source, may_read
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.mediation import pack as packs
from caseflow.mediation.models import Mediation
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.proceedings.dossier import PurposeForm, sent
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

MEDIATIONS = Family(Mediation)


def add_pack(pages: Blueprint) -> None:
    """Add this page to those of mediation."""
    pages.add_url_rule("/<int:id>/pack", "pack", pack)
    pages.add_url_rule("/<int:id>/pack", "take_pack", take, methods=["POST"])


@needs(Permission.MEDIATION_READ)
def pack(id: int) -> str:
    """What is in it."""
    return _page(*opened(MEDIATIONS, id), PurposeForm())


@needs(Permission.BUNDLE)
def take(id: int) -> ResponseReturnValue:
    """The pack as PDF."""
    viewer, at = current_viewer(), utcnow()
    opened(MEDIATIONS, id)
    form = PurposeForm()
    bound = form.submit(lambda data: packs.pack(id, purpose=data["purpose"], viewer=viewer, at=at))
    return sent(bound, "仲裁材料包") if bound else (_page(*opened(MEDIATIONS, id), form), form.status)


def _page(file: File[Any], now: Now, form: PurposeForm) -> str:
    viewer = current_viewer()
    source = Source(db.session(), file.proceeding, viewer, now.at)
    if not may_read(wired().papers["arbitration_application"], file.proceeding.matter, viewer):
        raise Forbidden("材料包有职工的身份和陈述，您的岗位不能查看。需要时请承办人办理。")
    refusal = packs.refusal(file.proceeding, source)
    return render_template(
        "mediation/pack.html",
        strip=strip_of(file, now),
        rows=[] if refusal else list(packs.pieces_of(source)),
        refusal=refusal,
        form=form,
        may_take=may_open(viewer, "mediation.take_pack"),
    )
