"""Charts: nothing typed gets out, nothing breaks on little or much, and the figures stand in a table."""

import re
from collections.abc import Sequence

import pytest
from flask import Flask

from caseflow.casework.lights import Light
from caseflow.web.charts import Chart, Series, brief, figure
from tests.conftest import app_on

KINDS = ("bars", "stacked", "lines", "funnel")
NUMBER = re.compile(r'(?:x|y|width|cx|cy)="(-?[\d.]+)"')


@pytest.fixture(scope="module")
def app() -> Flask:
    """Templates need no database."""
    return app_on("sqlite://")


def chart(values: Sequence[float | None], *more: Sequence[float | None], label: str = "热线工单") -> Chart:
    series = [Series(f"第{n}项", some) for n, some in enumerate((values, *more), start=1)]
    return Chart("sample", "示例图", [f"{label}{n}" for n in range(len(values))], series)


def drawn(app: Flask, kind: str, shown: Chart) -> str:
    with app.test_request_context():
        macros = app.jinja_env.get_template("macros/charts.html").module
        return str(getattr(macros, kind)(shown))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [(3,), (1, 0, 2), (12_345_678, 1), (0.5, 3.25), (1,) * 40])
def test_every_value_is_drawn_inside_the_frame_and_stands_in_the_table(
    app: Flask, kind: str, values: tuple[float, ...]
) -> None:
    page = drawn(app, kind, chart(values))
    wide = float(re.findall(r'viewBox="0 0 (\d+)', page)[-1])
    assert all(0 <= float(n) <= max(wide, len(values) * 28 + 6) for n in NUMBER.findall(page))
    table = page.partition("<tbody>")[2]
    assert re.findall(r'<td class="number">([^<]*)', table) == [figure(value) for value in values]
    assert 'role="img"' in page
    assert "<title" in page
    assert "style=" not in page
    assert "<script" not in page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shown", [chart(()), chart((0, 0)), chart((None,))])
def test_an_empty_chart_says_so(app: Flask, kind: str, shown: Chart) -> None:
    page = drawn(app, kind, shown)
    assert "没有数据" in page
    assert "<table" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_is_never_markup(app: Flask, kind: str) -> None:
    page = drawn(app, kind, chart((1, 2), label='<b onload="x">&'))
    assert "<b" not in page
    assert 'onload="' not in page


def test_a_line_leaves_out_what_is_not_known(app: Flask) -> None:
    page = drawn(app, "lines", chart((None, 2, None, 4), (1, 1, 1, 1)))
    first, second = (line.split() for line in re.findall(r'points="([^"]*)"', page))
    assert (len(first), len(second)) == (2, 4)
    # each at its own place along the line
    assert [point.partition(",")[0] for point in first] == [second[i].partition(",")[0] for i in (1, 3)]
    assert '<td class="number">—' in page


def test_pieces_follow_each_other(app: Flask) -> None:
    page = drawn(app, "stacked", chart((2, 0), (3, 1)))
    rects = re.findall(r'<rect class="look-(\w)" x="([\d.]+)" y="7" width="([\d.]+)"', page)
    (_, x, width), (_, next_x, _) = rects
    assert float(x) + float(width) == pytest.approx(float(next_x))
    assert '<text class="chart-value"' in page


def test_a_negative_value_or_a_missing_one_is_refused() -> None:
    with pytest.raises(ValueError, match="负数"):
        Series("余额", (1, -1))
    with pytest.raises(ValueError, match="每一项"):
        Chart("sample", "示例", ("甲", "乙"), [Series("数", (1,))])


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (9, [0, 5, 10]),
        (100, [0, 50, 100]),
        (101, [0, 50, 100, 150]),
    ],
)
def test_a_scale_has_round_parts(highest: float, ticks: list[float]) -> None:
    assert chart((1,)).ticks(highest) == ticks


@pytest.mark.parametrize("highest", [0, 1, 4, 7, 23, 99, 1000, 1001, 123_456, 9_999_999])
def test_a_scale_reaches_the_highest_value(highest: float) -> None:
    ticks = chart((1,)).ticks(highest)
    assert 2 <= len(ticks) <= 5
    assert highest <= ticks[-1] <= max(2.5 * highest, 1)


def test_a_chart_is_told_in_a_sentence() -> None:
    shown = Chart("sample", "示例", ("周一", "周二"), [Series.of_light(Light.OVERDUE, (2, 1200))])
    assert shown.told == "■ 超期最多的是周二，1,200件。"
    assert chart((0,)).told == "没有数据。"


def test_figures_and_labels_are_short() -> None:
    assert (figure(1234567), figure(2.5), figure(None), figure(3.0)) == ("1,234,567", "2.5", "—", "3")
    assert (brief("热线工单"), brief("示例示例示例示例示例街道")) == ("热线工单", "示例示例示例示例…")


def test_of_many_bars_the_highest_stand_alone_and_the_rest_together() -> None:
    chart = Chart("c", "单位", ["甲", "乙", "丙", "丁"], [Series("件", [1, 5, 2, 4])])
    few = chart.at_most(3)
    assert list(few.labels) == ["乙", "丁", "其余 2 项合计"]
    assert list(few.series[0].values) == [5, 4, 3]
    assert chart.at_most(4) is chart
