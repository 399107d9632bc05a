"""Pages of figures: what a person sees, and where a number leads (报表)."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from caseflow.kernel.roles import Role
from caseflow.reports.figures import FIGURES
from tests import given
from tests.web import desk
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app", "clock")

PERIOD = "period=2026-09"


def leads(page: str, label: str) -> tuple[str, str]:
    """The number beside a label, and the address behind it."""
    found = re.search(rf'<a href="([^"]+)">([^<]+)<span class="visually-hidden">：{label}的清单', page)
    assert found, label
    return found[2], unescape(found[1])


def listed(page: str) -> int:
    return page.count('<th scope="row"><a href="/hotline/')


def test_a_number_leads_to_as_many_cases_as_it_says(client: FlaskClient) -> None:
    # given three tickets of 16 September, one of them closed
    tickets = [desk.ticket(), desk.ticket("callback"), given.ticket("closed", on="2026-09-16")]
    manager = seated(client, Role.MANAGER)
    # when the month is looked at
    page = manager.get(f"/reports?{PERIOD}").text
    # then each number is the length of its list
    for label, number in (("受理量", 3), ("派单量", 3), ("办结量", 1)):
        text, address = leads(page, label)
        assert (text, listed(manager.get(address).text)) == (str(number), number)
    behind = manager.get(leads(page, "受理量")[1]).text
    assert all(str(ticket.number) in behind for ticket in tickets)


@pytest.mark.parametrize("split", ["unit", "month", "category"])
def test_each_cell_leads_to_its_own_list(client: FlaskClient, split: str) -> None:
    desk.ticket()
    given.public_reminder("issued", on="2026-09-16")
    manager = seated(client, Role.MANAGER)
    page = manager.get(f"/reports?{PERIOD}&split={split}").text
    cells = re.findall(r'<a href="([^"]+)">(\d+)<span class="visually-hidden">：[^，]+，受理量的清单', page)
    assert sum(int(text) for _, text in cells[:-1]) == int(cells[-1][1]) == 1
    assert [listed(manager.get(unescape(address)).text) for address, _ in cells] == [int(t) for _, t in cells]


def test_one_counts_only_what_one_sees(client: FlaskClient) -> None:
    ticket = desk.ticket()
    elsewhere = seated(client, given.user(Role.OPERATOR, unit=given.unit_tree().town))
    page = elsewhere.get(f"/reports?{PERIOD}").text
    assert leads(page, "受理量")[0] == "0"
    assert str(ticket.number) not in elsewhere.get(f"/reports/registered?{PERIOD}").text


def test_who_has_no_part_in_figures_may_not_open_them(client: FlaskClient) -> None:
    assert seated(client, Role.LAWYER).get("/reports").status_code == 403


@pytest.mark.parametrize("typed", ["2026-13", "去年", "<script>", "9" * 500])
def test_a_period_that_cannot_be_read_is_refused_beside_its_field(client: FlaskClient, typed: str) -> None:
    answer = seated(client, Role.MANAGER).get(f"/reports?period={typed}")
    assert answer.status_code == 200
    assert "错误：" in answer.text


@pytest.mark.parametrize(
    "address", ["nothing", "registered?split=unit&cell=x", "satisfied_rate?part=x", "registered?after=x"]
)
def test_there_is_no_list_of_that_name(client: FlaskClient, address: str) -> None:
    assert seated(client, Role.MANAGER).get(f"/reports/{address}").status_code == 404


def test_a_period_that_has_not_come_says_so(client: FlaskClient) -> None:
    assert "本期尚未开始" in seated(client, Role.MANAGER).get("/reports?period=2099").text


def test_a_trend_shows_twelve_months_beside_the_year_before(client: FlaskClient) -> None:
    # given two tickets of August, and one of the August before
    for on in ("2026-08-03", "2026-08-04", "2025-08-04"):
        given.ticket("registered", on=on)
    manager = seated(client, Role.MANAGER)
    page = manager.get("/reports/registered/trend?period=2026-10").text
    # then each month of both years stands there, with a chart and its list; what is to come is left open
    assert "<svg" in page
    rows = re.findall(r'<th scope="row" class="nowrap">(\d+年\d+月)</th>(.*?)</tr>', page)
    assert [name for name, _ in rows][::11] == ["2025年11月", "2026年10月"]
    both = {name: re.findall(r'<a href="([^"]+)">([^<]+)<', cells) for name, cells in rows}
    assert [text for _, text in both["2026年8月"]] == ["2", "1"]
    assert [text for _, text in both["2026年10月"]] == ["0"]
    for address, text in both["2026年8月"]:
        assert listed(manager.get(unescape(address)).text) == int(text)
    # every figure has one, and it is reached from the report and from the list
    report = manager.get("/reports?period=2026-08").text
    assert all(f"/reports/{each.code}/trend?" in report for each in FIGURES)
    assert manager.get("/reports/on_time_rate/trend?period=2026").status_code == 200
    assert manager.get("/reports/officers/trend?period=2026").status_code == 200
    assert manager.get("/reports/nothing/trend").status_code == 404
