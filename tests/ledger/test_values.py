from datetime import date
from decimal import Decimal

import pytest

from caseflow.ledger import values
from caseflow.ledger.values import Unreadable


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-09",
        "2024/1/9",
        "2024.01.09",
        "2024年1月9日",
        "２０２４－０１－０９",
        "2024-1-9 00:00",
        "20240109",
        "45300",
    ],
)
def test_a_day_however_it_is_written(text: str) -> None:
    assert values.day(text) == date(2024, 1, 9)


def test_a_day_before_the_trade_began() -> None:
    with pytest.raises(Unreadable, match="年份过早"):
        values.day("0024-01-09")


@pytest.mark.parametrize("text", ["2024-02-30", "二月", "2024", "24/1/9", "2024-01-09后"])
def test_no_day(text: str) -> None:
    with pytest.raises(Unreadable, match="不是日期"):
        values.day(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("186,000", "186000"),
        ("43,200.50", "43200.50"),
        ("38800.5", "38800.50"),
        ("１，２３４元", "1234"),
        ("0", "0"),
    ],
)
def test_money_however_it_is_written(text: str, amount: str) -> None:
    assert values.money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["-5", "1,23", "12.345", "约3万", "1e6", "9999999999999"])
def test_no_money(text: str) -> None:
    with pytest.raises(Unreadable, match="金额"):
        values.money(text)


@pytest.mark.parametrize("text", ["139 0000 0001", "139-0000-0001", "１３９００００００１", "(023)00000001"])
def test_a_phone_in_figures_only(text: str) -> None:
    assert values.phone(text).isascii()
    assert values.phone(text).isdigit()


def test_a_phone_of_odd_length_is_told_apart() -> None:
    assert values.is_phone("13900000001")
    assert not values.is_phone("1390000003")
    with pytest.raises(Unreadable, match="不是电话号码"):
        values.phone("问邻居")


@pytest.mark.parametrize("text", ["0", "-1", "很多", "1.5"])
def test_no_headcount(text: str) -> None:
    with pytest.raises(Unreadable, match="人数"):
        values.count(text)


def test_names_are_told_by_their_letters() -> None:
    read = values.one_of({"未签合同、二倍工资": "0202"})
    assert read("未签合同/二倍工资") == "0202"
    with pytest.raises(Unreadable, match="没有“其他”这一项"):
        read("其他")
