"""The pages of quality sampling and of workload."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.reports.sampling.checklist import CRITERIA
from caseflow.reports.sampling.models import SampledCase
from tests import given
from tests.web.desk import seated, selects

ON = "2026-09-16"


def test_from_the_draw_to_the_answer(client: FlaskClient) -> None:
    given.ticket("closed", on=ON)
    manager = seated(client, Role.MANAGER)
    assert "还没有抽检过" in manager.get("/sampling").text
    form = manager.get("/sampling/new").text
    assert re.search(r'name="seed"[^>]*value="\d+"', form)
    unit = given.unit_tree().federation.id
    drawn = {
        "kind": "ticket",
        "period": "2026",
        "unit_id": unit,
        "strata": "unit",
        "each": "all",
        "size": "3",
    }
    refused = manager.post("/sampling/new", data={**drawn, "size": "0", "period": "前年"})
    assert refused.status_code == 422
    assert "请填写1到500的整数" in refused.text
    page = manager.post("/sampling/new", data={**drawn, "seed": "77"}).location
    shown = manager.get(page).text
    assert "随机种子 77" in shown
    assert "结果一致" in shown
    case = db.session.scalars(sa.select(SampledCase)).one()
    grades = {f"grade_{one.code}": "half" for one in CRITERIA}
    check = f"/sampling/cases/{case.id}/check"
    assert "请写明发现的问题" in manager.post(check, data=grades).text
    answer = manager.post(check, data={**grades, "finding": "核实经过没有记录", "returned": "y"})
    assert answer.status_code == 303
    assert "退回待整改" in manager.get(page).text
    assert manager.get(check).status_code == 303
    handler = seated(client, Role.HANDLING_UNIT)
    assert f"/sampling/cases/{case.id}" in handler.get("/inbox").text
    own = f"/sampling/cases/{case.id}"
    assert "核实经过没有记录" in handler.get(own).text
    assert handler.post(own, data={"answer": "已补记"}).status_code == 303
    assert handler.get("/sampling").status_code == 403
    assert seated(client, Role.MEDIATOR).get(own).status_code == 404


def test_workload_counts_as_the_board_does(client: FlaskClient) -> None:
    # given open tickets of one handler, opened on three days, and a closed one
    for day in ("2026-09-14", "2026-09-16", "2026-09-18"):
        given.ticket("in_progress", on=day)
    given.ticket("closed", on=ON)
    manager = seated(client, Role.MANAGER)
    with selects() as sent:
        page = manager.get("/reports/workload").text
    assert len(sent) <= 6
    name = given.person(Role.HANDLING_UNIT).name
    row = page[page.index(f">{name}</a>") :].partition("</tr>")[0]
    numbers = re.findall(r"(\d+)(?: 天)?(?:</td>|<span class=\"visually-hidden\">)", row)
    assert numbers[0] == "3"
    assert "在办多的在前" in page
    # then each number leads to as many cases
    ways = re.findall(r'href="([^"]+)">(\d+)<span', row)
    assert len(ways) >= 2
    for way, number in ways:
        listed = manager.get(way.replace("&amp;", "&")).text
        assert listed.count('class="line-number"><a') == int(number), way


@pytest.mark.usefixtures("clock")
def test_what_ends_this_week_is_listed_as_it_is_counted(client: FlaskClient) -> None:
    # given a ticket whose next deadline is this week, and one that is late
    given.ticket("registered", on=ON)
    given.ticket("registered", on="2026-08-10")
    manager = seated(client, Role.MANAGER)
    page = manager.get("/reports/workload").text
    (way, number), *_ = re.findall(r'href="([^"]*until=2026-09-20[^"]*)">(\d+)<span', page)
    listed = manager.get(way.replace("&amp;", "&")).text
    assert listed.count('class="line-number"><a') == int(number) > 0
    assert "9月20日以前到期" in listed
