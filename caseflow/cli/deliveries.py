"""`flask deliveries`: what is on its way out, and sending it by hand."""

from datetime import datetime

import click

from caseflow.casework.delivery import outbox, running
from caseflow.casework.delivery.outbox import Tab
from caseflow.casework.delivery.running import Delivered
from caseflow.casework.models import OUTSIDE
from caseflow.cli.base import Group, Instant
from caseflow.kernel.roles import SYSTEM
from caseflow.kernel.time import utcnow

deliveries = Group("deliveries", help="消息投递：邮件、短信、群机器人")


@deliveries.command("send", help="把到了发送时间的消息发出去；重复执行不会重发。")
@click.option("--at", type=Instant(), help="视作哪一刻，默认现在；不写时区即北京时间")
def send(at: datetime | None) -> None:
    moment = at or utcnow()
    dones = (running.deliver(at=moment, channel=channel) for channel in OUTSIDE)
    done = sum(filter(None, dones), Delivered())
    click.echo(f"已发 {done.sent} 条，没有发成 {done.failed} 次，被拒绝 {done.refused} 条")


@deliveries.command("list", help="列出消息，不显示地址和内容；默认列出死信。")
@click.option("--tab", type=click.Choice([tab.value for tab in Tab]), default=Tab.DEAD.value, help="哪一类")
def list_(tab: str) -> None:
    page = outbox.listed(SYSTEM, Tab(tab))
    for line in page.rows:
        click.echo(f"{line.id}\t{line.gateway}\t{line.kind}\t{line.to}\t{line.said}\t{line.answer}")
    click.echo(f"{Tab(tab).label} {len(page.rows)} 条{'，后面还有' if page.next else ''}")
