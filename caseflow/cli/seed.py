"""`flask seed`: demo data for trying things out, never on a production server."""

from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext

from caseflow.cli.base import Refusal
from caseflow.kernel.errors import DomainError
from caseflow.kernel.time import utcnow
from caseflow.seed import load
from caseflow.seed.office import PASSWORD, accounts


@click.command("seed", help="载入演示数据并列出演示账号；生产环境拒绝执行。")
@click.option("--if-empty", is_flag=True, help="已有数据时什么也不做")
@with_appcontext
def seed(*, if_empty: bool) -> None:
    if current_app.config["SETTINGS"].production:
        raise Refusal("生产环境不能载入演示数据")
    if if_empty and not load.is_empty():
        click.echo("已有数据，未载入演示数据")
    else:
        _load()
    for line in _accounts() if load.is_demo() else ():
        click.echo(line)


def _load() -> None:
    try:
        seeded = load.seed(at=utcnow())
    except DomainError as refusal:
        raise Refusal(str(refusal)) from refusal
    click.echo(f"已载入演示案件 {seeded.matters} 件，到期提醒 {seeded.swept.reminders} 条")


def _accounts() -> Iterator[str]:
    yield f"演示账号（密码都是 {PASSWORD}）："
    for role, login in accounts():
        yield f"  {login:10} {role.label}"
