"""The page of the search and the palette: what they say, to whom, at what cost."""

from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import Party
from caseflow.casework.search import finding
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.web.worklists.marks import LONGEST, Marker
from tests.search.desk import EMPLOYER, WORKER, call
from tests.web import desk
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

NOTHING = "没有找到。可能不在你的权限范围内；可请督办员代查。"


def test_every_page_has_the_box(client: FlaskClient) -> None:
    person = seated(client, Role.LAWYER)
    for address in ("/", "/cases", "/inbox", "/search"):
        assert 'action="/search"' in person.get(address).text


def test_a_hit_shows_who_and_what_with_the_words_marked(client: FlaskClient) -> None:
    ticket = call()
    page = seated(client, Role.OPERATOR).get("/search?q=物业 班组长").text
    assert "找到 1 件" in page
    assert f'href="/hotline/{ticket.id}"' in page
    person = db.session.scalars(sa.select(Party.worker_record_id).where(Party.worker_record_id > 0)).one()
    assert f'href="/workers/{person}">赵**</a> · ' in page
    assert "示例<mark>物业</mark>服务有限公司" in page
    assert "<mark>班组长</mark>说等甲方结算" in page
    assert WORKER not in page


def test_what_was_meant_is_marked_too(client: FlaskClient) -> None:
    call()
    page = seated(client, Role.OPERATOR).get("/search?q=qx").text
    assert "公司<mark>拖欠劳动报酬</mark>三个月" in page


def test_who_was_looked_for_by_name_is_not_named(client: FlaskClient) -> None:
    call()
    page = seated(client, Role.OPERATOR).get(f"/search?q={WORKER}").text
    assert "赵**" in page
    assert page.count(WORKER) == 2  # in the two boxes, as it was typed


def test_nothing_found_never_says_whether_it_exists(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    person = seated(client, Role.AGENCY)
    words = (str(ticket.number), "没有这个词")
    answers = [person.get(f"/search?q={quote(word)}").text for word in words]
    shown = [page.partition("<main")[2].partition("</main>")[0] for page in answers]
    for main, word in zip(shown, words, strict=True):
        assert NOTHING in main
        assert main.replace(word, "") == shown[0].replace(words[0], "")


def test_pages_follow_each_other_with_the_same_filters(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = call(), call()
    monkeypatch.setattr(finding, "PAGE", 1)
    monkeypatch.setitem(finding.find.__kwdefaults__ or {}, "rows", 1)
    page = seated(client, Role.OPERATOR).get("/search?q=物业&flow=ticket").text
    assert f"/hotline/{second.id}" in page
    assert f"/hotline/{first.id}" not in page
    address = f"/search?q=物业&flow=ticket&after={second.id}"
    assert f"after={second.id}" in page
    assert f"/hotline/{first.id}" in client.get(address).text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("q=", "编号或其中一段"),
        ("q=，。", "请输入编号"),
        ("q=" + "工" * 10_000, "最多100字"),
        ("q=甲 乙 丙 丁 戊 己 庚 辛 壬", "最多搜索8个词"),
        ("q=工资&since=x", "登记不早于：请按"),
        ("q=工资&unit_id=99999999999&flow=x&stage=x&category=%25&after=x", NOTHING),
        ("q=%ED%A0%80", NOTHING),
        ("q=<script>alert(1)</script>", NOTHING),
    ],
)
def test_whatever_is_typed_gets_a_clear_answer(client: FlaskClient, query: str, says: str) -> None:
    person = seated(client, Role.OPERATOR)
    for address in ("/search", "/search/palette"):
        answer = person.get(f"{address}?{quote(query, safe='=&%')}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
    assert says in person.get(f"/search?{quote(query, safe='=&%')}").text
    assert person.get("/search?q=%00").status_code == 400


def test_the_palette_leads_to_pages_and_to_what_was_found(client: FlaskClient) -> None:
    ticket = call()
    person = seated(client, Role.OPERATOR)
    assert 'href="/cases"' in person.get("/search/palette?q=dl").text
    assert 'href="/board"' not in person.get("/search/palette?q=看板").text
    found = person.get("/search/palette?q=slwy").text
    assert f'href="/hotline/{ticket.id}"' in found
    assert "全部结果" in found
    assert WORKER not in found
    assert NOTHING in person.get("/search/palette?q=没有这个词").text
    assert person.get("/search/palette").text.count("转到") >= 4


def test_only_those_signed_in_are_answered(client: FlaskClient) -> None:
    call()
    for address in ("/search?q=示例", "/search/palette?q=示例"):
        answer = client.get(address)
        assert answer.status_code in (302, 303, 401)
        assert EMPLOYER not in answer.text


def test_a_search_costs_the_same_however_much_it_shows(client: FlaskClient) -> None:
    person = seated(client, Role.OPERATOR)
    call()
    few = _cost(person)
    for _ in range(4):
        call()
    assert _cost(person) == few <= 8


def _cost(person: FlaskClient) -> int:
    with selects() as sent:
        assert person.get("/search?q=物业 qx").status_code == 200
    return len(sent)


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "前" * 300 + "欠薪" + "后" * 300
    shown = str(Marker([["欠薪"], ["没有"]]).snippet(["欠", text]))
    assert "<mark>欠薪</mark>" in shown
    shown = shown.replace("<mark>", "").replace("</mark>", "")
    assert len(shown) <= LONGEST + 2
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_what_stands_in_a_text_is_no_part_of_the_page() -> None:
    shown = Marker([["b", "script"]]).marked["<b>&<script>"]
    assert shown == "&lt;<mark>b</mark>&gt;&amp;&lt;<mark>script</mark>&gt;"
