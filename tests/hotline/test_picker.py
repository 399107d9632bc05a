"""Finding a category by whatever one types."""

import pytest
from flask.testing import FlaskClient

from caseflow.hotline.catalogue import SUBJECTS
from caseflow.hotline.knowledge import categories, category_named, find_categories, picker
from caseflow.kernel.roles import Role
from tests.web.desk import seated


@pytest.mark.parametrize(
    "typed", ["qx", "QX", "欠薪", "0101", "拖欠", "拖欠工资", "tqgz", "没发工资", " 欠 薪 "]
)
def test_arrears_are_found_by_code_name_word_and_initials(typed: str) -> None:
    assert find_categories(typed)[0].code == "0101"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("jbf", "0104"),
        ("gs", "0601"),
        ("双倍工资", "0202"),
        ("怀孕", "0801"),
        ("工伤认定", "0601"),
        ("bxcf", ""),
        ("老板扣了我的押金", "0207"),
        ("n加1", "0302"),
        ("外卖骑手", "0806"),
    ],
)
def test_everyday_words_lead_to_a_category(typed: str, code: str) -> None:
    assert category_named(typed) == code


@pytest.mark.parametrize("code", SUBJECTS)
def test_every_category_finds_itself(code: str) -> None:
    by = (code, SUBJECTS[code], f"{code} {SUBJECTS[code]}")
    assert [category_named(typed) for typed in by] == [code] * 3


def test_a_group_finds_all_of_it_in_order() -> None:
    assert [each.code for each in find_categories("07")] == ["0701", "0702", "0703", "0704"]
    assert [each.code for each in find_categories("安全卫生")] == ["0701", "0702", "0703", "0704"]


def test_nothing_finds_nothing() -> None:
    assert find_categories("") == find_categories("  ") == find_categories("<zzz>") == []


def test_words_are_of_known_categories_and_none_is_there_twice() -> None:
    assert set(picker.WORDS) <= set(SUBJECTS)
    words = [word for each in categories() for word in picker.WORDS.get(each.code, ())]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_the_list_of_the_box_holds_all_by_which_one_may_find(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    everything = desk.get("/knowledge/categories").text
    assert everything.count("<option") == len(SUBJECTS)
    assert '<option value="0101 拖欠工资">' in everything
    found = desk.get("/knowledge/categories?q=qx").text
    assert found.count("<option") == 1
    assert " qx " in found
