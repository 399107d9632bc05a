"""The knowledge base and the scripts: what may be told, by which article; and its pages."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from caseflow.hotline.catalogue import SUBJECTS
from caseflow.hotline.forms import IntakeForm
from caseflow.hotline.knowledge import LIBRARY, MalformedLibrary, library
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests.web.desk import seated, selects

FOLDER = Path(library.__file__).parent
ITEMS, SCRIPTS = ((FOLDER / name).read_text(encoding="utf-8") for name in ("items.toml", "scripts.toml"))


@pytest.mark.parametrize("category", SUBJECTS)
def test_every_category_has_a_script_and_three_to_five_items(category: str) -> None:
    assert 3 <= len(LIBRARY.beside(category)) <= 5
    script = LIBRARY.script(category)
    assert script
    assert script.ask
    assert script.say


def test_law_names_its_article_and_house_rules_never_read_like_law() -> None:
    articles = [article for item in LIBRARY.items.values() for article in item.articles]
    law = [article.basis for article in articles if article.mark is Mark.STATUTE]
    assert len(law) > 60
    whole = {"《全国年节及纪念日放假办法》"}
    assert [basis for basis in law if not re.match(r"《[^》]+》第.+条", basis) and basis not in whole] == []
    assert {article.basis for article in articles if article.mark is Mark.HOUSE} == {"本单位规定"}


def test_nothing_that_was_only_recalled_is_printed() -> None:
    """309号第五十九条, the 80 % floor of sick pay and local minimum wages were never verified."""
    for recalled in ("309号", "第五十九条", "百分之八十的病假", "2100", "渝府发"):
        assert recalled not in ITEMS + SCRIPTS


def test_the_nearest_items_come_first() -> None:
    near = [item.nearness("0109") for item in LIBRARY.about("0109")]
    assert near == sorted(near, reverse=True)
    assert LIBRARY.beside("0301")[0].code == "E01"
    assert {item.categories for item in LIBRARY.beside("")} == {("",)}


def test_fields_are_those_of_the_form() -> None:
    assert [name for name in LIBRARY.fields if not hasattr(IntakeForm, name)] == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('code = "P02"', 'code = "P01"', "P01 is there twice"),
        ('categories = ["0104"]', 'categories = ["0199"]', "unknown category"),
        ('law = ["《劳动法》第四十一条"]', 'law = ["劳动法第四十一条"]', "as its mark says"),
        ('house = ["本单位规定"]', 'house = ["《某某条例》第一条"]', "as its mark says"),
        ('law = ["《劳动法》第四十一条"]', "", "rests on nothing"),
    ],
)
def test_items_that_contradict_themselves_are_refused(was: str, becomes: str, fault: str) -> None:
    assert was in ITEMS
    with pytest.raises(MalformedLibrary, match=fault):
        library.read(ITEMS.replace(was, becomes), SCRIPTS)


def test_a_category_without_a_script_is_refused() -> None:
    with pytest.raises(MalformedLibrary, match="0401 has too few items or no script"):
        library.read(ITEMS, SCRIPTS.replace('code = "04"', 'code = "0404"'))


def test_everybody_signed_in_may_look_things_up(client: FlaskClient) -> None:
    assert client.get("/knowledge").status_code == 303
    page = seated(client, Role.INFORMANT).get("/knowledge").text
    assert "申请仲裁的时效是一年" in page
    assert re.search(r'<a href="/knowledge"[^>]* aria-current="page"', page)


def test_items_are_found_by_words_by_category_and_by_initials(client: FlaskClient) -> None:
    desk = seated(client, Role.LAWYER)
    page = desk.get("/knowledge?q=总包 清偿").text
    assert "工地欠薪，总包先行清偿" in page
    assert "加班由谁举证" not in page
    page = desk.get("/knowledge?category=0104").text
    assert "加班由谁举证" in page
    assert "工地欠薪，总包先行清偿" not in page
    page = desk.get("/knowledge?q=qx").text
    assert 'href="/knowledge?category=0101"' in page
    assert "以下是“拖欠工资”的条目" in page
    assert "没有找到含“没有的词”的条目" in desk.get("/knowledge?q=没有的词").text


def test_a_group_shows_what_concerns_any_of_its_categories(client: FlaskClient) -> None:
    page = seated(client, Role.OPERATOR).get("/knowledge?category=01").text
    assert "工地欠薪，总包先行清偿" in page
    assert "投诉到劳动监察，两年内有效" in page
    assert "违法解除：恢复工作或者两倍赔偿" not in page


def test_an_item_shows_its_articles(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    page = desk.get("/knowledge/P05").text
    assert "《保障农民工工资支付条例》第三十条" in page
    assert "本地适用的法律法规" in page
    assert "工程欠薪（农民工）" in page
    assert desk.get("/knowledge/XX").status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%3Cscript%3E", "q=" + "长" * 900, "category=9999", "category=&q=%20%20"]
)
def test_whatever_is_searched_for_the_page_answers(client: FlaskClient, query: str) -> None:
    answer = seated(client, Role.OPERATOR).get(f"/knowledge?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_the_pages_cost_the_same_however_much_they_show(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    for address in ("/knowledge", "/knowledge?category=0101", "/knowledge?q=工资", "/knowledge/P05"):
        with selects() as sent:
            assert desk.get(address).status_code == 200
        assert len(sent) <= 2, address


def test_script_and_items_stand_beside_the_call(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    page = desk.get("/intake/guidance?category=0109").text
    assert "劳资专管员" in page
    assert 'data-cite-item="P05 工地欠薪，总包先行清偿"' in page
    assert (
        'data-cite-basis="《保障农民工工资支付条例》第二十九条、《保障农民工工资支付条例》第三十条"' in page
    )
    assert 'href="/knowledge?category=0109"' in page
    # the category that the triage proposes, while none is chosen
    page = desk.get("/intake/guidance?triage_danger=no&triage_want=rights&triage_subject=injury").text
    assert "工伤认定：单位30日，职工和工会1年" in page
