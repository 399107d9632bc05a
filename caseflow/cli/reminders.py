"""`flask reminders`: a sweep by hand."""

from datetime import datetime

import click

from caseflow.casework import digests
from caseflow.casework.reminders import sweep as sweep_clocks
from caseflow.cli.base import Group, Instant
from caseflow.kernel.time import utcnow

reminders = Group("reminders", help="到期提醒")


@reminders.command("sweep", help="扫描一次：发提醒、亮黄红牌、执行到期动作、写早间提要；重复执行不会重发。")
@click.option("--at", type=Instant(), help="扫描到哪一刻为止，默认现在；不写时区即北京时间")
def sweep(at: datetime | None) -> None:
    at = at or utcnow()
    done = sweep_clocks(at=at)
    told = digests.tell(at=at)
    click.echo(
        f"处理期限 {done.clocks} 个：提醒 {done.reminders} 条，黄红牌 {done.cards} 件，"
        f"到期动作 {done.lapses} 件，未能执行 {done.refused} 件；早间提要 {told} 份"
    )
