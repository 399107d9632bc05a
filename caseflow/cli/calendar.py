"""`flask calendar`: the working days of a year loaded and shown."""

from collections.abc import Iterator
from typing import IO

import click

from caseflow.casework import calendars
from caseflow.casework.calendars.file import read_calendar
from caseflow.casework.law import PACKAGED, current_law
from caseflow.casework.models import CalendarYear
from caseflow.cli.base import Group
from caseflow.extensions import db
from caseflow.kernel.calendar import SpecialDay
from caseflow.kernel.roles import SYSTEM
from caseflow.kernel.time import utcnow

LOAD = """载入放假安排，并核定因此暂定的期限。

FILE 为 CSV，列为 日期,类型,说明，类型写 放假 或 上班；有错时逐行列出，一行也不载入。"""

YEAR = click.IntRange(2000, 2100)

calendar = Group("calendar", help="放假安排")


@calendar.command("load", help=LOAD)
@click.argument("year", type=YEAR)
@click.argument("file", type=click.File("rb"))
@click.option("--source", required=True, help="通知名称和文号，如：国办发明电〔2026〕1号")
def load(year: int, file: IO[bytes], source: str) -> None:
    days = read_calendar(file.read(), year)
    calendars.load_year(year, days, source, viewer=SYSTEM, at=utcnow())
    click.echo(f"已载入 {year} 年放假安排 {len(days)} 天")
    done = calendars.settle(at=utcnow())
    click.echo(f"核定期限 {done.settled} 个，仍待放假安排 {done.waiting} 个")


@calendar.command("show", help="列出一年的放假和调休上班日及其来源；未载入时退出码为 1。")
@click.argument("year", type=YEAR)
def show(year: int) -> None:
    session = db.session()
    days = current_law(session).calendar.of(year)
    loaded = session.get(CalendarYear, year)
    click.echo(f"{year} 年，共 {len(days.working)} 个工作日；来源：{loaded.source if loaded else PACKAGED}")
    for line in _lines(sorted(days.special.values(), key=lambda special: special.day)):
        click.echo(line)


def _lines(days: list[SpecialDay]) -> Iterator[str]:
    return (f"  {special.day}  {'上班' if special.working else '放假'}  {special.reason}" for special in days)
