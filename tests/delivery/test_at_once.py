"""Several workers, and gateways that stall; tests/casework/test_chaos.py kills them as well."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from flask import Flask

from caseflow.casework.delivery import Template, running
from caseflow.casework.delivery.channels import Parcel, Route, http
from caseflow.casework.delivery.running import Courier, Delivered, deliver
from caseflow.casework.models import (
    Channel,
    DeliveryState,
)
from caseflow.kernel.roles import Role
from tests import given
from tests.delivery import servers
from tests.delivery.outbox import AT, STANDING, gateway, messages, wishes, written
from tests.delivery.servers import answers


def test_two_workers_at_once_share_the_work(fresh_app: Flask) -> None:
    taken: list[str] = []
    with fresh_app.app_context():
        wishes(given.person(Role.MANAGER), Channel.SMS)
        way = gateway(Channel.SMS).id
        messages(20, at=AT)
    start = Barrier(2)

    def note(_: Route, parcel: Parcel, __: datetime) -> str:
        taken.append(parcel.key)
        return "ok"

    hands = Courier(send=note, jitter=lambda: 0.5)

    def go() -> Delivered:
        with fresh_app.app_context():
            start.wait()
            return hands.go(way, lambda: AT)

    with ThreadPoolExecutor(2) as pool:
        dones = [job.result() for job in [pool.submit(go), pool.submit(go)]]
    assert sum(done.sent for done in dones) == 20
    assert set(Counter(taken).values()) == {1}


def test_a_gateway_that_stalls_holds_up_no_other(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ", 0.5)
    ok = answers({"errcode": 0, "errmsg": "ok"})
    with fresh_app.app_context(), servers.web(servers.stalls(2)) as stalled, servers.web(ok) as good:
        unit = given.unit_tree().street.id
        for gate in (stalled, good):
            gateway(Channel.WECOM, unit_id=unit, address=gate.address, name=gate.address)
        messages(4, at=AT, template=Template.GROUP_DIGEST, values=STANDING, user_id=None, unit_id=unit)
        done = deliver(at=AT, channel=Channel.WECOM)
        sent = {delivery.gateway.name for delivery in written() if delivery.state is DeliveryState.SENT}
    assert done == Delivered(sent=4, failed=running.PATIENCE)
    assert sent == {good.address}
    assert deliver_nothing(fresh_app) is None


def deliver_nothing(app: Flask) -> Delivered | None:
    with app.app_context():
        return deliver(at=AT, channel=Channel.EMAIL)
