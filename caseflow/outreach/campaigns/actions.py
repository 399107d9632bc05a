"""Keeping the register: campaigns, the employers they are to reach, visits; each change is audited."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework import audit, drafts
from caseflow.casework.audit import Deed
from caseflow.casework.db import insert_missing, transaction
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Permission, Viewer
from caseflow.outreach.campaigns.models import Campaign, Target, Visit
from caseflow.outreach.campaigns.reading import find_campaign, find_target

MOST = 500
"""Employers of one campaign."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said of a campaign."""

    name: str
    areas: tuple[str, ...]
    begins_on: date
    ends_on: date
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """An employer of an area."""

    employer_name: str
    area: str
    credit_code: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit: when, who, what they saw, how many problems, how many of them are put right."""

    on: date
    persons: tuple[int, ...]
    findings: str
    problems: int = 0
    fixed: int = 0
    token: str = ""


def begin(plan: Plan, *, token: str = "", viewer: Viewer, at: datetime) -> int:
    """Begin a campaign of the viewer's unit; the id of it. The form of that token sent again begins no other.

    Raises:
        Incomplete: it ends before it begins.
    """
    require(viewer, Permission.CAMPAIGNS)
    _fits(plan)
    with transaction() as session:
        if not drafts.claim(session, token, viewer=viewer, at=at):
            return drafts.outcome(session, token, viewer=viewer)
        unit_id = session.scalars(sa.select(User.unit_id).where(User.id == viewer.user_id)).one()
        made = Campaign(unit_id=unit_id, made_by=viewer.user_id, made_at=at, **_said(plan))
        session.add(made)
        session.flush()
        if token:
            drafts.led_to(session, token, made.id, viewer=viewer)
        _note(session, made, "campaign_begun", viewer, at, asdict(plan))
        return made.id


def change(id: int, plan: Plan, *, viewer: Viewer, at: datetime) -> Campaign:
    """Correct what is said of a campaign.

    Raises:
        GuardRefused: it is closed, or employers are entered for an area that would go.
        Incomplete: it ends before it begins.
        NotFound: it is out of scope.
    """
    require(viewer, Permission.CAMPAIGNS)
    _fits(plan)
    with transaction() as session:
        campaign = _open(session, id, viewer)
        used = set(session.scalars(sa.select(Target.area).filter_by(campaign_id=id).distinct()))
        if gone := used - set(plan.areas):
            raise GuardRefused(f"“{'、'.join(sorted(gone))}”已有单位，不能去掉这个片区")
        for name, value in _said(plan).items():
            setattr(campaign, name, value)
        _note(session, campaign, "campaign_changed", viewer, at, asdict(plan))
        return campaign


def close(id: int, *, viewer: Viewer, at: datetime) -> Campaign:
    """The campaign is over.

    Raises:
        GuardRefused: it was closed before.
        NotFound: it is out of scope.
    """
    require(viewer, Permission.CAMPAIGNS)
    with transaction() as session:
        campaign = _open(session, id, viewer)
        campaign.closed_by, campaign.closed_at = viewer.user_id, at
        _note(session, campaign, "campaign_closed", viewer, at, {})
        return campaign


def enter(id: int, addressees: Sequence[Addressee], *, viewer: Viewer, at: datetime) -> int:
    """Put employers on the list; how many were not there yet. One that is there stays as it is.

    Raises:
        GuardRefused: the campaign is closed, or would reach too many.
        NotFound: it is out of scope.
    """
    require(viewer, Permission.CAMPAIGNS)
    with transaction() as session:
        campaign = _open(session, id, viewer)
        before = _count(session, id)
        insert_missing(session, Target, [{"campaign_id": id, **asdict(one)} for one in addressees])
        after = _count(session, id)
        if after > MOST:
            raise GuardRefused(f"一次行动最多{MOST}家单位，加上这些是{after}家。请分成几次行动")
        _note(session, campaign, "campaign_targets", viewer, at, {"entered": after - before})
        return after - before


def note_visit(target_id: int, seen: Seen, *, viewer: Viewer, at: datetime) -> Target:
    """Write down a visit; the form of that token sent again writes nothing twice.

    Raises:
        GuardRefused: the campaign is closed.
        Incomplete: something does not fit.
        NotFound: the employer is out of scope.
    """
    require(viewer, Permission.VISIT)
    with transaction() as session:
        target, campaign = find_target(target_id, viewer, session)
        if campaign.closed_at:
            raise GuardRefused("行动已经结束，不能再登记走访。")
        if faults := _wrong(session, seen, campaign, at):
            raise Incomplete(faults)
        if not drafts.claim(session, seen.token, viewer=viewer, at=at):
            return target
        said = {name: value for name, value in asdict(seen).items() if name != "token"}
        said["persons"] = list(seen.persons)
        session.add(Visit(target_id=target_id, noted_by=viewer.user_id, noted_at=at, **said))
        told = {"target_id": target_id, "on": seen.on, "problems": seen.problems, "fixed": seen.fixed}
        _note(session, campaign, "campaign_visit", viewer, at, told)
        return target


def _wrong(session: Session, seen: Seen, campaign: Campaign, at: datetime) -> dict[str, str]:
    """What does not fit, by field."""
    faults = {}
    if not campaign.begins_on <= seen.on <= local_day(at):
        faults["on"] = f"走访日期应在 {campaign.begins_on} 到今天之间"
    there = sa.select(sa.func.count(User.id)).where(User.id.in_(seen.persons), User.active)
    if len(set(seen.persons)) < 2 or session.scalar(there) != len(set(seen.persons)):  # noqa: PLR2004 - in pairs
        faults["persons"] = "走访人员至少两人，请从列表中选择"
    if seen.fixed > seen.problems:
        faults["fixed"] = "已整改的不能多于发现的问题"
    return faults


def _fits(plan: Plan) -> None:
    if plan.ends_on < plan.begins_on:
        raise Incomplete({"ends_on": "结束日期不能早于开始日期"})


def _said(plan: Plan) -> dict[str, object]:
    return {**asdict(plan), "areas": list(plan.areas)}


def _open(session: Session, id: int, viewer: Viewer) -> Campaign:
    campaign = find_campaign(id, viewer, session)
    session.refresh(campaign, with_for_update=True)
    if campaign.closed_at:
        raise GuardRefused("行动已经结束，不能再修改。")
    return campaign


def _count(session: Session, id: int) -> int:
    return session.scalars(sa.select(sa.func.count(Target.id)).filter_by(campaign_id=id)).one()


def _note(
    session: Session,
    campaign: Campaign,
    action: str,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object],
) -> None:
    about = {"campaign_id": campaign.id, "campaign": campaign.name, **data}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=about))
