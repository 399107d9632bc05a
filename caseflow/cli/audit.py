"""`flask audit`: the chain verified, the day anchored."""

import click

from caseflow.casework import audit as trail
from caseflow.cli.base import Group, Refusal
from caseflow.extensions import db
from caseflow.kernel.time import utcnow

audit = Group("audit", help="审计链：校验、锚定")


@audit.command("verify", help="校验审计链：完好时输出条数，退出码 0；否则指出第一处问题，退出码 1。")
def verify() -> None:
    links, broken = trail.verify(db.session())
    if broken is None:
        click.echo(f"审计链完好，共 {links} 条")
        return
    chain = f"案件 {broken.matter_id}" if broken.matter_id else "系统"
    record = f"第 {broken.event_id} 号记录：" if broken.event_id else ""
    raise Refusal(f"审计链已断（{chain}）：{record}{broken.fault}；此前 {links} 条完好")


@audit.command("anchor", help="写下今日锚定：对所有审计链末尾取校验值，每日一次。")
def anchor() -> None:
    written = trail.anchor(at=utcnow())
    click.echo(f"{written.day} 锚定 {written.events} 条，校验值 {written.digest}")
