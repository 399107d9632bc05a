"""Local figures as pages."""

from flask.testing import FlaskClient

from caseflow.kernel.parameters import declared
from caseflow.kernel.roles import Role
from tests import given
from tests.web.desk import seated

SENT = {"value": "2100", "effective_from": "2026-7-1", "region": "", "basis": "示例文件1号", "reason": "示例"}
PAGE = "/rules/parameters/min_wage_month"


def test_a_value_is_entered_and_approved(client: FlaskClient) -> None:
    seated(client, given.person(Role.ADMIN))
    assert "未登记" in client.get("/rules/parameters").text
    refused = client.post(f"{PAGE}/propose", data={**SENT, "value": "许多"})
    assert (refused.status_code, "请填写数字" in refused.text) == (422, True)
    assert 'value="许多"' in refused.text
    made = client.post(f"{PAGE}/propose", data=SENT)
    assert made.status_code == 303
    assert "等待另一人批准" in client.get(made.location).text
    seated(client, given.person(Role.MANAGER))
    assert client.post(f"{made.location}/approve").status_code == 303
    assert "2,100 元/月" in client.get("/rules/parameters").text
    assert "在用" in client.get(PAGE).text


def test_a_table_has_a_box_for_each_row(client: FlaskClient) -> None:
    seated(client, given.person(Role.ADMIN))
    address = "/rules/parameters/injury_lump_table"
    rows = {f"value_{key}": "3" for key, _ in declared("injury_lump_table").rows}
    sent = {**SENT, **rows}
    assert client.post(f"{address}/propose", data={**sent, "value_medical_5": ""}).status_code == 422
    made = client.post(f"{address}/propose", data=sent)
    assert "一次性工伤医疗补助金（五级） 3 个月" in client.get(made.location).text
    assert client.post(f"{made.location}/withdraw").status_code == 303
    assert client.get("/rules/parameters/no_such_figure").status_code == 404
    assert client.get("/rules/parameters/values/999").status_code == 404


def test_who_reads_and_who_changes(client: FlaskClient) -> None:
    seated(client, given.person(Role.LAWYER))
    assert client.get("/rules/parameters").status_code == 200
    assert client.get(f"{PAGE}/propose").status_code == 403
    seated(client, given.person(Role.OPERATOR))
    assert client.get("/rules/parameters").status_code == 403
