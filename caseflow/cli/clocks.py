"""`flask clocks`: periods reckoned, provisional ones settled."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import click

from caseflow.casework import calendars
from caseflow.casework.law import current_law
from caseflow.casework.reckoning import calendar_for
from caseflow.casework.wiring import wired
from caseflow.cli.base import Day, Group
from caseflow.extensions import db
from caseflow.kernel.calendar import Due, TraceDay
from caseflow.kernel.rules import Rule
from caseflow.kernel.time import utcnow

WEEKDAYS = "一二三四五六日"

clocks = Group("clocks", help="期限：测算、核定")


@clocks.command("due", help="测算期限：CODE 为期限编号，起算日不计入；放假安排未载入时退出码为 1。")
@click.argument("code")
@click.argument("start", type=Day())
@click.option("--region", help="行政区划代码（GB/T 2260），默认为本单位所在地")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def due(code: str, start: date, region: str | None, *, as_json: bool) -> None:
    law = current_law(db.session())
    rule = law.rules.rule(code, start, law.region if region is None else region)
    found = rule.period.due(start, calendar_for(rule.mark, law.calendar))
    click.echo(_as_json(rule, start, found) if as_json else "\n".join(_as_text(rule, start, found)))


def _as_json(rule: Rule, start: date, found: Due) -> str:
    reckoned = {
        "code": rule.code,
        "start": start,
        "nominal": found.nominal,
        "due": found.rolled,
        "basis": rule.basis,
        "mark": rule.mark,
        "trace": [asdict(day) for day in found.trace],
    }
    return json.dumps(reckoned, ensure_ascii=False, indent=2, default=date.isoformat)


def _as_text(rule: Rule, start: date, found: Due) -> Iterator[str]:
    label = next((clock.label for clock in wired().clocks if clock.code == rule.code), "")
    yield f"{rule.code} {label}：{rule.period.text}"
    yield f"依据：{rule.basis}（{rule.mark.label}）"
    yield f"起算：{_day(start)}"
    yield f"末日：{_day(found.nominal)}"
    yield f"到期：{_day(found.rolled)}"
    yield "计算过程："
    yield from map(_line, found.trace)


def _line(step: TraceDay) -> str:
    ordinal = f"第{step.ordinal}天" if step.ordinal else "计入" if step.counted else "不计"
    return f"  {_day(step.day)}  {ordinal}  {step.reason}"


def _day(day: date) -> str:
    return f"{day} 周{WEEKDAYS[day.weekday()]}"


@clocks.command("settle", help="核定暂定期限：放假安排已载入的，按正式日历重算并留痕。")
def settle() -> None:
    done = calendars.settle(at=utcnow())
    click.echo(f"核定期限 {done.settled} 个，仍待放假安排 {done.waiting} 个")
