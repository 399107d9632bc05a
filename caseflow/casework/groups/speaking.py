"""Who speaks for the others, and whether they agree (代表人、授权同意).

Ten or more workers with a common claim may choose representatives (劳动争议调解仲裁法 第七条), three to five
(劳动人事争议仲裁办案规则). To change, give up or settle a claim they need the consent of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.groups.finding import find_group
from caseflow.casework.models import GroupMember, Matter
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer

CROWD = 10
FEWEST, MOST = 3, 5

CHOSEN = {"meeting": "开会推举", "signed": "书面签名推举", "message": "工作群接龙推举"}
CONSENTED = {
    "signed": "书面签名",
    "message": "短信或者微信",
    "call": "电话录音",
    "in_person": "当面口头，已记录",
}


@dataclass(frozen=True, slots=True)
class Said:
    """These members, on that day, in that way (one of `CHOSEN` or `CONSENTED`)."""

    members: Sequence[int]
    on: date
    how: str


def choose(group_id: int, said: Said, *, viewer: Viewer, at: datetime) -> None:
    """These speak for the group from that day on, and nobody else (推举代表人).

    Raises:
        GuardRefused: fewer than ten workers.
        Incomplete: too few or too many, or a day that is still to come.
        NotFound: one of them is no member, or the group is out of scope.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        group, matter = find_group(session, group_id, viewer)
        members = _members(session, group.id)
        if max(len(members), matter.headcount) < CROWD:
            raise GuardRefused(f"职工一方不足{CROWD}人的，不推举代表人，由各人自己参加")
        if not FEWEST <= len(set(said.members)) <= MOST:
            raise Incomplete({"members": f"代表人为{FEWEST}至{MOST}名"})
        _check(members, said, at)
        for member in members.values():
            chosen = member.id in said.members
            member.represents_on, member.chosen_how = (said.on, said.how) if chosen else (None, "")
        _note(session, matter, "choose_representatives", said, viewer, at)


def consent(group_id: int, said: Said, *, viewer: Viewer, at: datetime) -> None:
    """These agree that the representatives speak for them (登记同意).

    Raises:
        Incomplete: a day that is still to come, or nobody.
        NotFound: one of them is no member, or the group is out of scope.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        group, matter = find_group(session, group_id, viewer)
        members = _members(session, group.id)
        if not said.members:
            raise Incomplete({"members": "请选择表示同意的职工"})
        _check(members, said, at)
        for id in said.members:
            members[id].consented_on, members[id].consented_how = said.on, said.how
        _note(session, matter, "record_consent", said, viewer, at)


def _members(session: Session, group_id: int) -> dict[int, GroupMember]:
    here = sa.select(GroupMember).filter_by(group_id=group_id, left_at=None)
    return {member.id: member for member in session.scalars(here)}


def _check(members: dict[int, GroupMember], said: Said, at: datetime) -> None:
    if not members.keys() >= set(said.members):
        raise NotFound
    if said.on > local_day(at):
        raise Incomplete({"on": "日期不能晚于今天"})


def _note(session: Session, matter: Matter, action: str, said: Said, viewer: Viewer, at: datetime) -> None:
    """Ids and no names: the history of a matter is read by many."""
    ways = {**CHOSEN, **CONSENTED}
    data = {"members": sorted(said.members), "on": said.on, "evidence": ways[said.how]}
    audit.record(session, matter, Deed(action=action, viewer=viewer, at=at, data=data))
