"""Ways out of the house, what went through them, and who wanted it, in the demo data (演示通道).

Nothing leaves the house: invented answers stand for those of the services, and in the end all of it is off.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle

import sqlalchemy as sa

from caseflow.accounts.viewers import load_viewer
from caseflow.casework.db import transaction
from caseflow.casework.delivery import Letter, Template, gateways, post, preferences
from caseflow.casework.delivery.channels import Parcel, Route, SendRefused
from caseflow.casework.delivery.gateways import Setup
from caseflow.casework.delivery.preferences import Wishes
from caseflow.casework.delivery.running import Courier
from caseflow.casework.models import OUTSIDE, Channel, Notification, Party, PartyKind, Proceeding, Security
from caseflow.extensions import db
from caseflow.kernel.roles import Role, Viewer
from caseflow.seed.office import Office

AGO = timedelta(minutes=40)
SINGLES, CODES = 6, 2
ANSWERS = ("邮件服务器已接收", "已接收", "errcode 0：ok")
WISHED = (Channel.EMAIL, Channel.SMS)


def send(office: Office, at: datetime) -> None:
    """Messages to a manager, to workers and into the chat of a unit, a little while ago."""
    admin, manager = _first(office, Role.ADMIN), _first(office, Role.MANAGER)
    written, town = at - AGO, office.towns[0].id
    ids = [gateways.add(setup, viewer=admin, at=written).id for setup in _setups(town)]
    wishes = Wishes(email="manager@example.com", mobile="13900001999", single=WISHED, digest=WISHED[:1])
    preferences.ask_for(wishes, viewer=manager, at=written)
    for id in ids:
        gateways.switch(id, on=True, viewer=admin, at=written)
    with transaction() as session:
        post(session, _letters(manager, town), at=written)
    hands = Courier(send=_Pretended(), jitter=lambda: 0.5)
    for id in ids:
        hands.go(id, lambda: written)
        gateways.switch(id, on=False, viewer=admin, at=written)


def _first(office: Office, role: Role) -> Viewer:
    """The first who holds the role, as after signing in: with the reach of the unit."""
    found = load_viewer(office.cast.holders(role)[0].user_id, 0)
    if found is None:
        raise LookupError(f"nobody is {role}")
    return found


class _Pretended:
    """Services that take most messages, and refuse one in five."""

    def __init__(self) -> None:
        self._refuses = cycle((False, False, False, True, False))

    def __call__(self, route: Route, parcel: Parcel, at: datetime) -> str:
        if next(self._refuses):
            raise SendRefused(
                "SMTP 550：mailbox unavailable" if route.channel is Channel.EMAIL else "号码停机"
            )
        return ANSWERS[min(OUTSIDE.index(route.channel), 2)]


def _setups(town: int) -> tuple[Setup, ...]:
    return (
        Setup(
            channel=Channel.EMAIL,
            name="单位邮箱",
            address="smtp.example.com",
            security=Security.STARTTLS,
            sender="12351@example.com",
            username="12351@example.com",
            secret="demo-password",
            per_minute=60,
        ),
        Setup(
            channel=Channel.SMS,
            name="短信平台",
            address="https://sms.example.com/send",
            secret="demo-signing-key",
            per_minute=100,
        ),
        Setup(
            channel=Channel.WECOM,
            name="镇工会工作群",
            address="https://wecom.example.com",
            unit_id=town,
            token="demo-robot",
        ),
    )


def _letters(manager: Viewer, town: int) -> Iterator[Letter]:
    """Reminders and a digest to the manager, query codes to workers, and how a town stands."""
    reminders = (
        sa.select(Notification).filter_by(recipient_id=manager.user_id).order_by(Notification.at.desc())
    )
    for reminder in db.session.scalars(reminders.limit(SINGLES)):
        yield Letter(
            key=f"notification.{reminder.id}",
            template=Template.SINGLE,
            values={"text": reminder.text},
            user_id=manager.user_id,
            notification_id=reminder.id,
            proceeding_id=reminder.proceeding_id,
        )
    values = {"count": 2, "text": "签收期限：今天到期\n处理期限：还剩 1 个工作日"}
    yield Letter(key="demo.digest", template=Template.DIGEST, values=values, user_id=manager.user_id)
    standing = {"due_today": 1, "soon": 3, "overdue": 2}
    yield Letter(key="demo.town", template=Template.GROUP_DIGEST, values=standing, unit_id=town)
    for party, number, id in _agreed():
        told = {"number": number, "code": "DEMDEMDE"}
        yield Letter(
            key=f"query_code.{id}",
            template=Template.QUERY_CODE,
            values=told,
            party_id=party,
            proceeding_id=id,
        )


def _agreed() -> list[tuple[int, str, int]]:
    """Workers who now agree to text messages, each with the number and the id of a ticket."""
    query = (
        sa.select(Party, Proceeding.number, Proceeding.id)
        .join(Proceeding, Proceeding.matter_id == Party.matter_id)
        .where(Party.kind == PartyKind.WORKER, Proceeding.process == "ticket", Proceeding.number.is_not(None))
        .where(Party.phone_index.is_not(None))
        .order_by(Proceeding.id.desc())
    )
    found = db.session.execute(query.limit(CODES)).all()
    for party, _, _ in found:
        party.texts_agreed = True
    return [(party.id, number or "", id) for party, number, id in found]
