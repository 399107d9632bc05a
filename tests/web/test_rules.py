"""The book of rules as pages: read by many, changed by two."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from caseflow.casework import trials
from caseflow.casework.models import DeadlineRule, Stand
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests import given
from tests.casework.inbox import handled
from tests.then import running
from tests.web.desk import seated

SENT: dict[str, Any] = {
    "amount": "8",
    "unit": "{n}wd",
    "roll": "moves",
    "pausable": "yes",
    "extension_times": "1",
    "extension_cap": "10",
    "extension_by": "manager",
    "on_lapse": "urge_overdue",
    "effective_from": "2026-9-16",
    "region": "",
    "mark": "house",
    "basis": "测试办法第一条",
    "reason": "件多人少",
    "when0": "before",
    "days0": "2",
    "to0": "unit_head",
    "when1": "after",
    "days1": "1",
    "to1": "manager",
    "card1": "red",
    **{f"when{n}": "" for n in range(2, 12)},
}
FORM = "/rules/clocks/HD6b/propose"


def test_a_rule_is_proposed_looked_at_and_approved_by_another(client: FlaskClient, app: Flask) -> None:
    # given a ticket under way, and an administrator who proposes eight working days and other reminders
    handled("2026-09-15")
    seated(client, given.person(Role.ADMIN))
    form = client.get(FORM)
    assert all(text in form.text for text in ('value="5"', "修改理由", "第1级时点"))
    answer = client.post(FORM, data=SENT)
    assert answer.status_code == 303
    (rule,) = db.session.scalars(sa.select(DeadlineRule))
    assert (rule.period, rule.ladder, rule.pausable) == ("8wd", "-2:unit_head 1:manager:red", None)
    assert (rule.extension_times, rule.on_lapse, rule.mark) == (None, None, Mark.HOUSE)
    page = client.get(answer.location).text
    assert "等待另一人批准" in page
    assert "8 个工作日" in page
    # then the list says that it waits, and goes on with the five days
    assert "有提案待批准" in client.get("/rules").text
    # when a manager looks at what it would move, and approves it
    seated(client, given.person(Role.MANAGER))
    seen = client.get(f"/rules/versions/{rule.id}/trial").text
    assert "没有改动任何案件" in seen
    assert "2026年9月24日" in seen
    assert client.post(f"/rules/versions/{rule.id}/approve").status_code == 303
    assert db.session.get_one(DeadlineRule, rule.id).stand is Stand.APPROVED
    assert running(handled("2026-09-16"), "HD6b").period == "8wd"
    assert "已批准" in client.get(f"/rules/versions/{rule.id}").text
    assert "在用" in client.get("/rules/clocks/HD6b").text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"amount": ""}, "请填写数量"),
        ({"unit": "{n}d"}, "请选择单位"),
        ({"reason": ""}, "请写明修改的理由"),
        ({"mark": "statute", "basis": "测试办法"}, "须写明条款"),
        ({"days0": ""}, "请填写天数"),
        ({"when0": "", "to0": "", "days0": ""}, "至少要有一级提醒"),
        ({"extension_by": "liaison"}, "请从列表中选择"),
    ],
)
def test_a_rejected_form_keeps_what_was_typed(
    client: FlaskClient, change: dict[str, str], fault: str
) -> None:
    seated(client, given.person(Role.ADMIN))
    answer = client.post(FORM, data={**SENT, **change})
    assert answer.status_code == 422
    assert fault in answer.text
    assert 'value="2026-9-16"' in answer.text
    assert "件多人少" in answer.text or "reason" in change
    assert db.session.scalars(sa.select(DeadlineRule)).all() == []


def test_who_reads_and_who_changes(client: FlaskClient) -> None:
    rule = given.proposed("HD6b", "8wd", "2026-09-16")
    for role, reads in (
        (Role.LAWYER, 200),
        (Role.SUPERVISOR, 200),
        (Role.MEDIATOR, 200),
        (Role.OPERATOR, 403),
    ):
        seated(client, given.person(role))
        pages = ("/rules", "/rules/clocks/HD6b", f"/rules/versions/{rule.id}", "/rules/try/HD6b")
        assert {client.get(page).status_code for page in pages} == {reads}
        assert client.get(FORM).status_code == 403
        assert client.post(f"/rules/versions/{rule.id}/approve").status_code == 403
    # and the proposer gets the reason when trying to approve
    seated(client, given.person(Role.ADMIN))
    answer = client.post(f"/rules/versions/{rule.id}/approve")
    assert (answer.status_code, "提出人不能批准" in answer.text) == (422, True)


def test_a_refusal_needs_a_reason_and_a_withdrawal_none(client: FlaskClient) -> None:
    rule = given.proposed("HD6b", "8wd", "2026-09-16")
    seated(client, given.person(Role.MANAGER))
    assert "请写明不批准的理由" in client.post(f"/rules/versions/{rule.id}/refuse").text
    sent = client.post(f"/rules/versions/{rule.id}/refuse", data={"because": "依据不足"})
    assert sent.status_code == 303
    assert "依据不足" in client.get(sent.location).text
    again = given.proposed("HD6b", "9wd", "2026-09-16")
    seated(client, given.person(Role.ADMIN))
    assert client.post(f"/rules/versions/{again.id}/withdraw").status_code == 303
    assert client.get("/rules/clocks/HD99").status_code == 404
    assert client.get("/rules/versions/999").status_code == 404


def test_a_made_up_case_is_reckoned_under_both_rules(client: FlaskClient) -> None:
    rule = given.proposed("HD6b", "8wd", "2026-09-16", pausable=False)
    seated(client, given.person(Role.MANAGER))
    asked = f"/rules/try/HD6b?version={rule.id}&start=2026-9-16&from1=2026-9-17&until1=2026-9-18"
    page = client.get(asked).text
    # five days from the 16th and one of rest: the 23rd; eight without it: the 28th
    assert "2026年9月23日 周三" in page
    assert "2026年9月28日 周一" in page
    assert "暂停不计入" in page
    assert "请填写起算的时间" in client.get("/rules/try/HD6b?start=").text
    assert "先后次序" in client.get("/rules/try/HD6b?start=2026-9-16&from1=2026-9-18&until1=2026-9-17").text
    assert client.get(f"/rules/try/HD3?version={rule.id}").status_code == 404
    assert "2026年9月16日" in client.get("/rules/try/HD2?moment=2026-09-16T10:00").text


def test_many_clocks_are_tried_in_the_background(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials.running, "AT_ONCE", 0)
    monkeypatch.setattr(trials, "AT_ONCE", 0)
    handled("2026-09-15")
    rule = given.proposed("HD6b", "8wd", "2026-09-16")
    seated(client, given.person(Role.MANAGER))
    address = f"/rules/versions/{rule.id}/trial"
    assert "在后台试算" in client.get(address).text
    assert client.post(address).status_code == 303
    assert "正在试算" in client.get(address).text
    assert client.post(address).status_code == 422
    trials.finish(at=given.moment("2026-09-20"))
    assert "试算完成，共 1 个" in client.get(address).text


def test_a_rule_for_another_region_is_made_on_the_page(client: FlaskClient) -> None:
    seated(client, given.person(Role.ADMIN))
    blank = client.post(FORM, data={**SENT, "region": "other"})
    assert blank.status_code == 422
    assert "请填写其他地区的行政区划代码" in blank.text
    wrong = client.post(FORM, data={**SENT, "region": "other", "region_code": "南区"})
    assert '<p class="fault" id="region_code-fault">请填写行政区划代码（数字）' in wrong.text
    assert client.post(FORM, data={**SENT, "region": "other", "region_code": "510104"}).status_code == 303
    (rule,) = db.session.scalars(sa.select(DeadlineRule))
    assert rule.region == "510104"
