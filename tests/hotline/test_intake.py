"""Registering a call at the desk: the form, the record it makes, and what it refuses."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.models import AuditEvent, Matter, Party, PartyKind
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.web.desk import seated, selects
from tests.web.visitor import hidden

CALL = {
    "channel": "call",
    "received_at": "2026-09-16T10:00",
    "speaker": "self",
    "caller_name": "示例甲",
    "caller_phone": "139 0000 0000",
    "wishes_reply": "y",
    "privacy_notice": "y",
    "employer_name": "示例建筑公司",
    "work_place": "示例大道1号",
    "service": "TS",
    "category": "0101",
    "facts_text": "三个月没有发工资",
    "headcount": "1",
    "amount": "12,000.50",
    "step": "submit",
    "priority": "P2",
    "duplicates_checked": "y",
}
"""An ordinary call, of which the priority was seen and confirmed."""


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """An operator at the desk."""
    return seated(client, Role.OPERATOR)


def sends(desk: FlaskClient, **changed: Any) -> TestResponse:
    """Fill in the form and send it; None leaves a field empty."""
    token = hidden(desk.get("/intake"), "token")
    form = CALL | {"token": token, "suggested": "P2"} | changed
    return desk.post("/intake", data={name: value for name, value in form.items() if value is not None})


def registered(answer: TestResponse) -> Ticket:
    """The ticket that the answer leads to."""
    assert answer.status_code == 303, re.findall(r'class="fault"[^>]*>([^<]*)', answer.text)
    return db.session.get_one(
        Ticket, int(answer.location.split("?")[0].rsplit("/", 1)[1]), populate_existing=True
    )


def parties(ticket: Ticket) -> list[Party]:
    query = sa.select(Party).where(Party.matter_id == ticket.matter_id).order_by(Party.id)
    return list(db.session.scalars(query))


def written(model: type[Any]) -> int:
    return db.session.scalars(sa.select(sa.func.count()).select_from(model)).one()


def test_a_call_becomes_a_matter_with_its_people_and_a_ticket(desk: FlaskClient) -> None:
    ticket = registered(sends(desk, id_number="00000019000101005x", credit_code=None))
    matter = ticket.matter
    worker, employer = parties(ticket)
    assert (ticket.stage.label, ticket.channel, ticket.service, ticket.real_name) == (
        "待派单",
        "call",
        "TS",
        True,
    )
    assert (matter.category, matter.facts_text, matter.headcount) == ("0101", "三个月没有发工资", 1)
    assert str(matter.amount) == "12000.50"
    assert (matter.worker, matter.employer) == (worker, employer)
    assert (worker.name, worker.phone, worker.is_caller) == ("示例甲", "13900000000", True)
    assert worker.id_number == "00000019000101005X"
    assert (employer.name, employer.kind) == ("示例建筑公司", PartyKind.EMPLOYER)
    assert ticket.unit_id == given.unit_tree().federation.id


def test_the_number_counts_within_the_day_in_shanghai(desk: FlaskClient) -> None:
    first, second = (registered(sends(desk)).number for _ in range(2))
    assert first
    assert second
    assert re.fullmatch(r"NC12351-\d{8}-\d{4}", first)
    assert second[:-4] == first[:-4]
    assert int(second[-4:]) == int(first[-4:]) + 1


def test_the_page_after_it_says_the_number_and_the_periods(desk: FlaskClient) -> None:
    answer = sends(desk, event_on="2026-9-1")
    page = desk.get(answer.location).text
    ticket = registered(answer)
    assert str(ticket.number) in page
    code = str(ticket.matter.query_code)
    assert f"{code[:4]} {code[4:]}" in page
    assert "派单" in page
    assert "2 个工作小时" in page
    assert "申请仲裁的时效" in page
    assert "2027年9月1日" in page


def test_the_same_form_sent_again_makes_one_ticket(desk: FlaskClient) -> None:
    token = "a" * 32
    first, second = (sends(desk, token=token) for _ in range(2))
    assert registered(first).id == registered(second).id
    assert (written(Ticket), written(Matter)) == (1, 1)
    assert "没有重复登记" in desk.get(second.location).text
    assert "没有重复登记" not in desk.get(first.location).text
    # the number that was taken for the second time is given to the next call
    assert str(registered(sends(desk)).number).endswith("0002")


def test_the_same_form_sent_twice_at_once_makes_one_ticket(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        given.person(Role.OPERATOR)

    def double_click(_: int) -> int:
        with fresh_app.app_context():
            return registered(sends(seated(fresh_app.test_client(), Role.OPERATOR), token="b" * 32)).id

    with ThreadPoolExecutor(2) as hands:
        assert len(set(hands.map(double_click, range(2)))) == 1
    with fresh_app.app_context():
        assert written(Ticket) == 1


def test_what_is_wrong_is_told_and_nothing_is_written(desk: FlaskClient) -> None:
    answer = sends(
        desk,
        caller_phone="电话",
        id_number="000000190001010011",
        credit_code="9",
        headcount="0",
        amount="很多",
    )
    assert answer.status_code == 422
    for words in (
        "请填写电话号码",
        "身份证号码不正确",
        "统一社会信用代码不正确",
        "涉及人数不能少于1",
        "请填写金额",
    ):
        assert words in answer.text
    # what was typed is still there
    assert 'value="很多"' in answer.text
    assert "三个月没有发工资" in answer.text
    assert (written(Ticket), written(Matter), written(Party)) == (0, 0, 0)
    assert str(registered(sends(desk)).number).endswith("0001")


def test_only_a_question_is_answered_at_once(desk: FlaskClient) -> None:
    answer = {
        "step": "answer_now",
        "answer": "示例答复",
        "knowledge_item": "示例条目",
        "legal_basis": "示例依据",
    }
    refused = sends(desk, **answer)
    assert refused.status_code == 422
    assert "只有问题咨询可以即时答复" in refused.text
    assert written(Ticket) == 0
    assert registered(sends(desk, **answer, service="ZX")).stage.label == "即时答复"


def test_a_refusal_is_proposed_to_the_dispatcher(desk: FlaskClient) -> None:
    step = {"step": "propose_decline", "decline_code": "NA04", "where_to_go": "示例部门"}
    ticket = registered(sends(desk, **step))
    assert ticket.stage.label == "已登记"
    assert ticket.overlays == ["decline_proposed"]
    assert ticket.decline_code == "NA04"


def test_a_call_may_be_registered_and_decided_later(desk: FlaskClient) -> None:
    ticket = registered(sends(desk, step="register", priority=None, duplicates_checked=None))
    assert ticket.stage.label == "已登记"


def test_an_anonymous_call_keeps_no_person(desk: FlaskClient) -> None:
    nameless = {"anonymous": "y", "caller_name": None, "caller_phone": None}
    refused = sends(desk, **nameless)
    assert "没有联系电话无法回复" in refused.text
    ticket = registered(sends(desk, **nameless, wishes_reply=None))
    assert [party.kind for party in parties(ticket)] == [PartyKind.EMPLOYER]
    assert ticket.matter.worker is None
    assert ticket.real_name is False


def test_somebody_speaks_for_several_workers(desk: FlaskClient) -> None:
    answer = sends(
        desk,
        speaker="other",
        relation="工友",
        worker_name="示例乙",
        others="示例丙，13900000002\n示例丁\n",
        headcount="12",
        suggested="P1",
        priority="P1",
    )
    ticket = registered(answer)
    found = [(party.kind.value, party.name, party.is_caller) for party in parties(ticket)]
    assert found == [
        ("worker", "示例乙", False),
        ("worker", "示例丙", False),
        ("worker", "示例丁", False),
        ("representative", "示例甲", True),
        ("employer", "示例建筑公司", False),
    ]
    assert ticket.matter.worker
    assert ticket.matter.worker.name == "示例乙"
    assert ticket.matter.collective


def test_a_line_that_is_no_name_and_phone_is_told(desk: FlaskClient) -> None:
    answer = sends(desk, others="示例丙 13900000002\n示例丁 手机号", headcount="3")
    assert "第2行：请填写电话号码" in answer.text


def test_a_ticket_from_above_keeps_its_number_and_day(desk: FlaskClient) -> None:
    from_above = {"channel": "upstream", "upstream_no": "SJ-1", "upstream_due_on": "2026年12月31日"}
    assert "请填写上级工单编号" in sends(desk, channel="upstream").text
    ticket = registered(sends(desk, **from_above))
    assert (ticket.upstream_no, str(ticket.upstream_due_on)) == ("SJ-1", "2026-12-31")


def test_a_person_confirms_the_priority(desk: FlaskClient) -> None:
    # nothing chosen: the proposal is marked, and has to be sent back
    asked = sends(desk, priority=None, suggested=None, headcount="12")
    assert asked.status_code == 422
    assert "系统建议P1：涉及12人，达到10人" in asked.text
    assert "请确认优先级" in asked.text
    # the answers change, so the proposal does: what was confirmed is outdated
    assert "请确认优先级" in sends(desk, headcount="12").text
    # a priority chosen against the proposal stands
    assert registered(sends(desk, headcount="12", suggested="P1", priority="P3")).matter.priority == "P3"
    assert registered(sends(desk, headcount="12", suggested="P1", priority="P1")).matter.priority == "P1"


def test_no_identity_stands_in_the_audit_chain(desk: FlaskClient) -> None:
    ticket = registered(
        sends(desk, id_number="00000019000101005x", others="示例丙 13900000002", headcount="2")
    )
    query = sa.select(AuditEvent.data).where(AuditEvent.proceeding_id == ticket.id)
    told = str(db.session.scalars(query).all())
    assert "三个月没有发工资" in told
    for secret in ("示例甲", "示例丙", "13900000000", "13900000002", "00000019000101005X"):
        assert secret not in told


def test_only_those_who_register_calls_see_the_form(client: FlaskClient) -> None:
    desk = seated(client, Role.HANDLING_UNIT)
    assert desk.get("/intake").status_code == 403
    assert desk.post("/intake", data=CALL).status_code == 403
    assert written(Ticket) == 0


def test_another_units_ticket_is_not_shown(desk: FlaskClient) -> None:
    ticket = registered(sends(desk))
    stranger = seated(desk.application.test_client(), given.user(Role.OPERATOR, unit=given.unit_tree().town))
    assert desk.get(f"/intake/{ticket.id}").status_code == 200
    assert stranger.get(f"/intake/{ticket.id}").status_code == 404


def test_the_pages_cost_few_queries(desk: FlaskClient) -> None:
    answer = sends(desk)
    for address in ("/intake", answer.location):
        with selects() as sent:
            desk.get(address)
        assert len(sent) <= 7, address
