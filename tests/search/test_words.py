"""Texts are cut into the same terms for both databases; what was typed becomes the terms it needs."""

import pytest

from caseflow.casework.search.asking import LONGEST, Unsearchable, read
from caseflow.casework.search.synonyms import meant_by
from caseflow.casework.search.words import fold, pieces, terms, wanted

pytestmark = pytest.mark.usefixtures("app")  # fingerprints need its keys


def test_chinese_is_cut_into_pairs_and_latin_words_stay_whole() -> None:
    assert list(terms("拖欠工资，共3万元，见APP")) == (
        ["拖欠", "欠工", "工资", "资", "共", "3", "万元", "元", "见", "app"]
    )


def test_full_width_letters_are_half_width_ones_and_signs_stay() -> None:
    assert fold("Ａ１，（元）") == "A1，（元）"


def test_what_no_database_keeps_is_left_out() -> None:
    assert fold("甲\0乙\ud800丙") == "甲乙丙"


def test_a_lone_character_is_found_but_is_no_pair() -> None:
    assert wanted("薪") == []
    assert "薪" in list(terms("欠薪"))


def test_a_number_is_cut_into_its_parts() -> None:
    assert pieces("#", "NC-0012") == ["#nc", "#001", "#012"]


def test_words_of_one_meaning_stand_for_each_other() -> None:
    meant = meant_by(["欠薪", "拖欠工资", "qx", "物业"])
    assert {"拖欠工资", "拖欠劳动报酬"} <= set(meant["欠薪"])
    assert "欠薪" in meant["拖欠工资"]
    assert {"欠薪", "拖欠工资"} <= set(meant["qx"])
    assert "物业" not in meant


def test_words_are_told_apart_by_blanks_and_commas() -> None:
    asked = read("示例　物业，公司、 物业")
    assert [phrases[0] for phrases in asked.phrases] == ["示例", "物业", "公司"]


def test_a_phone_number_with_blanks_is_one_word() -> None:
    assert len(read("139 0000 1234").words) == 1


@pytest.mark.parametrize("text", ["", "  ", "％％", "'*:&|!()", "…" * 50])
def test_signs_alone_find_nothing_and_say_so(text: str) -> None:
    with pytest.raises(Unsearchable, match="请输入编号"):
        read(text)


def test_too_much_is_refused_in_words() -> None:
    with pytest.raises(Unsearchable, match=f"最多{LONGEST}字"):
        read("工" * 10_000)
    with pytest.raises(Unsearchable, match="最多搜索8个词"):
        read(" ".join("甲乙丙丁戊己庚辛壬"))
