"""The pages that say what to do next: who sees them, what they say when empty, what they cost."""

import pytest
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import Notification
from caseflow.casework.worklists import paging
from caseflow.extensions import db
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from tests import given
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

LISTS = (
    *("/", "/cases", "/cases?tab=team", "/cases?tab=done&light=normal&category=01"),
    *("/board", "/board?by=person&light=all", "/inbox"),
)
LONG_AGO = "2025-09-16"
"""Late on whatever day the tests are run."""


def message(role: Role, text: str = "示例消息", proceeding_id: int | None = None) -> int:
    recipient_id = given.person(role).id
    with transaction() as session:
        made = Notification(
            key=f"{role}{text}",
            recipient_id=recipient_id,
            proceeding_id=proceeding_id,
            text=text,
            at=given.moment(LONG_AGO),
        )
        session.add(made)
        session.flush()
        return made.id


def test_today_shows_what_is_late_and_leads_to_it(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on=LONG_AGO)
    message(Role.HANDLING_UNIT, "请尽快办理", ticket.id)
    page = seated(client, Role.HANDLING_UNIT).get("/").text
    assert "已超期" in page
    assert f'href="/hotline/{ticket.id}"' in page
    assert "测***" in page
    assert "请尽快办理" in page


@pytest.mark.parametrize(
    ("role", "advice"),
    [
        (Role.OPERATOR, "来电登记"),
        (Role.MANAGER, "看板"),
        (Role.LAWYER, "轮到您办理的件会出现在这里"),
        (Role.ADMIN, "系统管理员不办案"),
        (Role.INFORMANT, "您的岗位不查阅案件"),
    ],
)
def test_an_empty_day_says_what_to_do_next(client: FlaskClient, role: Role, advice: str) -> None:
    page = seated(client, role).get("/").text
    assert "没有超期和临近到期的事" in page
    assert advice in page


def test_the_queue_keeps_the_filters_in_its_addresses(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 1)
    first, second = (given.ticket("in_progress", on=on) for on in (LONG_AGO, "2025-09-17"))
    desk = seated(client, Role.HANDLING_UNIT)
    page = desk.get("/cases?tab=mine&family=hotline&category=01").text
    assert str(first.number) in page
    assert str(second.number) not in page
    assert "tab=team&amp;" in page or "&amp;tab=team" in page
    assert "category=01" in page
    following = f"/cases?tab=mine&family=hotline&category=01&after={_after(page)}"
    assert str(second.number) in desk.get(following).text


def _after(page: str) -> str:
    return page.partition("after=")[2].partition('"')[0].partition("&")[0]


@pytest.mark.parametrize(
    "query", ["tab=x", "light=x", "unit_id=x", "unit_id=999999", "family=x", "category=%25", "number=%00"]
)
def test_filters_that_were_never_offered_narrow_nothing(client: FlaskClient, query: str) -> None:
    ticket = given.ticket("in_progress", on=LONG_AGO)
    answer = seated(client, Role.HANDLING_UNIT).get(f"/cases?{query}")
    assert answer.status_code == (400 if "%00" in query else 200)
    assert (str(ticket.number) in answer.text) == (answer.status_code == 200)


def test_a_page_that_never_was_is_not_found(client: FlaskClient) -> None:
    desk = seated(client, Role.HANDLING_UNIT)
    for address in ("/cases?after=x", "/inbox?after=1"):
        assert desk.get(address).status_code == 404


def test_an_empty_queue_says_why(client: FlaskClient) -> None:
    desk = seated(client, Role.HANDLING_UNIT)
    assert "由您承办的件会出现在这里" in desk.get("/cases").text
    assert "没有符合筛选条件的件" in desk.get("/cases?number=NC1").text


def test_only_supervisors_see_what_is_late(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on=LONG_AGO)
    page = seated(client, Role.MANAGER).get("/board").text
    assert str(ticket.number) in page
    assert given.person(Role.HANDLING_UNIT).name in page
    assert "未催办" in page
    assert seated(client, Role.OPERATOR).get("/board").status_code == 403


def test_the_overdue_list_is_narrowed_and_counted(client: FlaskClient) -> None:
    ticket, aid = given.ticket("in_progress", on=LONG_AGO), given.aid("applied", on=LONG_AGO)
    desk = seated(client, Role.MANAGER)
    page = desk.get("/board?flow=ticket").text
    assert str(ticket.number) in page
    assert f'href="/aid/{aid.id}"' not in page
    assert f'href="/aid/{aid.id}"' in desk.get("/board").text
    assert str(ticket.number) not in desk.get(f"/board?unit_id={given.unit_tree().town.id}").text


def test_when_nothing_is_late_the_next_deadline_is_told(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    assert "没有超期件。</p>" in desk.get("/board").text
    given.ticket("in_progress", on=f"{utcnow().astimezone(SHANGHAI):%Y-%m-%dT%H:%M}")
    assert "没有超期件。最近的期限：" in desk.get("/board").text


def test_messages_are_read_one_by_one_or_all_at_once(client: FlaskClient) -> None:
    ids = [message(Role.OPERATOR, text) for text in ("一号消息", "二号消息", "三号消息")]
    other = message(Role.MANAGER, "别人的消息")
    desk = seated(client, Role.OPERATOR)
    assert desk.post(f"/inbox/{ids[0]}/read").status_code == 303
    page = desk.get("/inbox").text
    assert "一号消息" not in page
    assert "二号消息" in page
    assert "一号消息" in desk.get("/inbox?show=read").text
    assert desk.post("/inbox/read", data={"newest": max(ids)}).status_code == 303
    assert "没有未读消息" in desk.get("/inbox").text
    # nobody reads for others
    assert desk.post(f"/inbox/{other}/read").status_code == 404
    assert db.session.get_one(Notification, other, populate_existing=True).read_at is None


def test_a_page_costs_at_most_eight_queries_however_much_it_shows(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    before = {address: _cost(desk, address) for address in LISTS}
    for number in range(3):
        ticket = given.ticket("in_progress", on=LONG_AGO)
        given.aid("applied", on=LONG_AGO)
        given.ticket("closed", on=LONG_AGO)
        message(Role.MANAGER, f"消息{number}", ticket.id)
    for address in LISTS:
        cost = _cost(desk, address)
        assert cost <= max(before[address], 6), address
        assert cost <= (6 if address.startswith("/board") else 8), address


def _cost(desk: FlaskClient, address: str) -> int:
    with selects() as sent:
        assert desk.get(address).status_code == 200
    return len(sent)
