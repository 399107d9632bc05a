"""`flask report`: figures on the terminal, the same as on the pages."""

import json
from decimal import Decimal
from typing import Any

import click

from caseflow.casework import milestones
from caseflow.casework.wiring import wired
from caseflow.cli.base import Group, Refusal
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import SYSTEM
from caseflow.kernel.time import utcnow
from caseflow.reports import manual
from caseflow.reports.counting import Asked, Report, count
from caseflow.reports.figures import Figure, groups
from caseflow.reports.models import ManualFigure
from caseflow.reports.periods import Period
from caseflow.reports.review import plain, review

report = Group("report", help="统计报表")


@report.command("annual", help="一年的全部指标，和由此写成的年度工作回眸。")
@click.argument("year", type=click.IntRange(2000, 2999))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def annual(year: int, *, as_json: bool) -> None:
    at, home = utcnow(), manual.home(SYSTEM)
    found = count(Asked(SYSTEM, Period.year(year), at))
    entered = manual.figures(found.asked.period, home.id) if home else []
    text = plain(review(found, entered, home.name if home else wired().office_name, local_day(at)))
    if as_json:
        data = {**_as_data(found), "manual": [_entered(row) for row in entered], "text": text}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for heading, figures in groups().items():
        click.echo(f"{heading}")
        for figure in figures:
            click.echo(f"  {figure.label}：{_said(found, figure)}")
    if entered:
        click.echo("手工填报")
    for row in entered:
        click.echo(f"  {row.label}：{row.value:,}{row.measure}（来源：{row.source}）")
    click.echo(f"\n{text}")


def _entered(row: ManualFigure) -> dict[str, Any]:
    names = ("code", "label", "value", "source")
    return {**{name: getattr(row, name) for name in names}, "unit": row.measure, "at": str(row.entered_at)}


def _said(found: Report, figure: Figure) -> str:
    value = found.value(figure)
    text = figure.text(value)
    return text if value is None or text.endswith("%") else f"{text}{figure.unit}"


def _as_data(found: Report) -> dict[str, Any]:
    period = found.asked.period
    figures = {
        figure.code: {
            "label": figure.label,
            "unit": figure.unit,
            "value": _number(found.value(figure)),
            "note": figure.note,
        }
        for each in groups().values()
        for figure in each
    }
    return {
        "period": period.name,
        "first": str(period.first_day),
        "last": str(period.last_day),
        "figures": figures,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@report.command("rebuild", help="从办理经过重新生成统计事实：分批写入，期间可以照常办理；升级后执行一次。")
@click.option(
    "--after", type=int, default=0, metavar="ID", help="接着上次中断的地方：只写内部编号大于 ID 的件"
)
def rebuild(after: int) -> None:
    with click.progressbar(length=milestones.to_do(after=after), label="生成统计事实") as bar:
        try:
            for done, last in milestones.rebuild(after=after):
                bar.update(done, last)
        except KeyboardInterrupt as stopped:
            raise Refusal(
                f"\n已中断，写好的不会丢。继续请加上 --after {bar.current_item or after}"
            ) from stopped
