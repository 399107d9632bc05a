"""One thing done to many: what the preview says, what is done and skipped, and that nothing is done twice."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.models import AuditEvent, BulkItem, Notification, Outcome, Proceeding
from caseflow.extensions import db
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from caseflow.supervision.models import Supervision
from tests import given, when
from tests.web.desk import seated, selects
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
URGENT = {"urged_because": "overdue", "answer_within": "2", "opinion": "请尽快办理"}
PICK = re.compile(r'name="pick" value="(\d+\.\d+)" checked')


def asked(desk: FlaskClient, act: str, *ids: int) -> TestResponse:
    return desk.get("/cases/bulk", query_string={"act": act, "pick": ids, "back": "/board"})


def form_of(page: TestResponse, **answers: Any) -> dict[str, Any]:
    return {"token": hidden(page, "token"), "pick": PICK.findall(page.text), **answers}


def confirmed(desk: FlaskClient, act: str, form: dict[str, Any]) -> str:
    """The page that says what became of each."""
    answer = desk.post("/cases/bulk", data={"act": act, **form})
    assert answer.status_code == 303, answer.text
    return desk.get(answer.location).text


def stands(id: int) -> Proceeding:
    return db.session.get_one(Proceeding, id, populate_existing=True)


def outcomes() -> dict[int, Outcome]:
    return {item.proceeding_id: item.outcome for item in db.session.scalars(sa.select(BulkItem))}


def urgings(id: int) -> int:
    query = sa.select(sa.func.count()).where(AuditEvent.proceeding_id == id, AuditEvent.action == "urge")
    return db.session.scalar(query) or 0


def test_a_preview_says_what_will_happen_to_whom_and_what_is_skipped_and_why(client: FlaskClient) -> None:
    # given tickets that wait to be dispatched, one that is in hand, and a letter
    waiting = given.ticket("pending_dispatch", on=ON)
    in_hand = given.ticket("in_progress", on=ON)
    # when the dispatcher wants to dispatch all of them
    page = asked(seated(client, Role.DISPATCHER), "dispatch", waiting.id, in_hand.id)
    # then one can be, and the other one cannot, for the reason that the engine gives
    assert "可以办理 1 件，跳过 1 件" in page.text
    assert [pick.partition(".")[0] for pick in PICK.findall(page.text)] == [str(waiting.id)]
    assert "待派单 → 待签收" in page.text
    assert "当前状态是“办理中”，不能派单" in page.text
    # and what is each one's own is not asked for
    assert "脱敏事实" not in page.text
    assert stands(waiting.id).state == "pending_dispatch"


def test_many_are_dispatched_with_one_form_and_each_has_its_own_event(client: FlaskClient) -> None:
    tickets = [given.ticket("pending_dispatch", on=ON) for _ in range(3)]
    street = given.unit_tree().street
    desk = seated(client, Role.DISPATCHER)
    page = asked(desk, "dispatch", *(t.id for t in tickets))
    done = confirmed(desk, "dispatch", form_of(page, unit_id=street.id, grade="general"))
    assert "已办理 3 件" in done
    for ticket in tickets:
        assert (stands(ticket.id).state, stands(ticket.id).unit_id) == ("dispatched", street.id)
    assert set(outcomes().values()) == {Outcome.DONE}


def test_a_form_that_lacks_an_answer_is_shown_again_and_nothing_is_done(client: FlaskClient) -> None:
    ticket = given.ticket("pending_dispatch", on=ON)
    desk = seated(client, Role.DISPATCHER)
    form = form_of(asked(desk, "dispatch", ticket.id), grade="general")
    answer = desk.post("/cases/bulk", data={"act": "dispatch", **form})
    assert answer.status_code == 422
    assert "主办单位" in answer.text
    assert stands(ticket.id).state == "pending_dispatch"
    assert outcomes() == {}


def test_sent_twice_it_is_done_once(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on=ON)
    desk = seated(client, Role.MANAGER)
    form = form_of(asked(desk, "urge", ticket.id), **URGENT)
    places = {desk.post("/cases/bulk", data={"act": "urge", **form}).location for _ in range(3)}
    assert len(places) == 1
    assert urgings(ticket.id) == 1


def test_urging_tells_the_handler_and_is_not_repeated_soon_without_a_reason(client: FlaskClient) -> None:
    # given two tickets, of which one was urged today
    first, second = (given.ticket("in_progress", on=ON) for _ in range(2))
    desk = seated(client, Role.MANAGER)
    confirmed(desk, "urge", form_of(asked(desk, "urge", first.id), **URGENT))
    handler = given.person(Role.HANDLING_UNIT)
    told = sa.select(Notification.proceeding_id).where(
        Notification.recipient_id == handler.id, Notification.text.contains("催办")
    )
    assert db.session.scalars(told).all() == [first.id]
    # when both are chosen
    page = asked(desk, "urge", first.id, second.id)
    assert f"{given.person(Role.MANAGER).name}已于 " in page.text
    assert handler.name in page.text
    done = confirmed(desk, "urge", form_of(page, **URGENT))
    # then only the other one is urged, and the page says why
    assert (urgings(first.id), urgings(second.id)) == (1, 1)
    assert "已办理 1 件" in done
    assert "请填写再次催办的理由" in done
    # but with a reason it is, and the reason is on record
    page = asked(desk, "urge", first.id)
    confirmed(desk, "urge", form_of(page, **URGENT, again_because="上级来电催问"))
    assert urgings(first.id) == 2
    last = sa.select(AuditEvent.data).where(AuditEvent.action == "urge").order_by(AuditEvent.id.desc())
    assert (db.session.scalars(last.limit(1)).one())["again_because"] == "上级来电催问"


def test_what_changed_after_the_preview_is_left_alone_and_listed(client: FlaskClient) -> None:
    quick, slow = (given.ticket("in_progress", on=ON) for _ in range(2))
    desk = seated(client, Role.MANAGER)
    form = form_of(asked(desk, "urge", quick.id, slow.id), **URGENT)
    when.acts(slow, "log_first_contact", on="2026-09-16 11:00")
    done = confirmed(desk, "urge", form)
    assert "预览以后有变化，没有办理 1 件" in done
    assert "刚刚被别人更新过" in done
    assert (urgings(quick.id), urgings(slow.id)) == (1, 0)
    # and can be taken up again from there
    assert f'name="pick" value="{slow.id}"' in done


def test_processes_are_mixed_and_each_gets_its_own_field(client: FlaskClient) -> None:
    ticket, letter = given.ticket("in_progress", on=ON), given.reminder("draft", on=ON)
    given.person(Role.SUPERVISOR, 2)
    desk = seated(client, Role.MANAGER)
    page = asked(desk, "reassign", ticket.id, letter.id)
    assert "承办监督员（一函两书）" in page.text
    new, other = (
        given.user(Role.HANDLING_UNIT, unit=given.unit_tree().street),
        given.person(Role.SUPERVISOR, 2),
    )
    answers = {"reason": "人员轮岗", "handover": "示例交接", "no_conflict": "y"}
    form = form_of(page, handler_id=new.id, handler_id_notice=other.id, **answers)
    assert "已办理 2 件" in confirmed(desk, "reassign", form)
    assert (stands(ticket.id).handler_id, stands(letter.id).handler_id) == (new.id, other.id)


def test_what_a_process_does_not_have_is_skipped(client: FlaskClient) -> None:
    aid = given.aid("applied", on=ON)
    page = asked(seated(client, Role.MANAGER), "reassign", aid.id)
    assert "没有“改派”这一步" in page.text
    assert PICK.findall(page.text) == []


@pytest.mark.parametrize("who", [Role.LAWYER, None])
def test_what_is_out_of_scope_is_not_there(client: FlaskClient, who: Role | None) -> None:
    # given a ticket, and somebody who does not see it
    ticket = given.ticket("in_progress", on=ON)
    stranger = given.user(Role.MANAGER, unit=given.unit_tree().town)
    desk = seated(client, who or stranger)
    pages = [asked(desk, "urge", id) for id in (ticket.id, ticket.id + 1_000_000)]
    assert len({(page.status_code, re.sub(r'value="[\w-]{32,}"', "", page.text)) for page in pages}) == 1
    assert str(ticket.number) not in pages[0].text
    # when they send its id all the same
    answer = desk.post(
        "/cases/bulk",
        data={"act": "urge", "pick": f"{ticket.id}.{ticket.version}", "token": "a" * 32, **URGENT},
    )
    # then nothing happens, and nothing is said of it
    assert str(ticket.number) not in answer.text
    assert urgings(ticket.id) == 0
    assert outcomes() == {}


def test_what_became_of_it_is_for_those_who_did_it(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on=ON)
    desk = seated(client, Role.MANAGER)
    form = form_of(asked(desk, "urge", ticket.id), **URGENT)
    place = desk.post("/cases/bulk", data={"act": "urge", **form}).location
    other = seated(client.application.test_client(), given.person(Role.MANAGER, 2))
    assert other.get(place).status_code == 404
    assert other.post("/cases/bulk", data={"act": "urge", **form}).status_code == 404


@pytest.mark.parametrize("query", ["act=x&pick=1", "act=dispatch&pick=1", "pick=1"])
def test_nobody_is_offered_what_their_roles_do_not_do(client: FlaskClient, query: str) -> None:
    assert seated(client, Role.MANAGER).get(f"/cases/bulk?{query}").status_code == 404


@pytest.mark.parametrize("pick", ["", "x", "-1", "9" * 30, "1.x", "<script>"])
def test_a_choice_of_nothing_leads_back(client: FlaskClient, pick: str) -> None:
    answer = seated(client, Role.MANAGER).get("/cases/bulk", query_string={"act": "urge", "pick": pick})
    assert answer.status_code in (200, 303)


def test_a_preview_costs_the_same_however_many_are_chosen(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    ids = [given.ticket("in_progress", on=ON).id]
    costs = []
    for more in (2, 3):
        ids += [given.ticket("in_progress", on=ON).id for _ in range(more)]
        ids += [given.transfer("sent", on=ON).id]
        with selects() as sent:
            assert asked(desk, "urge", *ids).status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1]
    assert costs[0] <= 11


def test_lists_offer_what_may_be_done_to_many(client: FlaskClient) -> None:
    long_ago = "2025-09-16"
    ticket = given.ticket("in_progress", on=long_ago)
    desk = seated(client, Role.MANAGER)
    for address in ("/cases?tab=team", "/board"):
        page = desk.get(address).text
        assert f'name="pick" value="{ticket.id}"' in page, address
        assert 'name="act" value="urge"' in page
    lawyer = seated(client.application.test_client(), Role.LAWYER)
    assert 'name="act"' not in lawyer.get("/cases?tab=team").text


def test_many_are_put_under_supervision_each_with_its_own_demand(client: FlaskClient) -> None:
    # given two tickets in hand and one that is supervised already
    tickets = [given.ticket("in_progress", on=ON) for _ in range(3)]
    demand = {
        "supervision_level": "key",
        "demand": "限期办结",
        "report_by": "2027-01-15",
        "reason": "领导批示",
    }
    desk = seated(client, Role.MANAGER)
    page = asked(desk, "supervise", tickets[0].id)
    assert given.person(Role.HANDLING_UNIT).name in page.text  # who will be told
    assert "已办理 1 件" in confirmed(desk, "supervise", form_of(page, **demand))
    # when all are chosen, then that one is skipped
    page = asked(desk, "supervise", *(ticket.id for ticket in tickets))
    assert "可以办理 2 件，跳过 1 件" in page.text
    assert "已在督办中" in page.text
    assert "已办理 2 件" in confirmed(desk, "supervise", form_of(page, **demand))
    demands = db.session.scalars(sa.select(Supervision).order_by(Supervision.id)).all()
    assert [one.parent_id for one in demands] == [ticket.id for ticket in tickets]
    assert {one.state for one in demands} == {"issued"}


def test_many_requests_for_more_time_are_granted_at_once(client: FlaskClient) -> None:
    # given two tickets of which one has asked for more time
    today = utcnow().astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    asking, quiet = (given.ticket("in_progress", on=today) for _ in range(2))
    when.acts(asking, "request_extension", on=today, extension=3)
    desk = seated(client, Role.MANAGER)
    page = asked(desk, "extend", asking.id, quiet.id)
    assert "可以办理 1 件，跳过 1 件" in page.text
    assert "没有待批的延期申请" in page.text
    assert "已办理 1 件" in confirmed(desk, "extend", form_of(page, caller_informed="y"))
    assert "extension_requested" not in stands(asking.id).overlays
