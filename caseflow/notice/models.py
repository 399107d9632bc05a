"""What a letter keeps beside its proceeding; the four kinds share one table."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, column_property, mapped_column, object_session

from caseflow.accounts.models import Unit, UnitKind
from caseflow.casework.db import run
from caseflow.casework.models import Beginning, Numbering, Party, PartyKind, Proceeding
from caseflow.casework.models.beginning import CLAIM, EMPLOYER, WORKER
from caseflow.casework.parties import given_away
from caseflow.casework.wiring import wired
from caseflow.notice.process import OPINION, PUBLIC_REMINDER, RECOMMENDATION, REMINDER
from caseflow.notice.review.models import ReviewComment


def letter_on(occasion: str) -> Beginning:
    """A letter to one employer, on what a worker has told or the union has found out by itself."""
    asks = (*WORKER, *EMPLOYER, *CLAIM, "facts_text", "confidential")
    return Beginning(occasion=occasion, asks=asks, required=("employer_name", "category"))


class Notice(Proceeding):
    """A letter of labour-law supervision (一函两书); names as in `NoticeFacts`."""

    __tablename__ = "notice"
    __mapper_args__ = {"polymorphic_abstract": True}

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    if TYPE_CHECKING:
        issuer_kind: UnitKind
        parent_kind: str | None
        joint_mediation_running: bool
        comments_unanswered: int
        comments_open: int
    source: Mapped[str | None]
    complaint_received_on: Mapped[date | None]
    real_name: Mapped[bool] = mapped_column(default=False)
    worker_group: Mapped[str | None]
    mass_dispute: Mapped[str | None]
    employer_name: Mapped[str | None]
    legal_representative: Mapped[str | None]
    employer_address: Mapped[str | None]
    platform_company: Mapped[bool] = mapped_column(default=False)
    identity_consent: Mapped[bool] = mapped_column(default=False)
    legal_basis: Mapped[str | None]
    breaches: Mapped[str | None]
    measures: Mapped[str | None]
    reply_days: Mapped[int | None]
    rectify_by: Mapped[date | None]
    copy_to: Mapped[str | None]
    contact: Mapped[str | None]
    reviewer_id: Mapped[int | None]
    occasion: Mapped[str | None]
    purpose: Mapped[str | None]
    areas: Mapped[str | None]
    channels: Mapped[str | None]
    valid_until: Mapped[date | None]
    published_on: Mapped[date | None]
    employers_reached: Mapped[int | None]
    reads: Mapped[int | None]
    investigated_on: Mapped[date | None]
    investigators: Mapped[list[int]] = mapped_column(default=list)
    certificates: Mapped[str | None]
    finding: Mapped[str | None]
    service_method: Mapped[str | None]
    served_on: Mapped[date | None]
    servers: Mapped[list[int]] = mapped_column(default=list)
    service_place: Mapped[str | None]
    receiver: Mapped[str | None]
    delivery_no: Mapped[str | None]
    service_refused: Mapped[bool] = mapped_column(default=False)
    service_witnesses: Mapped[str | None]
    service_photos: Mapped[str | None]
    electronic_agreed: Mapped[bool] = mapped_column(default=False)
    reply_kind: Mapped[str | None]
    replied_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    verifiers: Mapped[list[int]] = mapped_column(default=list)
    recovered_amount: Mapped[Decimal | None]
    employer_uncooperative: Mapped[bool | None]
    retention: Mapped[str | None]
    authority: Mapped[str | None]
    prior_letters: Mapped[str | None]
    opinion_refused: Mapped[bool] = mapped_column(default=False)
    suggestion: Mapped[str | None]
    evidence_index: Mapped[str | None]
    workers_annex: Mapped[bool] = mapped_column(default=False)
    feedback_by: Mapped[date | None]
    sharing_basis: Mapped[str | None]
    authority_received_on: Mapped[date | None]
    authority_filed_on: Mapped[date | None]
    authority_file_no: Mapped[str | None]
    authority_closed_on: Mapped[date | None]
    result_in_writing: Mapped[bool] = mapped_column(default=False)

    @property
    def require_reminder_first(self) -> bool:
        """Whether the region asks for a 提示函 before any 意见书 (such as 内蒙古条例 第二十一条)."""
        return wired().require_reminder_first

    @property
    def county_level(self) -> bool:
        """Whether the issuing union is a federation of county level or above."""
        return self.issuer_kind is UnitKind.FEDERATION

    @property
    def identity_found(self) -> bool:
        """Whether a text that the employer or an authority would read gives a worker away (举报保密)."""
        texts = (self.matter.sanitised_facts, *(getattr(self, name, None) for name in READ_OUTSIDE))
        return bool(given_away("\n".join(filter(None, texts)), self._people()))

    def objections(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Of a confidential tip-off no text of the letter tells who it was, without written consent (N3)."""
        agreed = given.get("identity_consent", self.identity_consent)
        texts = {name: given[name] for name in READ_OUTSIDE if given.get(name)}
        if agreed or not texts or not self.matter.confidential:
            return {}
        people = self._people()
        found = {name: given_away(text, people) for name, text in texts.items()}
        return {name: GIVEN_AWAY.format(told) for name, told in found.items() if told}

    def _people(self) -> Sequence[Any]:
        """The workers, and those who speak for them, as rows: what one might be known by."""
        session = object_session(self)
        return run(session, _PEOPLE, {"matter": self.matter_id}).all() if session else ()


_PEOPLE = sa.select(Party.kind, Party.name, Party.phone, Party.id_number, Party.address).where(
    Party.matter_id == sa.bindparam("matter", type_=sa.Integer), Party.kind != PartyKind.EMPLOYER
)


READ_OUTSIDE = (
    *("sanitised_facts", "breaches", "legal_basis", "measures", "purpose", "channels"),
    *("prior_letters", "evidence_index", "copy_to", "contact"),
)
"""What of a letter is typed as text, and read by an employer or an authority."""

GIVEN_AWAY = "这里写有投诉人的{}。本件举报保密，收文单位会看到，请改写成不能认出本人的内容"

_parent = aliased(Proceeding.__table__)
_mediation = aliased(Proceeding.__table__)
_issuer = aliased(Unit)


def _comments(*which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """How many comments of the review are not closed."""
    of_letter = ReviewComment.proceeding_id == Proceeding.id
    count = sa.select(sa.func.count(ReviewComment.id))
    return count.where(of_letter, ReviewComment.closed_at.is_(None), *which).scalar_subquery()


_SURROUNDINGS = {
    "issuer_kind": sa.select(_issuer.kind).where(_issuer.id == Proceeding.unit_id).scalar_subquery(),
    "parent_kind": sa.select(_parent.c.process).where(_parent.c.id == Proceeding.parent_id).scalar_subquery(),
    "comments_unanswered": _comments(ReviewComment.answered_at.is_(None)),
    "comments_open": _comments(),
    "joint_mediation_running": sa.exists().where(
        _mediation.c.matter_id == Proceeding.matter_id,
        _mediation.c.process == "mediation",
        _mediation.c.open,
        _mediation.c.done_by["accept"].as_string().is_not(None),
    ),
}
"""What the guards ask of a letter's surroundings, read together with it: the kind of the union that issues it
and of the letter it follows; comments of the legal review that are not closed, or wait for an answer; whether
a mediation that both sides accepted is under way."""

for _name, _found in _SURROUNDINGS.items():
    sa.inspect(Notice).add_property(_name, column_property(_found))


class Reminder(Notice):
    """提示函 to one employer."""

    __mapper_args__ = {"polymorphic_identity": REMINDER.name}
    definition = REMINDER
    numbering = Numbering(("sign_off",), "{prefix}监提〔{year}〕")
    beginning = letter_on("投诉、排查、检查或者专项行动中发现风险，提示用人单位自查改正")


class PublicReminder(Notice):
    """公开提示函 to every employer of an area."""

    __mapper_args__ = {"polymorphic_identity": PUBLIC_REMINDER.name}
    definition = PUBLIC_REMINDER
    numbering = Numbering(("sign_off",), "{prefix}监公提〔{year}〕")
    beginning = Beginning(occasion="两节、高温、欠薪高发等时点，提示片区内全部用人单位")


class Opinion(Notice):
    """意见书: a demand to correct and to answer."""

    __mapper_args__ = {"polymorphic_identity": OPINION.name}
    definition = OPINION
    numbering = Numbering(("sign_off",), "{prefix}监意〔{year}〕")
    beginning = letter_on("用人单位违反劳动法律，要求改正并书面答复")


class Recommendation(Notice):
    """建议书: a request to an authority to act."""

    __mapper_args__ = {"polymorphic_identity": RECOMMENDATION.name}
    definition = RECOMMENDATION
    numbering = Numbering(("sign_off",), "{prefix}监建〔{year}〕")
    beginning = letter_on("用人单位拒收意见书或者不改正，建议主管机关处理")
