"""The list of calls, and how many a unit makes."""

from datetime import date
from random import Random

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.worklists import paging
from caseflow.extensions import db
from caseflow.hotline.calls import worklist
from caseflow.hotline.calls.capacity import USUAL
from caseflow.hotline.calls.models import CallAttempt, Callback, CallCapacity
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from caseflow.web.proceedings.views import now_at
from tests import given
from tests.casework.test_scope import viewer_of
from tests.casework.world import world
from tests.web import desk
from tests.web.calling import NOW, SAFE, note, promise
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_the_list_says_whom_to_call_when_and_how(client: FlaskClient) -> None:
    ticket, waiting = desk.ticket(safe_contact=SAFE), desk.ticket("callback")
    promise(ticket)
    person = seated(client, Role.CALLBACK)
    page = person.get("/callbacks").text
    for text in (ticket.number, "9月17日 9:00–10:00", SAFE, "王**", "1/4 空", "回拨回访"):
        assert str(text) in page
    assert str(waiting.number) not in page
    page = person.get("/callbacks?show=awaited").text
    assert str(waiting.number) in page
    assert "还剩 3 个工作日" in page


def test_a_tip_off_is_listed_without_name_and_ways_to_reach(client: FlaskClient) -> None:
    promise(desk.ticket(confidential=True, safe_contact=SAFE))
    page = seated(client, Role.CALLBACK).get("/callbacks").text
    assert "身份保密" in page
    assert SAFE not in page
    assert SAFE in seated(client, Role.MANAGER).get("/callbacks").text


def test_the_list_holds_what_one_sees_and_is_for_those_who_call(client: FlaskClient) -> None:
    ticket = desk.ticket()
    promise(ticket)
    elsewhere = seated(client, given.user(Role.OPERATOR, unit=given.unit_tree().town))
    assert str(ticket.number) not in elsewhere.get("/callbacks").text
    assert "没有约好的回拨" in elsewhere.get("/callbacks").text
    for below in ("call", "callback", "call/panel"):
        assert elsewhere.get(f"/hotline/{ticket.id}/{below}").status_code == 404
    assert seated(client, Role.HANDLING_UNIT).get("/callbacks").status_code == 403
    assert seated(client, Role.AUDITOR).get(f"/hotline/{ticket.id}/call/panel").status_code == 200


def test_either_list_holds_exactly_what_the_viewer_sees() -> None:
    everything = world(Random(3))  # noqa: S311 - always the same world
    tickets = [p for p in everything.proceedings if isinstance(p, Ticket) and p.open]
    with transaction() as session:
        for ticket in tickets:
            session.add(
                Callback(
                    matter_id=ticket.matter_id,
                    proceeding_id=ticket.id,
                    unit_id=ticket.unit_id,
                    starts_at=given.moment(NOW),
                    booked_by=everything.users[0].id,
                    booked_at=given.moment(NOW),
                )
            )
    now = now_at(given.moment(NOW))
    for user in everything.users:
        viewer, seen = viewer_of(user), everything.seen_by(user)
        listed = {call.id for call in worklist.promised(viewer, None, now).rows}
        assert listed == {ticket.id for ticket in tickets if ticket.id in seen}
        assert worklist.counts(viewer) == (len(listed), len(worklist.awaited(viewer, None, now).rows))


def test_the_list_costs_no_more_queries_however_long_it_is(client: FlaskClient) -> None:
    caller = seated(client, Role.CALLBACK)
    addresses = ["/callbacks", "/callbacks?show=awaited"]

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with desk.selects() as sent:
                assert caller.get(address).status_code == 200
            found.append(len(sent))
        return found

    fill(1)
    few = costs()
    fill(8)
    assert costs() == few
    assert max(few) <= 8


def fill(count: int) -> None:
    for n in range(count):
        ticket = desk.ticket("callback")
        promise(ticket, hour=(9, 10, 11)[n % 3])
        note(ticket, NOW)


def test_long_lists_come_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    fill(5)
    caller = seated(client, Role.CALLBACK)
    for address in ("/callbacks", "/callbacks?show=awaited"):
        found: list[str] = []
        page = caller.get(address).text
        while True:
            found += [
                part.partition('"')[0] for part in page.split('btn-outline-primary" href="/hotline/')[1:]
            ]
            if 'rel="next"' not in page:
                break
            following = page.rpartition('" rel="next"')[0].rpartition('href="')[2]
            page = caller.get(following.replace("&amp;", "&")).text
        assert len(found) == len(set(found)) == 5
    assert db.session.scalar(sa.select(sa.func.count(CallAttempt.id))) == 5


def test_an_administrator_sets_how_many_calls_a_unit_makes(client: FlaskClient) -> None:
    unit = given.unit_tree().federation
    admin, address = seated(client, Role.ADMIN), f"/admin/units/{unit.id}/calls"
    page = admin.get(address).text
    assert page.count('value="4"') == len(USUAL)
    sent = {"h9": "2", "h15": "１", "days": "2026-9-30 0\n2026年10月9日 3"}
    assert admin.post(address, data=sent).status_code == 303
    rows = db.session.scalars(sa.select(CallCapacity).order_by(CallCapacity.id)).all()
    assert [(r.hour, r.calls) for r in rows if r.hour] == [(9, 2), (15, 1)]
    assert [(r.day, r.calls) for r in rows if r.day] == [(date(2026, 9, 30), 0), (date(2026, 10, 9), 3)]
    assert "2026-09-30 0" in admin.get(address).text
    for wrong in ({"h9": "-1"}, {"h9": "100"}, {"h9": "x"}, {"days": "明天 3"}, {"days": "2026-9-30 100"}):
        assert admin.post(address, data=wrong).status_code == 200
    assert len(db.session.scalars(sa.select(CallCapacity)).all()) == 4
    elsewhere = seated(client, given.user(Role.ADMIN, unit=given.unit_tree().town))
    assert elsewhere.get(address).status_code == 404
