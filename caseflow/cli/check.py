"""`flask check`: the system looks at itself."""

import click
from flask.cli import with_appcontext

from caseflow.casework import selfcheck
from caseflow.cli.base import Refusal
from caseflow.kernel.roles import SYSTEM
from caseflow.kernel.time import utcnow


@click.command("check", help="自检：逐项核对必须始终成立的事；有不成立的列出并以退出码 1 结束。")
@with_appcontext
def check() -> None:
    report = selfcheck.look(viewer=SYSTEM, at=utcnow())
    for one in selfcheck.CHECKS:
        found = report.findings[one.code]
        click.echo(f"{one.label}：{f'{len(found)} 处' if found else '正常'}")
        for finding in found:
            where = f"（办理 {finding.proceeding_id}）" if finding.proceeding_id else ""
            click.echo(f"  {finding.text}{where}")
    if any(report.findings.values()):
        raise Refusal(f"自检发现{report}")
