"""Limits in the lines of a letter: read, said, counted over holidays."""

from datetime import date

import pytest

from caseflow.kernel.calendar import Days, WorkingDays
from caseflow.notice.clauses.library import LIBRARY, MalformedClauses, near, read
from caseflow.notice.demands import Demand, Unreadable, demands_in, fault_in, last_day, limit_of
from tests.kernel.published import CALENDAR

TODAY = date(2026, 9, 22)


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("10个工作日", WorkingDays(10)),
        ("收到本意见书之日起10工作日内", WorkingDays(10)),
        ("自收到之日起15日内", Days(15)),
        ("7天", Days(7)),
        ("2026-12-14前", date(2026, 12, 14)),
        ("于2026年12月14日前完成", date(2026, 12, 14)),
        ("证据1", None),
        ("", None),
    ],
)
def test_limits_as_people_write_them(words: str, limit: object) -> None:
    assert limit_of(words) == limit


@pytest.mark.parametrize("words", ["2026-2-30前", "0个工作日", "900日"])
def test_a_limit_that_there_is_not(words: str) -> None:
    with pytest.raises(Unreadable):
        limit_of(words)
    assert "请写成" in fault_in(f"补发工资（{words}）", TODAY)


def test_a_line_says_its_limit_and_is_read_again() -> None:
    line = Demand("补发工资", WorkingDays(10)).line
    assert line == "补发工资（收到之日起10个工作日内）"
    assert demands_in(f"1. {line}。\n公布发薪日（2026年10月20日前）\n（附表2）改正") == [
        Demand("补发工资", WorkingDays(10)),
        Demand("公布发薪日", date(2026, 10, 20)),
        Demand("（附表2）改正"),
    ]


def test_days_that_have_gone_by_are_told_by_their_item() -> None:
    assert fault_in("甲（2026-9-23前）\n乙（2026-9-22前）", TODAY).startswith("第2项的期限已经过去")
    assert fault_in("甲（2026-9-23前）\n乙", TODAY) == ""


def test_limits_are_foreseen_over_the_holidays() -> None:
    # given a letter signed on Tuesday 22 September, received three working days later: 28 September
    demands = demands_in("甲（5个工作日内）\n乙（15日内）\n丙（2026-10-12前）\n丁")
    received = date(2026, 9, 28)
    due = [one.due(received, CALENDAR) for one in demands]
    # then working days pass over National Day, and the 13th of October is a Tuesday
    assert due == [date(2026, 10, 10), date(2026, 10, 13), date(2026, 10, 12), None]
    assert last_day(demands, TODAY, CALENDAR) == date(2026, 10, 13)


# ---- the clauses


def test_only_verified_law_of_this_place_stands_in_a_letter() -> None:
    for clause in LIBRARY.clauses.values():
        assert bool(clause.cited) == clause.verified
        if not clause.verified:
            assert clause.article not in clause.blamed + clause.demanded


def test_every_group_of_labour_law_has_clauses_that_demand_something() -> None:
    clauses = list(LIBRARY.clauses.values())
    for group in ("01", "02", "03", "04", "05", "06", "07", "08", "09"):
        assert any(clause.demand for clause in clauses if any(c.startswith(group) for c in clause.categories))


def test_the_clauses_of_a_category_come_nearest_first() -> None:
    found = near(LIBRARY.clauses.values(), "0301")
    assert found[0].code == "L0301"
    assert found[-1].categories == ("",)
    assert not [clause for clause in found if clause.code.startswith("L01")]


ROW = 'version = "1"\ndate = 2026-11-23\n[[clauses]]\ncode = "A"\ntitle = "甲"\ncategories = ["01"]\n'


@pytest.mark.parametrize(
    "rest",
    [
        "",
        'law = "甲法第一条"',
        'unverified = "甲法第一条"\nrule = "……"',
        'law = "甲法第一条"\nrule = "……"\ndemand = "改"',
        'law = "甲法第一条"\nrule = "……"\nlimit = "5日"',
    ],
)
def test_a_clause_that_contradicts_itself_is_not_read(rest: str) -> None:
    assert read(ROW + 'law = "甲法第一条"\nrule = "……"\ndemand = "改"\nlimit = "5日"').clauses["A"].cited
    with pytest.raises(MalformedClauses):
        read(ROW + rest)
