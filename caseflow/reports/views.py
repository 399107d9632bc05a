"""Pages of figures (报表): every number leads to the proceedings behind it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request

from caseflow.casework.wiring import wired
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.reports import drilling
from caseflow.reports.asking import ReportFilters, address, quick
from caseflow.reports.counting import Asked, Report, Split, count
from caseflow.reports.figures import PERCENT, Figure, figure, groups
from caseflow.reports.periods import month_name
from caseflow.web.access import current_viewer, needs
from caseflow.web.charts import Chart, Series
from caseflow.web.proceedings import address_of
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import after, next_page, same_list

LONGEST_CODE, LONGEST_ID = 8, 9
"""Of a category, and of a unit or a month."""

pages = Blueprint("reports", __name__, url_prefix="/reports")

SPLITS = {
    Split.NONE: "合计",
    Split.MONTH: "按月",
    Split.UNIT: "按单位",
    Split.CATEGORY: "按类别",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A value as it is printed, and where it leads."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside what it was before: a period earlier, and a year earlier."""

    figure: Figure
    now: Number
    before: str
    year_before: str
    change: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a table that is split: a unit, a month or a category, with its numbers."""

    name: str
    numbers: list[Number]


@pages.get("")
@needs(Permission.REPORTS)
def index() -> str:
    """The figures of a period, all together or split."""
    viewer, at = current_viewer(), utcnow()
    form = ReportFilters(viewer, at)
    asked, split = form.asked(viewer, at), _split()
    shown = _compared(asked) if split is Split.NONE else _table(asked, split)
    return render_template("reports/index.html", **_frame(form, asked, split), **shown)


def _frame(form: ReportFilters, asked: Asked, split: Split) -> dict[str, Any]:
    """What stands around the numbers."""
    return {
        "filters": form,
        "asked": asked,
        "standing": asked.period.standing(form.today),
        "quick": [
            (q.label, same_list(period=q.code), q.code == asked.period.code) for q in quick(form.today)
        ],
        "tabs": [(each.value, label, same_list(split=each.value), None) for each, label in SPLITS.items()],
        "split": split.value,
        "notes": groups(),
    }


def _split() -> Split:
    """How the address wants it split; anything unknown is the whole."""
    wanted = request.args.get("split", "")
    return Split(wanted) if wanted in {split.value for split in Split} else Split.NONE


def _compared(asked: Asked) -> dict[str, Any]:
    """Every figure beside the period before and the same one a year earlier."""
    now, before, year_before = (
        count(replace(asked, period=period))
        for period in (asked.period, asked.period.before, asked.period.year_before)
    )
    lines = {
        heading: [_line(each, now, before, year_before) for each in figures]
        for heading, figures in groups().items()
    }
    return {"lines": lines}


def _line(each: Figure, now: Report, before: Report, year_before: Report) -> Line:
    value, earlier = now.value(each), before.value(each)
    leads_to = address(now.asked, ".cases", code=each.code)
    return Line(
        each,
        Number(each.text(value), leads_to),
        each.text(earlier),
        each.text(year_before.value(each)),
        _change(each, value, earlier),
    )


def _change(each: Figure, value: Decimal | None, earlier: Decimal | None) -> str:
    """By how much it has grown: shares in points, everything else in per cent."""
    if value is None or earlier is None or value == earlier:
        return "持平" if value is not None and value == earlier and value else ""
    sign = "▲" if value > earlier else "▼"
    if each.unit == PERCENT:
        return f"{sign} {abs(value - earlier)} 个百分点"
    return f"{sign} {abs(value - earlier) * 100 / earlier:.1f}%" if earlier else f"{sign} 新增"


def _table(asked: Asked, split: Split) -> dict[str, Any]:
    """The chief figures of one heading, a row for each cell, with a chart of the first of them."""
    heading = request.args.get("heading", "")
    headings = list(groups())
    chosen = heading if heading in headings else headings[0]
    figures = [each for each in groups()[chosen] if each.chief]
    report = count(asked, split)
    names = [
        (key, name)
        for key, name in _names(asked, split, report)
        if split is Split.MONTH or _told(figures, report, key)
    ]
    cells = [Cell(name, [_number(report, each, split, key) for each in figures]) for key, name in names]
    whole = [Number(e.text(report.value(e)), address(asked, ".cases", code=e.code)) for e in figures]
    return {
        "headings": [(each, each, same_list(heading=each), None) for each in headings],
        "heading": chosen,
        "figures": figures,
        "cells": cells,
        "whole": whole,
        "chart": _chart(figures[0], report, names, split),
    }


def _number(report: Report, each: Figure, split: Split, key: Any) -> Number:
    leads_to = address(report.asked, ".cases", code=each.code, split=split.value, cell=key)
    return Number(each.text(report.value(each, key)), leads_to)


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


def _chart(each: Figure, report: Report, names: list[tuple[Any, str]], split: Split) -> Chart:
    values = [float(report.value(each, key) or 0) for key, _ in names]
    labels = [f"{key % 100}月" if split is Split.MONTH else name for key, name in names]
    title = f"{each.label}（{report.asked.period.name}）"
    return Chart("first", title, labels, [Series(each.label, values)], each.unit)


@pages.get("/<code>")
@needs(Permission.REPORTS)
def cases(code: str) -> str:
    """What stands behind a number: as many proceedings as it says."""
    viewer, at = current_viewer(), utcnow()
    each = figure(code)
    asked = _cell(ReportFilters(viewer, at).asked(viewer, at))
    part = drilling.part(each, request.args.get("part", ""))
    page = drilling.items(part.measure, asked, after())
    return render_template(
        "reports/cases.html", part=part, page=page, next=next_page(page), **_told_of(each, asked)
    )


def _told_of(each: Figure, asked: Asked) -> dict[str, Any]:
    """The figure itself, and the way back."""
    return {
        "figure": each,
        "value": each.text(count(asked).value(each)),
        "parts": [(part.code, part.label, same_list(part=part.code), None) for part in drilling.parts(each)],
        "asked": asked,
        "back": address(replace(asked, cell=None), ".index"),
        **_words(asked.viewer),
    }


def _words(viewer: Viewer) -> dict[str, Any]:
    """How processes, their states and units are called."""
    processes = {process.name: process for process in wired().processes}
    return {"processes": processes, "units": dict(choices.units(viewer)), "address_of": address_of}


def _cell(asked: Asked) -> Asked:
    """The report, kept to the cell that the address names.

    Raises:
        NotFound: no cell is called that.
    """
    split, cell = _split(), request.args.get("cell")
    if split is Split.NONE or cell is None:
        return asked
    if split is Split.CATEGORY:
        return replace(asked, cell=(split, cell[:LONGEST_CODE]))
    if not cell.isdecimal() or len(cell) > LONGEST_ID:
        raise NotFound
    return replace(asked, cell=(split, int(cell)))
