"""One letter to many: a model is chosen, each addressee looked at, and all are signed (批量发函)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import insert_missing, transaction
from caseflow.casework.models import Outcome, Proceeding
from caseflow.casework.queries import visible_to
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Permission, Role, Viewer
from caseflow.outreach.campaigns.models import Campaign, Mailing, MailingItem, Target
from caseflow.outreach.campaigns.reading import find_campaign

LETTER = "reminder"
"""Many get the same 提示函; what an 意见书 says of an employer is found out for each."""


@dataclass(frozen=True, slots=True)
class Line:
    """An addressee, and why nothing would be sent there; empty when something would."""

    target: Target
    reason: str


def models(campaign: Campaign, viewer: Viewer) -> Sequence[Proceeding]:
    """Signed letters of campaigns that the viewer sees, the newest first: from these one may be chosen."""
    kind: Any = wired().models[LETTER]
    signed = kind.number.is_not(None), kind.unit_id == campaign.unit_id, kind.source == "campaign"
    query = visible_to(viewer, kind).where(*signed, kind.open).order_by(kind.id.desc())
    return db.session.scalars(query.limit(20)).all()


def preview(campaign: Campaign, model_id: int, areas: Sequence[str], viewer: Viewer) -> list[Line]:
    """Every addressee of the areas, with why it would be skipped.

    Raises:
        GuardRefused: the model cannot be sent to others.
        NotFound: it is no letter that the viewer sees.
    """
    model = _model(db.session(), campaign, model_id, viewer)
    return _lines(db.session(), campaign, model, areas)


def start(
    id: int, model_id: int, areas: Sequence[str], *, token: str, viewer: Viewer, at: datetime
) -> Mailing:
    """Sign for all of them; `writing` takes it from there. The token sent again starts nothing.

    Raises:
        Forbidden: the viewer signs no letters.
        GuardRefused: the campaign is closed, the model does not fit, or nobody would get a letter.
        NotFound: campaign or model is out of scope.
    """
    require(viewer, Permission.NOTICE_ACT)
    with transaction() as session:
        campaign = find_campaign(id, viewer, session)
        if campaign.closed_at:
            raise GuardRefused("行动已经结束，不能再发函。")
        known = session.scalars(sa.select(Mailing).filter_by(token=token, campaign_id=id)).first()
        if known:
            return known
        model = _model(session, campaign, model_id, viewer)
        chosen = [one.target.id for one in _lines(session, campaign, model, areas) if not one.reason]
        if not chosen:
            raise GuardRefused("没有可以发函的单位，请看预览里的原因。")
        made = _begun(session, campaign, model, token, viewer, at)
        rows = [{"mailing_id": made.id, "target_id": target, "reason": ""} for target in chosen]
        insert_missing(session, MailingItem, [{**row, "outcome": Outcome.WAITING} for row in rows])
        data = {"campaign_id": id, "mailing_id": made.id, "model": model.number, "letters": len(chosen)}
        audit.record(session, None, Deed(action="campaign_mailing", viewer=viewer, at=at, data=data))
        return made


def _begun(
    session: Session, campaign: Campaign, model: Proceeding, token: str, viewer: Viewer, at: datetime
) -> Mailing:
    made = Mailing(
        campaign_id=campaign.id,
        model_id=model.id,
        token=token,
        drafted_by=model.done_by["submit_review"][-1],
        reviewed_by=model.done_by["pass_review"][-1],
        signed_by=viewer.user_id,
        signed_at=at,
    )
    session.add(made)
    session.flush()
    return made


def _model(session: Session, campaign: Campaign, id: int, viewer: Viewer) -> Proceeding:
    kind: Any = wired().models[LETTER]
    model: Any = session.scalars(visible_to(viewer, kind).where(kind.id == id)).first()
    if model is None or model.unit_id != campaign.unit_id:
        raise NotFound
    if Role.SIGNATORY not in viewer.roles:
        raise GuardRefused("批量发函由签发人办理，请联系签发人。")
    if not model.number or not model.done_by.keys() >= {"submit_review", "pass_review", "sign_off"}:
        raise GuardRefused("样稿还没有签发。请先把样稿审核、签发给其中一家单位。")
    if viewer.user_id in {*model.done_by["submit_review"], *model.done_by["pass_review"]}:
        raise GuardRefused("起草人、法律审核人不能签发，请换人办理。")
    texts = (model.matter.sanitised_facts, model.legal_basis, model.measures)
    if any(model.employer_name in (text or "") for text in texts):
        named = model.employer_name
        raise GuardRefused(f"样稿正文写有“{named}”，别的单位会看到。请另拟一份不写单位名称的样稿。")
    found: Proceeding = model
    return found


def _lines(session: Session, campaign: Campaign, model: Any, areas: Sequence[str]) -> list[Line]:
    query = sa.select(Target).filter_by(campaign_id=campaign.id).where(Target.area.in_(areas))
    found = session.scalars(query.order_by(Target.id)).all()
    sent, busy = _sent(session, campaign), _busy(session, [one.employer_name for one in found])
    lines, codes = [], set[str]()
    for one in found:
        reason = sent.get(one.id) or busy.get(one.employer_name) or ""
        if one.employer_name == model.employer_name:
            reason = f"样稿已发给该单位（{model.number}）"
        elif not reason and one.credit_code in codes:
            reason = "与前面的单位统一社会信用代码相同"
        codes.update({one.credit_code} if one.credit_code else set())
        lines.append(Line(one, reason))
    return lines


def _sent(session: Session, campaign: Campaign) -> dict[int, str]:
    """Who has got a letter of this campaign, or is about to."""
    query = (
        sa.select(MailingItem.target_id, MailingItem.outcome, Proceeding.number)
        .join(Mailing, Mailing.id == MailingItem.mailing_id)
        .outerjoin(Proceeding, Proceeding.id == MailingItem.letter_id)
        .where(Mailing.campaign_id == campaign.id, MailingItem.outcome.in_((Outcome.DONE, Outcome.WAITING)))
    )
    rows = session.execute(query)
    return {id: f"本次行动已发函（{number}）" if number else "本次行动正在发函" for id, _, number in rows}


def _busy(session: Session, names: Sequence[str]) -> dict[str, str]:
    """Employers to whom such a letter is under way already."""
    kind: Any = wired().models[LETTER]
    query = sa.select(kind.employer_name, kind.number).where(kind.open, kind.employer_name.in_(names))
    rows = session.execute(query)
    return {name: f"已有办理中的提示函（{number or '未编号'}）" for name, number in rows}


def find_mailing(id: int, campaign: Campaign) -> Mailing:
    """A mailing of a campaign that was found before.

    Raises:
        NotFound: there is none.
    """
    found = db.session.scalars(sa.select(Mailing).filter_by(id=id, campaign_id=campaign.id)).first()
    if found is None:
        raise NotFound
    return found


def mailings_of(campaign: Campaign) -> Sequence[Any]:
    """The mailings of a campaign, the newest first, with the number of the model and how many are done."""
    waits = sa.func.sum(sa.case((MailingItem.outcome == Outcome.WAITING, 1), else_=0))
    done = sa.func.sum(sa.case((MailingItem.outcome == Outcome.DONE, 1), else_=0))
    query = (
        sa.select(Mailing, Proceeding.number, done.label("done"), waits.label("waiting"))
        .join(MailingItem, MailingItem.mailing_id == Mailing.id)
        .join(Proceeding, Proceeding.id == Mailing.model_id)
        .where(Mailing.campaign_id == campaign.id)
        .group_by(Mailing.id, Proceeding.number)
    )
    return db.session.execute(query.order_by(Mailing.id.desc())).all()
