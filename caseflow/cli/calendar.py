"""`flask calendar`: the working days of a year loaded and shown, and the clocks taken along."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO

import click

from caseflow.casework import calendars
from caseflow.casework.calendars import Document
from caseflow.casework.calendars.file import read_calendar
from caseflow.casework.law import PACKAGED, current_law
from caseflow.casework.models import CalendarYear
from caseflow.cli.base import Day, Group
from caseflow.extensions import db
from caseflow.kernel.calendar import SpecialDay
from caseflow.kernel.roles import SYSTEM
from caseflow.kernel.time import utcnow

LOAD = """载入放假安排，并核定因此暂定的期限。

FILE 为 CSV，列为 日期,类型,说明，类型写 放假 或 上班；日期可以写一段，
如 2月5日至11日。有错时逐行列出，一行也不载入。

日期已定的期限不会跟着变；要按新的安排重算全部在走的期限，加 --recount（每个改期写入案件的经过）。"""

YEAR = click.IntRange(2000, 2100)

calendar = Group("calendar", help="放假安排")


@calendar.command("load", help=LOAD)
@click.argument("year", type=YEAR)
@click.argument("file", type=click.File("rb"))
@click.option("--source", required=True, help="通知名称，如：国务院办公厅关于2027年部分节假日安排的通知")
@click.option("--number", default="", help="文号，如：国办发明电〔2026〕1号")
@click.option("--issued", type=Day(), help="发文日期")
@click.option("--recount", is_flag=True, help="重算全部在走的期限")
def load(year: int, file: IO[bytes], source: str, number: str, issued: date | None, *, recount: bool) -> None:
    days, document = read_calendar(file.read(), year), Document(source, number, issued)
    if recount:
        moved = _recounted(year, days, document)
        click.echo(f"已载入 {year} 年放假安排 {len(days)} 天\n改期 {moved} 个期限")
        return
    calendars.load_year(year, days, document, viewer=SYSTEM, at=utcnow())
    click.echo(f"已载入 {year} 年放假安排 {len(days)} 天")
    done = calendars.settle(at=utcnow())
    click.echo(f"核定期限 {done.settled} 个，仍待放假安排 {done.waiting} 个")


def _recounted(year: int, days: Sequence[SpecialDay], document: Document) -> int:
    """Propose, apply and follow to the end; how many clocks moved."""
    id = calendars.propose_notice(year, days, document, viewer=SYSTEM, at=utcnow())
    calendars.apply(id, viewer=SYSTEM, at=utcnow())
    return calendars.carry_on(at=utcnow())


@calendar.command("continue", help="接着做没有做完的日历重算；定时任务每分钟也会做。")
def continue_() -> None:
    click.echo(f"改期 {calendars.carry_on(at=utcnow())} 个期限")


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
