"""Which period is in force, when and where."""

import pytest

from caseflow.kernel.calendar import Days, WorkingDays
from caseflow.kernel.rules import Mark, Rule, RuleBook, UnknownRule
from tests.kernel.published import day

DECLARED = Rule("ND4", WorkingDays(15), "本会答复期限内部规定", Mark.HOUSE)


def row(n: int, region: str = "", since: str | None = None) -> Rule:
    return Rule(
        "ND4", WorkingDays(n), "测试条例", Mark.STATUTE, region, day(since) if since else None, version=f"{n}"
    )


def in_force(rows: list[Rule], on: str, region: str) -> Rule:
    return RuleBook([DECLARED], rows).rule("ND4", day(on), region)


def test_without_a_row_the_declared_default_holds() -> None:
    assert in_force([], "2026-11-23", "500119") is DECLARED
    assert DECLARED.version == "默认"


def test_a_row_holds_from_its_day_on() -> None:
    rows = [row(20, since="2026-01-01"), row(30, since="2026-07-01")]
    assert in_force(rows, "2025-12-31", "500119") is DECLARED
    assert in_force(rows, "2026-01-01", "500119") is rows[0]
    assert in_force(rows, "2026-06-30", "500119") is rows[0]
    assert in_force(rows, "2026-07-01", "500119") is rows[1]


def test_the_nearest_region_goes_before_the_latest_day() -> None:
    everywhere, province, county = row(20, since="2026-07-01"), row(30, "50"), row(40, "500119")
    rows = [county, everywhere, province]
    assert in_force(rows, "2026-11-23", "500119") is county
    assert in_force(rows, "2026-11-23", "500112") is province
    assert in_force(rows, "2026-11-23", "330000") is everywhere


def test_of_two_equal_rows_the_later_given_holds() -> None:
    rows = [row(20, since="2026-07-01"), row(30, since="2026-07-01")]
    assert in_force(rows, "2026-11-23", "50") is rows[1]


def test_a_narrower_row_does_not_hold_for_the_whole_province() -> None:
    assert in_force([row(40, "500119")], "2026-11-23", "50") is DECLARED


def test_an_unknown_code_is_refused_by_name() -> None:
    book = RuleBook(
        [DECLARED], [Rule("XX1", Days(3), "测试条例", Mark.STATUTE, effective_from=day("2027-01-01"))]
    )
    for code in ("XX1", "XX2"):
        with pytest.raises(UnknownRule, match=code) as refused:
            book.rule(code, day("2026-11-23"), "500119")
        assert refused.value.status == 404


def test_no_house_rule_is_called_law() -> None:
    assert {mark: mark.label for mark in Mark} == {
        Mark.STATUTE: "本地适用的法律法规",
        Mark.ELSEWHERE: "其他地区规定，参照",
        Mark.HOUSE: "本单位内部规定",
    }
