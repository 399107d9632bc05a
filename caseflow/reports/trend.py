"""A figure month by month: the twelve that end with a period, beside the same ones a year earlier (走势)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseflow.kernel.calendar import local_day
from caseflow.reports.asking import address
from caseflow.reports.counting import Asked, Report, Split, count
from caseflow.reports.figures import Figure
from caseflow.reports.periods import Period, month_name
from caseflow.reports.tables import Number
from caseflow.web.charts import Chart, Series

MONTHS = 12
"""Of each line; both are counted together."""

A_YEAR = 100
"""Between the numbers of a month and of the same one a year later, as periods count months."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a trend, and the same one a year earlier."""

    name: str
    now: Number
    year_before: Number


@dataclass(frozen=True)
class Trend:
    """The months in order, and the chart of them."""

    months: Sequence[Month]
    chart: Chart


def trend(figure: Figure, asked: Asked) -> Trend:
    """The figure over twelve months and the twelve before, counted at once; months to come are left open."""
    last = asked.period.last
    twelve = Period(last - A_YEAR, last).months[1:]
    whole = replace(asked, period=Period(twelve[0] - A_YEAR, last))
    report, today = count(whole, Split.MONTH), local_day(asked.at)
    begun = today.year * A_YEAR + today.month
    months = [
        Month(
            month_name(month),
            _number(report, figure, month, begun),
            _number(report, figure, month - A_YEAR, begun),
        )
        for month in twelve
    ]
    return Trend(months, _chart(figure, months, twelve))


def _number(report: Report, figure: Figure, month: int, begun: int) -> Number:
    if month > begun:
        return Number("", None)
    value, asked = report.value(figure, month), replace(report.asked, period=Period(month, month))
    return Number(figure.text(value), value, address(asked, "reports.cases", code=figure.code))


def _chart(figure: Figure, months: Sequence[Month], numbers: Sequence[int]) -> Chart:
    labels = [f"{number // A_YEAR % A_YEAR}年{number % A_YEAR}月" for number in numbers]
    lines = [
        Series("近12个月", [_drawn(month.now) for month in months]),
        Series("上年同期", [_drawn(month.year_before) for month in months]),
    ]
    return Chart(
        "trend", f"{figure.label}（{months[0].name}至{months[-1].name}）", labels, lines, figure.unit
    )


def _drawn(number: Number) -> float | None:
    return None if number.value is None else float(number.value)
