"""Reports, and the lists behind their numbers, as tables to take away (报表导出)."""

from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any

from caseflow.casework.exports.columns import Cell, Column
from caseflow.casework.wiring import wired
from caseflow.reports import drilling
from caseflow.reports.counting import Asked, Split
from caseflow.reports.drilling import Item, Part
from caseflow.reports.figures import PERCENT, Figure
from caseflow.reports.measures import InPost
from caseflow.reports.tables import compared, table
from caseflow.reports.trend import trend
from caseflow.web.exports.listing import Listed, in_one
from caseflow.web.worklists import choices

COMPARED = (
    Column("分类", lambda line: line.figure.group, 12),
    Column("指标", lambda line: line.figure.label, 20),
    Column("本期", lambda line: line.now.value, 12),
    Column("单位", lambda line: line.figure.unit, 8),
    Column("上期", lambda line: line.before.value, 12),
    Column("上年同期", lambda line: line.year_before.value, 12),
    Column("比上期", lambda line: line.change, 16),
    Column("口径", lambda line: line.figure.note, 60),
)

PERSONS = (
    Column("姓名", attrgetter("name"), 12),
    Column("岗位", attrgetter("held"), 28),
    Column("所属单位", attrgetter("unit"), 24),
    Column("单位类型", attrgetter("unit_type"), 12),
    Column("证书编号", attrgetter("certificate_no"), 18),
    Column("聘任日期", attrgetter("appointed_on"), 12),
)

UNITS = (
    Column("单位", attrgetter("unit"), 24),
    Column("单位类型", attrgetter("unit_type"), 12),
    Column("在岗三员", attrgetter("in_unit"), 10),
)

SPLITS = {Split.UNIT: "单位", Split.MONTH: "月份", Split.CATEGORY: "类别"}


FROZEN = (
    Column("分类", lambda line: line.group, 12),
    Column("指标", lambda line: line.label, 20),
    Column("上报数", lambda line: line.value, 12),
    Column("单位", lambda line: line.unit, 8),
    Column("现在", lambda line: line.now or "未变", 12),
    Column("差额", lambda line: line.difference, 14),
    Column("口径", lambda line: line.note, 60),
)
"""Of a report as it was submitted."""


def report(asked: Asked, split: Split, heading: str, narrowed: str) -> Listed:
    """The figures of a period, compared or split, each row a line of the page."""
    name = f"报表（{asked.period.name}）"
    if split is Split.NONE:
        lines = [line for group in compared(asked).values() for line in group]
        return Listed(name, COMPARED, in_one(lines), narrowed)
    made = table(asked, split, heading)
    rows = [(cell.name, cell.numbers) for cell in made.cells] + [("合计", made.whole)]
    columns = (
        Column(SPLITS[split], lambda row: row[0], 24),
        *map(_figure, range(len(made.figures)), made.figures),
    )
    return Listed(f"{name[:-1]}，按{SPLITS[split]}，{heading}）", columns, in_one(rows), narrowed)


def _figure(n: int, figure: Figure) -> Column:
    unit = "%" if figure.unit == PERCENT else figure.unit
    return Column(f"{figure.label}（{unit}）", lambda row: row[1][n].value, 14, head=figure.label)


MONTHS = (
    Column("月份", attrgetter("name"), 14),
    Column("本期", lambda month: month.now.value, 12),
    Column("上年同期", lambda month: month.year_before.value, 12),
)


def months(figure: Figure, asked: Asked, narrowed: str) -> Listed:
    """A figure over twelve months, beside the year before."""
    title = f"{figure.label}走势（截至{asked.period.name}，{figure.unit}）"
    return Listed(title, MONTHS, in_one(trend(figure, asked).months), narrowed)


def behind(figure: Figure, part: Part, asked: Asked, narrowed: str) -> Listed:
    """The proceedings or people behind a number, as many as it says."""
    side = f"，{part.label}" if part.code else ""
    title, measure = f"{figure.label}清单（{asked.period.name}{side}）", part.measure
    if isinstance(measure, InPost):
        columns = UNITS if measure.unit_type else PERSONS
        return Listed(title, columns, partial(drilling.persons, measure, asked), narrowed)
    return Listed(title, _cases(asked), partial(drilling.items, measure, asked), narrowed)


def process_label(item: Any) -> str:
    """How the process of an item is called."""
    return wired().models[item.process].definition.label


def yuan(item: Any) -> Cell:
    """The money of an item, if there is any."""
    return Decimal(item.cents) / 100 if item.cents else None


def _cases(asked: Asked) -> tuple[Column, ...]:
    processes = {process.name: process for process in wired().processes}
    units = dict(choices.units(asked.viewer))

    def state(item: Item) -> str:
        return processes[item.process].state(item.state).label

    return (
        Column("编号", lambda item: item.number or "未编号", 18),
        Column("流程", process_label, 12),
        Column("日期", attrgetter("day"), 12),
        Column("现在状态", state, 16),
        Column("单位", lambda item: units.get(str(item.unit_id), ""), 24),
        Column("金额（元）", yuan, 14),
        Column("人数", lambda item: item.persons or None, 8),
    )
