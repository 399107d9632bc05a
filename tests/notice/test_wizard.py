"""Writing a letter: clauses are taken over, the letter is looked at, nobody is given away (拟稿向导)."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.parties import given_away
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from caseflow.notice.models import Opinion
from tests import given, when
from tests.web.desk import seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

NAME, PHONE, IDENTITY = "王测试", "13900001234", "50010119900101123X"
ADDRESS = "重庆市演示区演示街道演示路8号2单元"


def opinion(*, confidential: bool = True) -> Opinion:
    """A draft about pay, in a matter of a worker who is known by name and numbers."""
    letter = given.opinion("draft", on="2026-09-16", sanitised_facts="单位拖欠工资。")
    with transaction() as session:
        matter = session.get_one(Matter, letter.matter_id)
        matter.confidential, matter.category = confidential, "0101"
        worker = Party(matter_id=matter.id, kind=PartyKind.WORKER, name=NAME, address=ADDRESS)
        worker.identify(phone=PHONE, id_number=IDENTITY)
        session.add(worker)
    return db.session.get_one(Opinion, letter.id)


def sends(client: FlaskClient, letter: Opinion, **typed: Any) -> TestResponse:
    address = f"/notice/{letter.id}/act/revise"
    page = client.get(address)
    names = ("page_version", "page_seen", "token")
    return client.post(address, data={**{name: hidden(page, name) for name in names}, **typed})


def test_clauses_go_into_the_letter_with_limits_and_may_be_mended(client: FlaskClient) -> None:
    # given a supervisor who has chosen two clauses, one of an article that nobody has read
    letter, person = opinion(), seated(client, Role.SUPERVISOR)
    page = sends(person, letter, then="take", clauses=["L0101", "L0102"], measures="自查用工情况").text
    # then what is verified stands with its words, the other only in what is demanded
    assert "劳动合同法》第三十条：用人单位应当" in page
    assert "《中华人民共和国劳动法》第五十条" not in page
    assert "公布今后的发薪日，按月支付工资（收到之日起5个工作日内）" in page
    assert "自查用工情况\n核对并足额支付" in page
    # and the letter beside it says the same, nothing having been sent
    assert "（二）核对并足额支付拖欠的劳动报酬" in page
    assert letter.measures == "示例内容"


def test_the_letter_is_looked_at_with_what_is_typed(client: FlaskClient) -> None:
    letter, person = opinion(), seated(client, Role.SUPERVISOR)
    page = sends(person, letter, then="look", employer_name="新名字公司", measures="甲（2026-12-14前）")
    assert (page.status_code, "新名字公司：" in page.text) == (200, True)
    assert "第1项（指定日期）：" in page.text
    assert letter.employer_name != "新名字公司"


@pytest.mark.parametrize("address", ["/notice/new/reminder", "/notice/new/recommendation"])
def test_a_letter_is_looked_at_before_there_is_one(client: FlaskClient, address: str) -> None:
    person = seated(client, Role.SUPERVISOR)
    typed = {"then": "look", "employer_name": "<b>示例</b>公司", "category": "0301", "token": "12345678"}
    page = person.post(address, data=typed).text
    assert "&lt;b&gt;示例&lt;/b&gt;公司" in page
    assert "本案类别" in page


def test_limits_that_cannot_be_are_refused_beside_the_field(client: FlaskClient) -> None:
    letter, person = opinion(), seated(client, Role.SUPERVISOR)
    page = sends(person, letter, measures="补发工资（2026-2-30前）")
    assert page.status_code == 422
    assert "没有“2026-2-30”这一天" in page.text
    page = sends(person, letter, measures="补发工资（2099-3-2前）", rectify_by="2099-3-1")
    assert "整改截止日不能早于它" in page.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("职工王 测试反映", "姓名"),
        ("职工王·测试反映", "姓名"),
        ("电话１３９　００００－１２３４", "电话"),
        ("电话139,0000,1234", "电话"),
        ("证号500101 1990 0101 123x", "身份证号码"),
        ("家住演示街道 演示路8号2单元", "住址"),
        ("单位拖欠工资两个月", ""),
    ],
)
def test_what_gives_somebody_away(text: str, told: str) -> None:
    worker = Party(kind=PartyKind.WORKER, name=NAME, address=ADDRESS)
    worker.identify(phone=PHONE, id_number=IDENTITY)
    assert given_away(text, [worker]) == told


def test_a_confidential_letter_names_nobody_whoever_sends_it(client: FlaskClient) -> None:
    letter = opinion()
    typed: dict[str, Any] = {"breaches": f"拖欠{NAME[0]} {NAME[1:]}的工资"}
    with pytest.raises(Incomplete) as refused:
        when.acts(letter, "revise", on="2026-09-17", **typed)
    assert list(refused.value.fields) == ["breaches"]
    # with written consent, or in a matter that is not confidential, it may be drafted
    when.acts(letter, "revise", on="2026-09-17", identity_consent=True, **typed)
    when.acts(opinion(confidential=False), "revise", on="2026-09-17", **typed)


def test_whom_to_ask_gives_away_nobody_either() -> None:
    letter = opinion(confidential=False)
    when.acts(letter, "revise", on="2026-09-17", contact=f"{NAME} 本人")
    for action in ("investigate", "conclude_investigation"):
        when.acts(letter, action, on="2026-09-17")
    with pytest.raises(GuardRefused, match="可识别投诉人"):
        when.acts(letter, "submit_review", on="2026-09-17")


def test_the_refusal_stands_beside_the_field_and_keeps_what_was_typed(client: FlaskClient) -> None:
    letter, person = opinion(), seated(client, Role.SUPERVISOR)
    step = letter.definition.transition("revise")
    known = {name: str(value) for name, value in given.answers(step, given.moment("2026-09-17")).items()}
    page = sends(person, letter, **known | {"measures": f"联系{PHONE}"})
    assert page.status_code == 422
    assert "这里写有投诉人的电话。本件举报保密" in page.text
    assert 'id="measures-fault"' in page.text
    assert f"联系{PHONE}" in page.text


# ---- clauses of the office's own


CLAUSE = {
    "title": "夜班津贴",
    "category": "0104",
    "mark": "statute",
    "article": "《演示条例》第三条",
    "rule": "夜班应当支付津贴。",
    "breach": "未支付夜班津贴",
    "demand": "补发夜班津贴",
    "limit": "7个工作日",
}


def test_a_clause_is_in_use_once_a_second_person_agrees(client: FlaskClient) -> None:
    person = seated(client, Role.LAWYER)
    assert person.post("/clauses", data=CLAUSE).status_code == 303
    refused = person.post("/clauses/1/approve")
    assert (refused.status_code, "请由另一人批准" in refused.text) == (422, True)
    seated(client, Role.SUPERVISOR)
    assert "夜班津贴" not in client.get("/notice/new/opinion").text
    assert client.post("/clauses/1/approve").status_code == 403
    seated(client, Role.ADMIN)
    assert client.post("/clauses/1/approve").status_code == 303
    seated(client, Role.SUPERVISOR)
    assert "《演示条例》第三条：夜班应当支付津贴。" in client.get("/notice/new/opinion").text
    seated(client, Role.LAWYER)
    assert client.post("/clauses/1/withdraw").status_code == 303
    assert client.post("/clauses/1/withdraw").status_code == 422
    seated(client, Role.SUPERVISOR)
    assert "夜班津贴" not in client.get("/notice/new/opinion").text


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        ({"rule": ""}, "请填写条文和条文内容"),
        ({"limit": "很快"}, "要求和期限要一起填写"),
        ({"limit": "0个工作日"}, "不在1到366之间"),
        ({"title": "夜" * 61}, "最多60字"),
        ({"category": ""}, "请选择适用类别"),
    ],
)
def test_a_clause_that_does_not_fit_is_sent_back(
    client: FlaskClient, wrong: dict[str, str], because: str
) -> None:
    page = seated(client, Role.ADMIN).post("/clauses", data=CLAUSE | wrong)
    assert (page.status_code, because in page.text) == (422, True)
