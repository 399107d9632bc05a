"""Seeing a party's identity in full: with a reason, on record (查看身份信息, domain §8.2, §8.4).

In a confidential matter a second person has to agree first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.directory import Directory
from caseflow.casework.models import Matter, Party, Proceeding, RevealRequest
from caseflow.casework.notices import tell
from caseflow.casework.queries import find, find_to_change
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import Permission, Role, Viewer

SHOWN = timedelta(minutes=30)
"""How long an approval lasts."""

PENDING = timedelta(days=1)
"""How long a request waits for approval before it lapses."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the masks hide."""

    name: str
    phone: str
    id_number: str
    bank_account: str
    address: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for a second person; `open` when the viewer may be that one."""

    id: int
    requester: str
    requested_at: datetime
    reason: str
    open: bool


def may_read_story(viewer: Viewer, matter: Matter) -> bool:
    """Whether the viewer may read what was told, which may name the person (举报保密).

    People outside the union see the sanitised facts only; in a confidential matter so does everyone who may
    not see the identity.
    """
    if matter.confidential:
        return viewer.can(Permission.REVEAL)
    return is_of_the_union(viewer)


def is_of_the_union(viewer: Viewer) -> bool:
    """Whether the viewer works here; people of other bodies see what is meant for them only."""
    return bool(viewer.roles - {Role.AGENCY, Role.INFORMANT})


def reveal(party_id: int, proceeding_id: int, *, reason: str, viewer: Viewer, at: datetime) -> Identity:
    """The identity in full, put on record with the reason.

    Raises:
        Forbidden: the viewer may not see identities, or a confidential one without a fresh approval.
        NotFound: proceeding or party is out of scope.
    """
    require(viewer, Permission.REVEAL)
    with transaction() as session:
        proceeding, party = _the_two(session, party_id, proceeding_id, viewer)
        if proceeding.matter.confidential and approval(party_id, viewer, at) is None:
            raise Forbidden("举报保密的案件须经另一人批准后才能查看，请先申请")
        data = {"party_id": party.id, "reason": reason}
        engine.note(proceeding, "reveal_identity", viewer=viewer, at=at, data=data)
        return _identity(party)


def request_reveal(
    party_id: int, proceeding_id: int, *, reason: str, viewer: Viewer, at: datetime
) -> RevealRequest:
    """Ask a second person to agree; those who may are told (申请查看).

    Raises:
        Forbidden: the viewer may not see identities.
        NotFound: proceeding or party is out of scope.
    """
    require(viewer, Permission.REVEAL)
    with transaction() as session:
        proceeding, party = _the_two(session, party_id, proceeding_id, viewer)
        request = RevealRequest(
            party_id=party.id,
            proceeding_id=proceeding.id,
            requested_by=viewer.user_id,
            requested_at=at,
            reason=reason,
        )
        session.add(request)
        session.flush()
        data = {"party_id": party.id, "reason": reason}
        engine.note(proceeding, "request_reveal", viewer=viewer, at=at, data=data)
        _tell_approvers(session, request, proceeding, viewer, at)
        return request


def approve_reveal(request_id: int, proceeding_id: int, *, viewer: Viewer, at: datetime) -> RevealRequest:
    """Agree to somebody else's request (批准查看).

    Raises:
        Forbidden: the viewer may not approve.
        GuardRefused: it is the viewer's own request, or it is not waiting any more.
        NotFound: the proceeding is out of scope or has no such request.
    """
    with transaction() as session:
        proceeding, request = _asked(session, request_id, proceeding_id, viewer, at)
        request.approved_by, request.approved_at = viewer.user_id, at
        data = {"party_id": request.party_id, "requested_by": request.requested_by}
        engine.note(proceeding, "approve_reveal", viewer=viewer, at=at, data=data)
        text = f"您查看身份信息的申请已批准，{SHOWN // timedelta(minutes=1)} 分钟内有效"
        tell(session, f"reveal-approved-{request.id}", (request.requested_by,), text, about=proceeding, at=at)
        return request


def refuse_reveal(
    request_id: int, proceeding_id: int, *, reason: str, viewer: Viewer, at: datetime
) -> RevealRequest:
    """Refuse somebody else's request, who is told why (不批准查看).

    Raises:
        Forbidden: the viewer may not approve.
        GuardRefused: it is the viewer's own request, or it is not waiting any more.
        NotFound: the proceeding is out of scope or has no such request.
    """
    with transaction() as session:
        proceeding, request = _asked(session, request_id, proceeding_id, viewer, at)
        request.refused_by = viewer.user_id
        data = {"party_id": request.party_id, "requested_by": request.requested_by, "reason": reason}
        engine.note(proceeding, "refuse_reveal", viewer=viewer, at=at, data=data)
        text = "您查看身份信息的申请未获批准，请打开查看理由"
        tell(session, f"reveal-refused-{request.id}", (request.requested_by,), text, about=proceeding, at=at)
        return request


def _asked(
    session: Session, request_id: int, proceeding_id: int, viewer: Viewer, at: datetime
) -> tuple[Proceeding, RevealRequest]:
    """The proceeding and the request that waits for somebody else's word, both held."""
    require(viewer, Permission.APPROVE_REVEAL)
    proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
    request = session.get(RevealRequest, request_id, with_for_update=True)
    if request is None or request.proceeding_id != proceeding.id:
        raise NotFound
    if request.requested_by == viewer.user_id:
        raise GuardRefused("不能批准自己的申请，请由另一人批准")
    if request.approved_by or request.refused_by or request.requested_at <= at - PENDING:
        raise GuardRefused("这项申请已经办过或已失效，请刷新后核对")
    return proceeding, request


def approval(party_id: int, viewer: Viewer, at: datetime) -> datetime | None:
    """Until when the viewer may see the party of a confidential matter; None without an approval in force."""
    approved_at = db.session.scalar(
        sa.select(sa.func.max(RevealRequest.approved_at)).where(
            RevealRequest.party_id == party_id,
            RevealRequest.requested_by == viewer.user_id,
            RevealRequest.approved_at > at - SHOWN,
        )
    )
    return approved_at + SHOWN if approved_at else None


def waiting(party_id: int, viewer: Viewer, at: datetime) -> list[Waiting]:
    """The requests for a party that wait for approval, oldest first; the caller has found the proceeding."""
    own = RevealRequest.requested_by == viewer.user_id
    query = (
        sa.select(RevealRequest.id, User.name, RevealRequest.requested_at, RevealRequest.reason, sa.not_(own))
        .join(User, User.id == RevealRequest.requested_by)
        .where(RevealRequest.party_id == party_id, is_pending(at - PENDING))
        .order_by(RevealRequest.id)
    )
    may = viewer.can(Permission.APPROVE_REVEAL)
    return [
        Waiting(id, requester, asked_at, reason, open=may and of_others)
        for id, requester, asked_at, reason, of_others in db.session.execute(query)
    ]


def is_pending(since: datetime | sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    """The condition on `RevealRequest` that it waits for approval; `since` is `PENDING` ago."""
    decided = sa.func.coalesce(RevealRequest.approved_by, RevealRequest.refused_by)
    return sa.and_(decided.is_(None), RevealRequest.requested_at > since)


def _the_two(session: Session, party_id: int, proceeding_id: int, viewer: Viewer) -> tuple[Proceeding, Party]:
    """The proceeding, held, and a party of its matter."""
    proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
    party = find(Party, party_id, viewer, session=session)
    if party.matter_id != proceeding.matter_id:
        raise NotFound
    return proceeding, party


def _identity(party: Party) -> Identity:
    return Identity(
        name=party.name,
        phone=party.phone or "",
        id_number=party.id_number or "",
        bank_account=party.bank_account or "",
        address=party.address,
    )


def _tell_approvers(
    session: Session, request: RevealRequest, proceeding: Proceeding, viewer: Viewer, at: datetime
) -> None:
    directory = Directory.read(session)
    managers = set(directory.recipients(Recipient.MANAGER, proceeding.unit_id, None, None)) - {viewer.user_id}
    text = f"{viewer.name}申请查看身份信息，请批准"
    tell(session, f"reveal-{request.id}", managers, text, about=proceeding, at=at)
