"""The table of a holiday notice: what is read, and what is wrong with each row."""

from datetime import date

import pytest

from caseflow.casework.calendars.file import FaultyCalendar, read_calendar
from caseflow.kernel.calendar import SpecialDay

# An invented arrangement: only the days that are the same every year, one week-end worked.
ROWS = """日期,类型,说明
2027-01-01,放假,元旦
2027-05-01,放假,劳动节
2027-05-02,放假,劳动节
2027-05-08,上班,调休上班
2027-10-01,放假,国庆节
2027-10-02,放假,国庆节
2027-10-03,放假,国庆节
"""


def faults(content: str, year: int = 2027) -> list[str]:
    with pytest.raises(FaultyCalendar) as refused:
        read_calendar(content.encode(), year)
    return refused.value.faults


def test_each_row_is_a_day_off_or_a_day_worked() -> None:
    days = read_calendar(ROWS.encode(), 2027)
    assert len(days) == 7
    assert days[0] == SpecialDay(date(2027, 1, 1), working=False, reason="元旦")
    assert days[3] == SpecialDay(date(2027, 5, 8), working=True, reason="调休上班")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_as_spreadsheets_save_it(encoding: str, end: str) -> None:
    content = ROWS.replace("\n", end).encode(encoding)
    assert read_calendar(content, 2027) == read_calendar(ROWS.encode(), 2027)


@pytest.mark.parametrize("written", ["2027/1/1", "2027年1月1日", "2027.1.1", " 2027-01-01 "])
def test_a_date_may_be_written_as_people_do(written: str) -> None:
    assert read_calendar(ROWS.replace("2027-01-01", written).encode(), 2027)[0].day == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2月5日至11日", 11),
        ("２月５日至１１日", 11),
        ("2月5日-11日", 11),
        ("2月5日（周五）至11日（周四）", 11),
        ("2027年2月5日—2月11日", 11),
        ("2027-02-05至2027-02-11", 11),
        ("2027/2/5~2027/2/11", 11),
        ("2027-02-05-2027-02-11", 11),
        ("2.5到2.6", 6),
        ("2月5日", 5),
    ],
)
def test_a_range_of_days_may_be_written_as_the_notice_does(written: str, last: int) -> None:
    days = read_calendar(f"{ROWS}{written},休息,春节\n".encode(), 2027)[7:]
    assert [one.day for one in days] == [date(2027, 2, n) for n in range(5, last + 1)]
    assert not any(one.working for one in days)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_columns_may_be_apart_by_tabs_and_signs_full_width(encoding: str) -> None:
    table = ROWS.replace(",", "\t") if encoding == "utf-16" else ROWS.replace(",", "，")
    assert read_calendar(table.encode(encoding), 2027) == read_calendar(ROWS.encode(), 2027)


def test_each_row_is_told_with_its_cells_and_its_fault() -> None:
    with pytest.raises(FaultyCalendar) as refused:
        read_calendar(f"{ROWS}明天,放假,春节\n".encode(), 2027)
    assert len(refused.value.rows) == 8
    assert [row.fault for row in refused.value.rows[:7]] == [""] * 7
    assert refused.value.rows[7].cells == ("明天", "放假", "春节")


def test_empty_rows_at_the_end_do_no_harm() -> None:
    assert len(read_calendar(f"{ROWS},,\n\n".encode(), 2027)) == 7


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2027-02-29,放假,春节", "第9行：日期“2027-02-29”无法识别，请写如 2027-01-01"),
        ("明天,放假,春节", "第9行：日期“明天”无法识别，请写如 2027-01-01"),
        ("2026-02-05,放假,春节", "第9行：2026-02-05不在2027年"),
        ("2027-01-01,放假,元旦", "第9行：日期2027-01-01重复"),
        ("2月11日至5日,放假,春节", "第9行：日期“2月11日至5日”的末日早于首日"),
        ("2月5日至6月5日,放假,春节", "第9行：日期“2月5日至6月5日”超过31天，请核对"),
        ("2027-02-05,节日,春节", "第9行：类型“节日”应为放假或上班"),
        ("2027-02-05,上班,调休", "第9行：2027-02-05是周一至周五，不是调休上班日"),
        ("2027-02-05,放假,", "第9行：说明应为1至50字"),
        ("2027-02-05,放假", "第9行：应有3列，实有2列"),
    ],
)
def test_a_wrong_row_is_named_with_its_fault(row: str, fault: str) -> None:
    assert faults(f"{ROWS}{row}\n") == [fault]


def test_all_wrong_rows_are_named_at_once() -> None:
    assert len(faults(f"{ROWS}x,放假,春节\ny,放假,春节\n")) == 2


def test_a_table_that_was_cut_off_is_not_taken() -> None:
    cut = ROWS.rpartition("2027-10-02")[0]
    assert faults(cut) == ["缺少法定节日2027-10-02", "缺少法定节日2027-10-03"]


@pytest.mark.parametrize("content", ["", "day,type,note\n", "放假安排\n", "\x00\x01"])
def test_another_file_is_refused_by_its_first_row(content: str) -> None:
    assert faults(content) == ["第1行应为表头：日期,类型,说明"]
