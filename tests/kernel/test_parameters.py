"""Local figures: what they may be, and which one is in force where and when."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.dated import in_force
from caseflow.kernel.parameters import (
    PARAMETERS,
    Figure,
    Figures,
    ParameterMissing,
    UnknownParameter,
    UnreadableValue,
    declared,
    written,
)
from caseflow.kernel.rules import Rule
from tests.kernel.published import day
from tests.kernel.test_rules import row

WAGE = declared("min_wage_month")
TABLE = declared("injury_lump_table")


def figure(value: int, since: str, region: str = "") -> Figure:
    return Figure("min_wage_month", Decimal(value), "示例文件", region, day(since), f"{value}")


def test_the_nearest_region_then_the_latest_day_is_in_force() -> None:
    figures = Figures(
        [figure(1800, "2025-01-01"), figure(2100, "2026-01-01", "50"), figure(2200, "2026-07-01", "50")]
    )

    def value(on: str, region: str) -> object:
        return figures.figure("min_wage_month", day(on), region).value

    assert value("2026-06-30", "500119") == 2100
    assert value("2026-07-01", "500119") == 2200
    assert value("2026-07-01", "330000") == 1800
    assert value("2025-12-31", "500119") == 1800


def test_what_is_missing_is_refused_and_never_guessed() -> None:
    figures = Figures([figure(2100, "2026-01-01", "50")])
    for on, region in (("2025-12-31", "500119"), ("2026-01-01", "330000"), ("2026-01-01", "")):
        with pytest.raises(ParameterMissing, match=r"没有.*有效的“月最低工资标准”.*地方参数"):
            figures.figure("min_wage_month", day(on), region)
    with pytest.raises(UnknownParameter):
        figures.figure("no_such_figure", day("2026-01-01"), "50")


@pytest.mark.parametrize("text", ["", "很多", "0", "-1", "1000001", "2100.005", "NaN", "Infinity", "1 2"])
def test_what_is_no_such_figure_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        WAGE.read(text)


def test_thresholds_lie_within_what_the_interpretation_allows() -> None:
    one = declared("crime_one_worker")
    assert [one.read(text) for text in ("5000", "20000")] == [5000, 20000]
    for text in ("4999.99", "20000.01"):
        with pytest.raises(UnreadableValue, match="5000 到 20000"):
            one.read(text)


@given(st.lists(st.decimals(0, 200, places=2), min_size=len(TABLE.rows), max_size=len(TABLE.rows)))
def test_a_table_is_read_as_it_was_written(values: list[Decimal]) -> None:
    table = dict(zip(dict(TABLE.rows), values, strict=True))
    assert TABLE.read(written(table)) == table
    assert TABLE.text(table).count("；") == len(values) - 1


def test_a_table_has_all_its_rows_and_no_others() -> None:
    with pytest.raises(UnreadableValue, match="请填写数字"):
        TABLE.read("medical_5=12")
    with pytest.raises(UnreadableValue, match="没有“medical_1”"):
        TABLE.read("medical_1=12")


def test_no_figure_is_shipped_and_each_says_what_it_is() -> None:
    codes = [one.code for one in PARAMETERS]
    assert len(set(codes)) == len(codes)
    assert all(one.meaning and one.unit and one.least <= one.most for one in PARAMETERS)
    assert all(len(one.code) <= 30 for one in PARAMETERS)


RULES = st.lists(
    st.builds(
        row,
        st.integers(1, 9),
        st.sampled_from(["", "50", "500119", "33"]),
        st.sampled_from([None, "2026-01-01", "2026-07-01"]),
    )
)


@given(
    RULES, st.sampled_from(["2025-06-01", "2026-01-01", "2026-09-01"]), st.sampled_from(["500119", "330000"])
)
def test_nothing_that_holds_is_nearer_or_later_than_what_is_in_force(
    rules: list[Rule], on: str, region: str
) -> None:
    found = in_force(rules, day(on), region)
    holding = [
        r
        for r in rules
        if region.startswith(r.region) and (not r.effective_from or r.effective_from <= day(on))
    ]
    assert (found is None) == (not holding)
    for other in holding:
        assert found
        assert len(other.region) <= len(found.region)
        if len(other.region) == len(found.region) and other.effective_from:
            assert found.effective_from
            assert other.effective_from <= found.effective_from
