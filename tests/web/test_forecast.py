"""The days ahead on the screen: numbers that open lists, leave that counts, and what is only supposed."""

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from caseflow.accounts.models import Absence, AbsenceReason
from caseflow.casework.db import transaction
from caseflow.kernel import time
from caseflow.kernel.roles import Role
from tests import given
from tests.browser.live import Clock
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

CELL = re.compile(r'<a href="([^"]*day=[^"#]*)#list" aria-label="[^"]*">(\d+)</a>')
LINE = re.compile(r'class="line-number"><a href="([^"]+)" data-open>')
NOW = "2026-09-16T15:00"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a Wednesday afternoon; the five working days to come end on the Wednesday after."""
    monkeypatch.setattr(time, "datetime", Clock(NOW))


@pytest.fixture
def office(app: Flask) -> list[int]:
    """Two tickets whose first contact is due tomorrow, one that is late, a mediation for nobody yet."""
    made = [given.ticket("in_progress", on="2026-09-16") for _ in range(2)]
    made.append(given.ticket("in_progress", on="2026-09-10"))
    given.mediation("applied", on="2026-09-16")
    return [ticket.id for ticket in made]


def away(role: Role, first: date, last: date) -> None:
    person = given.person(role)
    with transaction() as session:
        session.add(
            Absence(
                user_id=person.id,
                first_on=first,
                last_on=last,
                reason=AbsenceReason.LEAVE,
                recorded_at=given.moment("2026-09-10"),
                recorded_by=person.id,
            )
        )


def test_every_number_opens_the_list_of_its_day(client: FlaskClient, office: list[int]) -> None:
    desk = seated(client, Role.MANAGER)
    for by in ("person", "unit"):
        cells = CELL.findall(desk.get(f"/forecast?by={by}").text)
        assert sum(int(n) for _, n in cells) >= 3
        for address, n in cells:
            assert len(LINE.findall(desk.get(unescape(address)).text)) == int(n), address
    # and what is late already leads to the board
    page = desk.get("/forecast").text
    handler = given.person(Role.HANDLING_UNIT)
    late = re.search(rf'href="(/board[^"]*person={handler.id})#list" aria-label="[^"]*">1</a>', page)
    assert late
    assert LINE.findall(desk.get(unescape(late[1])).text) == [f"/hotline/{office[2]}"]


def test_everybody_else_sees_the_own_row(client: FlaskClient, office: list[int]) -> None:
    page = seated(client, Role.HANDLING_UNIT).get("/forecast?by=unit").text
    assert "按单位" not in page
    assert "未确定" not in page
    assert sum(int(n) for _, n in CELL.findall(page)) == 2
    assert "没有到期的件" in seated(client, Role.LAWYER).get("/forecast").text
    assert seated(client, Role.ADMIN).get("/forecast").status_code == 403


def test_leave_on_record_counts(client: FlaskClient, office: list[int]) -> None:
    assert "不在" not in _table(seated(client, Role.MANAGER).get("/forecast").text)
    away(Role.HANDLING_UNIT, date(2026, 9, 17), date(2026, 9, 18))
    page = _table(seated(client, Role.MANAGER).get("/forecast").text)
    assert page.count("不在") == 2
    assert "+2" in page


def test_what_if_somebody_were_away(client: FlaskClient, office: list[int]) -> None:
    desk, handler = seated(client, Role.MANAGER), given.person(Role.HANDLING_UNIT)
    page = desk.get(f"/forecast?away={handler.id}&first_on=2026-9-16&last_on=2026-9-17").text
    assert "2 件须改派" in page
    assert "恢复实际情况" in page
    # but nothing has been recorded
    assert "须改派" not in desk.get("/forecast").text


def test_what_if_a_day_were_off(client: FlaskClient, office: list[int]) -> None:
    desk = seated(client, Role.MANAGER)
    page = desk.get("/forecast?off=2026-09-17&most=1").text
    assert "+2" in _table(page)
    assert "过多" in _table(page)
    assert "休息" in _table(page)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("first_on=2026-9-18&last_on=2026-9-17", "后一天不早于前一天"),
        ("first_on=昨天", "请按"),
        ("most=0", "请填写 1 到 99"),
        ("most=很多", "请填写整数"),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field_and_kept(
    client: FlaskClient, office: list[int], query: str, says: str
) -> None:
    handler = given.person(Role.HANDLING_UNIT)
    page = seated(client, Role.MANAGER).get(f"/forecast?away={handler.id}&{query}")
    assert page.status_code == 200
    assert says in page.text
    assert query.rpartition("=")[2] in page.text


@pytest.mark.parametrize("query", ["span=7&by=x", "off=x", "day=x", "away=999999", "person=x&day=2026-9-17"])
def test_what_was_never_offered_changes_nothing(client: FlaskClient, office: list[int], query: str) -> None:
    assert seated(client, Role.MANAGER).get(f"/forecast?{query}").status_code == 200


def test_the_page_costs_no_more_however_much_it_shows(client: FlaskClient, office: list[int]) -> None:
    desk = seated(client, Role.MANAGER)
    desk.get("/forecast?day=2026-9-17")
    with selects() as sent:
        desk.get("/forecast?day=2026-9-17")
    for _ in range(2):
        given.ticket("in_progress", on="2026-09-16")
    with selects() as again:
        desk.get("/forecast?day=2026-9-17")
    assert len(again) == len(sent) <= 7


def _table(page: str) -> str:
    return page.partition('<table class="table ahead">')[2].partition("</table>")[0]
