"""Sending what is due, by any number of couriers; one gateway that stalls holds up no other (投递任务)."""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from secrets import SystemRandom
from threading import Thread
from uuid import uuid4

from flask import current_app

from caseflow.casework.delivery import channels
from caseflow.casework.delivery.channels import Send, SendFailed, SendRefused
from caseflow.casework.delivery.sending import Claimed, Ending, Jitter, bury_lost, claim, due, record
from caseflow.casework.models import AttemptOutcome, Channel

log = logging.getLogger(__name__)

RUN = timedelta(seconds=20)
"""How long one run goes on; the scheduler starts the next one."""

TRY = 15
"""Seconds for one try, whatever the gateway does."""

PATIENCE = 3
"""Failures in a row after which a gateway is left alone until the next run."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a run did: messages sent, tries that failed, messages refused for good."""

    sent: int = 0
    failed: int = 0
    refused: int = 0

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(self.sent + other.sent, self.failed + other.failed, self.refused + other.refused)


_COUNTED = {
    AttemptOutcome.SENT: Delivered(sent=1),
    AttemptOutcome.FAILED: Delivered(failed=1),
    AttemptOutcome.REFUSED: Delivered(refused=1),
}


@dataclass(frozen=True, slots=True)
class Courier:
    """Someone who sends: by which hands, at what time, and by what chance pauses differ."""

    send: Send = channels.send
    jitter: Jitter = SystemRandom().random
    run: timedelta = RUN

    def go(self, gateway_id: int, clock: Clock) -> Delivered:
        """Send what is due through the gateway, one after the other, until the run is over."""
        name, ends, done, failures = uuid4().hex, clock() + self.run, Delivered(), 0
        bury_lost(gateway_id, clock())
        while failures < PATIENCE and clock() < ends and (claimed := claim(gateway_id, name, clock())):
            ending = self.attempt(claimed, clock)
            failures = failures + 1 if ending.outcome is AttemptOutcome.FAILED else 0
            done += _COUNTED[ending.outcome]
        return done

    def attempt(self, claimed: Claimed, clock: Clock) -> Ending:
        """Hand the message over and write down how that ended; after `TRY` seconds it has failed.

        A gateway that trickles keeps its thread, and no more than that.
        """
        endings: SimpleQueue[Ending] = SimpleQueue()
        at = clock()
        Thread(target=lambda: endings.put(self._tried(claimed, at)), daemon=True).start()
        try:
            ending = endings.get(timeout=TRY)
        except Empty:
            ending = Ending(AttemptOutcome.FAILED, f"{TRY} 秒内没有结果")
        ending = _without_secrets(ending, claimed)
        record(claimed, ending, at=clock(), jitter=self.jitter)
        return ending

    def _tried(self, claimed: Claimed, at: datetime) -> Ending:
        try:
            return Ending(AttemptOutcome.SENT, self.send(claimed.route, claimed.parcel, at))
        except SendRefused as refused:
            return Ending(AttemptOutcome.REFUSED, str(refused))
        except SendFailed as failed:
            return Ending(AttemptOutcome.FAILED, str(failed), failed.wait)
        except Exception:
            log.exception("投递 %s 出错", claimed.delivery_id)
            return Ending(AttemptOutcome.FAILED, "程序出错，详见运行日志")


def _without_secrets(ending: Ending, claimed: Claimed) -> Ending:
    """The answer without what it may echo: the address, the text, the keys of the gateway."""
    answer, route, parcel = ending.answer, claimed.route, claimed.parcel
    for secret in filter(None, (parcel.text, parcel.to, route.token, route.secret)):
        answer = answer.replace(secret, "…")
    return replace(ending, answer=answer)


def ticking(at: datetime) -> Clock:
    """The time as it goes on from `at`."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def deliver(*, at: datetime, channel: Channel, courier: Courier | None = None) -> Delivered | None:
    """Send what is due on the channel, each gateway in a thread of its own; None when nothing was due."""
    gateways = due(channel, at)
    if not gateways:
        return None
    context, clock = current_app.app_context, ticking(at)
    dones: SimpleQueue[Delivered] = SimpleQueue()

    def go(gateway_id: int) -> None:
        dones.put(_in(context(), lambda: (courier or Courier()).go(gateway_id, clock)))

    threads = [Thread(target=go, args=(id,)) for id in gateways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum((dones.get() for _ in threads), Delivered())


def _in(context: AbstractContextManager[object], work: Callable[[], Delivered]) -> Delivered:
    """The work in a context of its own; what goes wrong is logged, and the next run finds what was left."""
    with context:
        try:
            return work()
        except Exception:
            log.exception("投递任务出错")
            return Delivered()
