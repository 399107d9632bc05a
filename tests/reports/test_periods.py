"""Periods as people write them (报告期)."""

from datetime import date

import pytest

from caseflow.reports.periods import Period, UnreadablePeriod

YEAR, AUTUMN, HALF, NOVEMBER = (
    Period(202401, 202412),
    Period(202407, 202409),
    Period(202401, 202406),
    Period(202411, 202411),
)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2024", YEAR),
        ("2024年", YEAR),
        (" 2024 Q3 ", AUTUMN),
        ("2024q3", AUTUMN),
        ("2024年第三季度", AUTUMN),
        ("2024年上半年", HALF),
        ("2024-11", NOVEMBER),
        ("2024年11月", NOVEMBER),
        ("2024.1", Period(202401, 202401)),
    ],
)
def test_it_is_read(typed: str, period: Period) -> None:
    assert Period.parse(typed) == period


@pytest.mark.parametrize(
    "typed", ["", "24", "2024-13", "2024Q5", "2024-00", "去年", "2024-11-01", "2024\x00"]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(UnreadablePeriod, match="请写成"):
        Period.parse(typed)


@pytest.mark.parametrize("period", [YEAR, AUTUMN, HALF, NOVEMBER])
def test_its_code_is_read_as_the_same(period: Period) -> None:
    assert Period.parse(period.code) == Period.parse(period.name) == period


def test_the_period_before_has_as_many_months() -> None:
    assert AUTUMN.before == Period(202404, 202406)
    assert YEAR.before == Period(202301, 202312)
    assert Period(202501, 202501).before == Period(202412, 202412)
    assert NOVEMBER.year_before == Period(202311, 202311)


def test_its_days() -> None:
    assert (YEAR.first_day, YEAR.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert Period.parse("2024-02").last_day == date(2024, 2, 29)
    assert len(HALF.months) == 6


def test_what_is_said_of_a_period_that_is_not_over() -> None:
    assert NOVEMBER.standing(date(2024, 10, 31)) == "本期尚未开始"
    assert NOVEMBER.standing(date(2024, 11, 30)) == "本期尚未结束，数字截至2024年11月30日"
    assert NOVEMBER.standing(date(2024, 12, 1)) == ""
