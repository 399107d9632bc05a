"""The letters of a mailing, one for each addressee with the text of the model (批量发函).

Each letter goes through the engine as any other does: drafted, reviewed and signed by the three people who
did so for the model, with its own number and its own frozen paper. Each is a transaction; killed half-way,
another goes on there. What is refused takes no number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, class_mapper

from caseflow.accounts.viewers import viewer_of
from caseflow.casework import engine
from caseflow.casework.db import run, transaction
from caseflow.casework.models import Matter, Outcome, Proceeding
from caseflow.casework.parties import Employer, settle_in
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import DomainError, GuardRefused
from caseflow.kernel.machine import Kind
from caseflow.kernel.roles import Viewer
from caseflow.outreach.campaigns.mailing import LETTER
from caseflow.outreach.campaigns.models import Mailing, MailingItem, Target

BATCH = 20
"""Letters of one step."""

OWN = ("employer_name", "employer_address", "handler_id")
"""What differs from letter to letter, or is the office's own."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What every letter of a step takes from its model, read once; `people` are None where they have left."""

    number: str
    unit_id: int
    handler_id: int | None
    category: str | None
    said: Mapping[str, object]
    people: tuple[Viewer | None, ...]

    def three(self) -> list[Viewer]:
        """Who drafts, reviews and signs.

        Raises:
            GuardRefused: one of them has left.
        """
        there = [person for person in self.people if person]
        if len(there) < len(self.people):
            raise GuardRefused("起草、审核或者签发样稿的人员已经离岗，请另拟样稿。")
        return there


def carry_on(*, at: datetime) -> int:
    """Take every mailing to its end; how many steps that took (批量发函)."""
    steps = 0
    waiting = sa.select(Mailing.id).where(Mailing.finished_at.is_(None)).order_by(Mailing.id)
    for id in db.session.scalars(waiting).all():
        over = False
        while not over:
            over, steps = step(id, at=at), steps + 1
    return steps


def step(id: int, *, at: datetime, batch: int = BATCH) -> bool:
    """The next letters of a mailing, each in its own transaction; whether it is over then."""
    mailing = db.session.get_one(Mailing, id)
    if mailing.finished_at:
        return True
    waits = MailingItem.mailing_id == id, MailingItem.outcome == Outcome.WAITING
    query = sa.select(MailingItem.target_id).where(*waits).order_by(MailingItem.target_id)
    targets, sample = db.session.scalars(query.limit(batch)).all(), _sample(mailing, at)
    for target_id in targets:
        try:
            _write(id, target_id, sample, at)
        except DomainError as refusal:
            _skip(id, target_id, str(refusal))
    return _finish(id, at)


def _sample(mailing: Mailing, at: datetime) -> Sample:
    model: Any = db.session.get_one(Proceeding, mailing.model_id)
    people = (mailing.drafted_by, mailing.reviewed_by, mailing.signed_by)
    return Sample(
        number=model.number,
        unit_id=model.unit_id,
        handler_id=model.handler_id,
        category=model.matter.category,
        said=_said(model),
        people=tuple(viewer_of(user_id, local_day(at)) for user_id in people),
    )


def _finish(id: int, at: datetime) -> bool:
    with transaction() as session:
        left = sa.exists().where(MailingItem.mailing_id == id, MailingItem.outcome == Outcome.WAITING)
        over = sa.update(Mailing).where(Mailing.id == id, Mailing.finished_at.is_(None), sa.not_(left))
        session.execute(over.values(finished_at=at))
        return not session.scalar(sa.select(left))


def _skip(id: int, target_id: int, reason: str) -> None:
    own = MailingItem.mailing_id == id, MailingItem.target_id == target_id
    with transaction() as session:
        waiting = sa.update(MailingItem).where(*own, MailingItem.outcome == Outcome.WAITING)
        session.execute(waiting.values(outcome=Outcome.SKIPPED, reason=reason[:300]))


def _write(id: int, target_id: int, sample: Sample, at: datetime) -> None:
    """One letter, unless another step has written it meanwhile."""
    with transaction() as session:
        own = MailingItem.mailing_id == id, MailingItem.target_id == target_id
        claimed = sa.update(MailingItem).where(*own, MailingItem.outcome == Outcome.WAITING)
        if not run(session, claimed.values(outcome=Outcome.DONE)).rowcount:
            return
        letter = _letter(session, sample, session.get_one(Target, target_id), at)
        run(session, sa.update(MailingItem).where(*own).values(letter_id=letter.id))


def _letter(session: Session, sample: Sample, target: Target, at: datetime) -> Proceeding:
    """Drafted, reviewed and signed by those who have drafted, reviewed and signed the model."""
    drafter, lawyer, signatory = sample.three()
    same = f"与样稿{sample.number}内容相同，按片区专项行动批量发函。"
    with session.no_autoflush:  # what leads up to the signature is written in one go
        letter = _drafted(session, sample, target, drafter, at)
        engine.apply(letter, "submit_review", viewer=drafter, at=at, data={"reviewer_id": lawyer.user_id})
        checks = {datum.name: True for datum in letter.definition.transition("pass_review").needs}
        engine.apply(letter, "pass_review", viewer=lawyer, at=at, data={**checks, "opinion": same})
    engine.apply(letter, "sign_off", viewer=signatory, at=at, data={"opinion": same})
    return letter


def _drafted(session: Session, sample: Sample, target: Target, drafter: Viewer, at: datetime) -> Proceeding:
    about = Matter(opened_at=at, unit_id=sample.unit_id, region=wired().region, category=sample.category)
    session.add(about)
    session.flush()
    employer = Employer(name=target.employer_name, credit_code=target.credit_code, address=target.address)
    settle_in(session, about, [employer.party(about)])
    own = {"employer_name": target.employer_name, "employer_address": target.address}
    letter = wired().models[LETTER](matter=about, unit_id=sample.unit_id, handler_id=sample.handler_id)
    session.add(letter)
    return engine.open_proceeding(letter, "draft", viewer=drafter, at=at, data={**sample.said, **own})


def _said(model: Any) -> Mapping[str, object]:
    """What the model says, as its form would send it, without what differs from letter to letter."""
    found: dict[str, object] = {}
    for datum in model.definition.transition("draft").needs:
        for owner in (model.matter, model):
            if datum.name in class_mapper(type(owner)).columns and datum.name not in OWN:
                found[datum.name] = getattr(owner, datum.name)
    given = {name: value for name, value in found.items() if value is not None and value is not False}
    return {"other_procedure": "none", **given} if _asks(model, "other_procedure") else given


def _asks(model: Any, name: str) -> bool:
    needs = model.definition.transition("draft").needs
    return any(datum.name == name and datum.kind is Kind.CHOICE for datum in needs)
