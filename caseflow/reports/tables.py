"""The tables of a report: figures beside those of before, or split by unit, month or category (报表表格)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from caseflow.reports.asking import address
from caseflow.reports.counting import Asked, Report, Split, count
from caseflow.reports.figures import PERCENT, Figure, groups
from caseflow.reports.periods import month_name
from caseflow.web.charts import Chart, Series
from caseflow.web.worklists import choices


@dataclass(frozen=True, slots=True)
class Number:
    """A value as it is printed, and where it leads."""

    text: str
    value: Decimal | None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside what it was before: a period earlier, and a year earlier."""

    figure: Figure
    now: Number
    before: Number
    year_before: Number
    change: str
    trend: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a table that is split: a unit, a month or a category, with its numbers."""

    name: str
    numbers: list[Number]


@dataclass(frozen=True)
class Table:
    """Some figures, a row for each cell of a report that is split, with a chart of the first of them."""

    figures: Sequence[Figure]
    cells: list[Cell]
    whole: list[Number]
    chart: Chart


def compared(asked: Asked) -> dict[str, list[Line]]:
    """Every figure under its heading, beside the period before and the same one a year earlier."""
    now, before, year_before = (
        count(replace(asked, period=period))
        for period in (asked.period, asked.period.before, asked.period.year_before)
    )
    return {
        heading: [_line(each, now, before, year_before) for each in figures]
        for heading, figures in groups().items()
    }


def _line(each: Figure, now: Report, before: Report, year_before: Report) -> Line:
    value, earlier, last_year = now.value(each), before.value(each), year_before.value(each)
    return Line(
        each,
        Number(each.text(value), value, address(now.asked, "reports.cases", code=each.code)),
        Number(each.text(earlier), earlier),
        Number(each.text(last_year), last_year),
        _change(each, value, earlier),
        address(now.asked, "reports.months", code=each.code),
    )


def _change(each: Figure, value: Decimal | None, earlier: Decimal | None) -> str:
    """By how much it has grown: shares in points, everything else in per cent."""
    if value is None or earlier is None or value == earlier:
        return "持平" if value is not None and value == earlier and value else ""
    sign = "▲" if value > earlier else "▼"
    if each.unit == PERCENT:
        return f"{sign} {abs(value - earlier)} 个百分点"
    return f"{sign} {abs(value - earlier) * 100 / earlier:.1f}%" if earlier else f"{sign} 新增"


def table(asked: Asked, split: Split, heading: str) -> Table:
    """The chief figures of the heading."""
    figures = [each for each in groups()[heading] if each.chief]
    report = count(asked, split)
    names = [
        (key, name)
        for key, name in _names(asked, split, report)
        if split is Split.MONTH or _told(figures, report, key)
    ]
    cells = [Cell(name, [_number(report, each, split, key) for each in figures]) for key, name in names]
    whole = [_number(report, each, Split.NONE, None) for each in figures]
    return Table(figures, cells, whole, _chart(figures[0], report, names, split))


def _number(report: Report, each: Figure, split: Split, key: Any) -> Number:
    value, cell = report.value(each, key), {} if split is Split.NONE else {"split": split.value, "cell": key}
    return Number(each.text(value), value, address(report.asked, "reports.cases", code=each.code, **cell))


def _names(asked: Asked, split: Split, report: Report) -> list[tuple[Any, str]]:
    """Every cell that has a number, and every month of the period, by name."""
    if split is Split.MONTH:
        return [(month, month_name(month)) for month in asked.period.months]
    if split is Split.CATEGORY:
        subjects = choices.subjects()
        return [(key, subjects.get(key, "未分类")) for key in report.split()]
    units = dict(choices.units(asked.viewer))
    return [(key, units.get(str(key), "范围外单位")) for key in report.split()]


def _told(figures: list[Figure], report: Report, key: Any) -> bool:
    """Whether there is anything to say of the cell."""
    return any(report.value(each, key) for each in figures)


BARS = 17
"""So many bars fit on a screen; the table above has all."""


def _chart(each: Figure, report: Report, names: list[tuple[Any, str]], split: Split) -> Chart:
    values = [float(report.value(each, key) or 0) for key, _ in names]
    labels = [f"{key % 100}月" if split is Split.MONTH else name for key, name in names]
    title = f"{each.label}（{report.asked.period.name}）"
    return Chart("first", title, labels, [Series(each.label, values)], each.unit).at_most(BARS)
