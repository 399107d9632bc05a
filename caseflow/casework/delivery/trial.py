"""One click sends a test message and shows what was answered (通道测试)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.delivery.posting import PERSONAL, Letter, Way, address_of, row_of
from caseflow.casework.delivery.running import Courier, ticking
from caseflow.casework.delivery.sending import Claimed, take_up
from caseflow.casework.delivery.words import Template
from caseflow.casework.models import AttemptOutcome, Delivery, DeliveryState, Gateway, MessagePreference
from caseflow.casework.queries import find
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Permission, Viewer

NOWHERE = "请先在“我的账号”的消息接收里填写您的邮箱和手机号，测试消息会发到那里"


@dataclass(frozen=True, slots=True)
class Tested:
    """Whether the test message was taken, and what was answered."""

    sent: bool
    answer: str


def try_out(id: int, *, viewer: Viewer, at: datetime, courier: Courier | None = None) -> Tested:
    """Send a test message through the gateway, on or off: to the viewer, or into the robot's chat.

    It is tried once; a failure is an answer and no dead letter.

    Raises:
        NotFound: the gateway is out of the viewer's scope.
        GuardRefused: the viewer has not said where mail or text messages reach the viewer.
    """
    require(viewer, Permission.CHANNELS)
    claimed = _written(id, viewer, at)
    ending = (courier or Courier()).attempt(claimed, ticking(at))
    if ending.outcome is not AttemptOutcome.SENT:
        _give_up(claimed)
    return Tested(ending.outcome is AttemptOutcome.SENT, ending.answer)


def _written(id: int, viewer: Viewer, at: datetime) -> Claimed:
    with transaction() as session:
        gateway = find(Gateway, id, viewer, session=session)
        letter = Letter(key=f"test.{uuid4().hex}", template=Template.TEST, user_id=viewer.user_id)
        delivery = Delivery(**row_of(session, letter, Way(gateway, _address(session, gateway, viewer)), at))
        session.add(delivery)
        session.flush()
        data = {"gateway_id": gateway.id, "name": gateway.name}
        audit.record(session, None, Deed(action="gateway_tested", viewer=viewer, at=at, data=data))
        claimed = take_up(session, gateway, delivery.id, uuid4().hex, at)
        if claimed is None:
            raise LookupError("a message that was just written is there")
        return claimed


def _address(session: Session, gateway: Gateway, viewer: Viewer) -> str | None:
    if gateway.channel not in PERSONAL:
        return None
    wish = session.get(MessagePreference, viewer.user_id)
    address = address_of(wish, gateway.channel) if wish else None
    if address is None:
        raise GuardRefused(NOWHERE)
    return address


def _give_up(claimed: Claimed) -> None:
    given_up = {"state": DeliveryState.CANCELLED, "next_try_at": None}
    with transaction() as session:
        session.execute(sa.update(Delivery).where(Delivery.id == claimed.delivery_id).values(**given_up))
