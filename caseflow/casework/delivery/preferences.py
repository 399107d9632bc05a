"""Where a person wants messages beside the inbox (消息接收方式)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.delivery.contact import MAIL, is_mobile
from caseflow.casework.delivery.posting import PERSONAL
from caseflow.casework.models import Channel, MessagePreference
from caseflow.casework.privacy import normalised
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Viewer

FIELDS = {Channel.EMAIL: "email", Channel.SMS: "mobile"}
"""Where the form asks for the address of a channel."""

MISSING = {Channel.EMAIL: "选择了邮件，请填写邮箱", Channel.SMS: "选择了短信，请填写手机号"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Mail address and mobile, and the channels for single messages and for the digest."""

    email: str = ""
    mobile: str = ""
    single: tuple[Channel, ...] = ()
    digest: tuple[Channel, ...] = ()

    def faults(self) -> Iterator[tuple[str, str]]:
        """What does not fit, by field."""
        if self.email and not MAIL.fullmatch(self.email):
            yield "email", "请核对邮箱，例如 name@example.com"
        if self.mobile and not is_mobile(self.mobile):
            yield "mobile", "请填写 11 位手机号"
        for channel in PERSONAL:
            wanted = channel in (*self.single, *self.digest)
            if wanted and not getattr(self, FIELDS[channel]):
                yield FIELDS[channel], MISSING[channel]


def wishes_of(viewer: Viewer) -> Wishes:
    """What the viewer has asked for so far."""
    kept = db.session.get(MessagePreference, viewer.user_id)
    if kept is None:
        return Wishes()
    single, digest = (tuple(map(Channel, chosen)) for chosen in (kept.single, kept.digest))
    return Wishes(email=kept.email, mobile=kept.mobile or "", single=single, digest=digest)


def ask_for(wishes: Wishes, *, viewer: Viewer, at: datetime) -> None:
    """Have messages sent there from now on; the record tells the channels, never an address.

    Raises:
        Incomplete: an address does not fit, or is missing for a channel that was chosen.
    """
    if faults := dict(wishes.faults()):
        raise Incomplete(faults)
    with transaction() as session:
        kept = session.get(MessagePreference, viewer.user_id) or MessagePreference(user_id=viewer.user_id)
        kept.email, kept.mobile = wishes.email, normalised(wishes.mobile) or None
        kept.single, kept.digest = list(wishes.single), list(wishes.digest)
        session.add(kept)
        data = {"single": kept.single, "digest": kept.digest}
        audit.record(session, None, Deed(action="message_preference", viewer=viewer, at=at, data=data))
