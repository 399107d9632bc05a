"""Amounts in capitals, days and numbers as official papers write them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.casework.documents.numerals import capital_amount, chinese_day, chinese_number, official_day

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10.05", "壹拾元零伍分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100010", "壹拾万零壹拾元整"),
        ("10001000", "壹仟万壹仟元整"),
        ("100000000", "壹亿元整"),
        ("1000000001", "壹拾亿零壹元整"),
        ("1000000000000", "壹万亿元整"),
    ],
)
def test_an_amount_in_capitals(amount: str, capitals: str) -> None:
    assert capital_amount(Decimal(amount)) == f"人民币{capitals}"


@given(st.integers(0, 10**18 - 1).map(lambda fen: Decimal(fen) / 100))
@settings(max_examples=200)
def test_the_capitals_say_the_amount_and_never_two_zeros(amount: Decimal) -> None:
    said = capital_amount(amount)
    assert "零零" not in said
    assert said.endswith("整") == (amount == amount.to_integral_value())
    assert read(said) == amount


def read(said: str) -> Decimal:
    """The amount back from its capitals."""
    whole, yuan, small = said.removeprefix("人民币").removesuffix("整").partition("元")
    if not yuan:
        whole, small = "", whole
    jiao = sum(DIGITS.index(a) for a, unit in pairwise(small) if unit == "角")
    fen = sum(DIGITS.index(a) for a, unit in pairwise(small) if unit == "分")
    return Decimal(number(whole)) + Decimal(jiao) / 10 + Decimal(fen) / 100


def number(text: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(unit) if unit == "亿" else text.partition(unit)
        if found:
            return number(before) * size + number(after)
    total = held = 0
    for sign in text:
        if sign in UNITS:
            total, held = total + held * UNITS[sign], 0
        else:
            held = DIGITS.index(sign)
    return total + held


@pytest.mark.parametrize("wrong", ["-1", "0.001", "10000000000000000"])
def test_what_is_no_amount_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        capital_amount(Decimal(wrong))


def test_days_are_written_without_zeros_or_in_characters() -> None:
    assert official_day(date(2026, 8, 3)) == "2026年8月3日"
    assert chinese_day(date(2026, 11, 30)) == "二〇二六年十一月三十日"
    assert chinese_day(date(2030, 10, 20)) == "二〇三〇年十月二十日"
    assert [chinese_number(n) for n in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
