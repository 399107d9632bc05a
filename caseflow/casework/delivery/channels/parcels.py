"""What is handed over, by which way, and how that can fail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from caseflow.casework.models import Channel, Gateway, Security


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A gateway as it stood when the message was taken up: no transaction is open while it is spoken to."""

    channel: Channel
    address: str
    port: int | None = None
    security: Security = Security.NONE
    username: str = ""
    sender: str = ""
    token: str = ""
    secret: str = ""
    inside: bool = False

    @classmethod
    def of(cls, gateway: Gateway) -> "Route":
        """The route by which the gateway is reached."""
        return cls(
            channel=gateway.channel,
            address=gateway.address,
            port=gateway.port,
            security=gateway.security,
            username=gateway.username,
            sender=gateway.sender,
            token=gateway.token or "",
            secret=gateway.secret or "",
            inside=gateway.inside,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message to be handed over; `key` is the same on every try."""

    key: str
    to: str
    subject: str
    text: str


class SendFailed(Exception):
    """It did not work and may work later; not before `wait` seconds, if the gateway said so."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


class SendRefused(Exception):
    """It will never work: the address is none, or the message is not taken."""


Send = Callable[[Route, Parcel, datetime], str]
