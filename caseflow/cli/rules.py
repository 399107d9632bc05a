"""`flask rules`: periods that override the declared ones; one person proposes, another approves."""

from datetime import date

import click

from caseflow.casework import rulebook
from caseflow.casework.models import DeadlineRule
from caseflow.casework.rulebook import Proposal
from caseflow.cli.base import Day, Group, signed_in
from caseflow.extensions import db
from caseflow.kernel.calendar import parse_period
from caseflow.kernel.rules import Mark
from caseflow.kernel.time import utcnow

MARKS = "依据的性质：" + "，".join(f"{mark} {mark.label}" for mark in Mark)

rules = Group("rules", help="期限规则：一人提出，另一人批准")


@rules.command("list", help="列出本库的期限规则；未列出的按流程定义执行。")
def list_rules() -> None:
    for rule in rulebook.rules(db.session()):
        click.echo(_line(rule))


def _line(rule: DeadlineRule) -> str:
    state = "已批准" if rule.approved_by is not None else "待批准"
    where = rule.region or "全部地区"
    period = parse_period(rule.period).text
    return (
        f"{rule.id}  {rule.code}  {where}  自 {rule.effective_from}  {period}  "
        f"{rule.basis}（{rule.mark.label}）  {state}"
    )


@rules.command("propose", help="提出期限规则：PERIOD 写 15wd（工作日）、15d（日）、1m（月）、2h（小时）。")
@click.argument("code")
@click.argument("period")
@click.option("--from", "effective_from", type=Day(), required=True, help="从哪一天起算的期限适用")
@click.option("--basis", required=True, help="依据，写明文件和条款")
@click.option("--mark", type=click.Choice([*map(str, Mark)]), required=True, help=MARKS)
@click.option("--region", default="", help="行政区划代码（GB/T 2260）或其前几位，默认全部地区")
@click.option("--by", "login", required=True, help="提出人的登录名，须为督办员")
def propose(
    code: str, period: str, effective_from: date, basis: str, mark: str, region: str, login: str
) -> None:
    proposal = Proposal(code, period, effective_from, basis, Mark(mark), region)
    click.echo(_line(rulebook.propose_rule(proposal, viewer=signed_in(login), at=utcnow())))


@rules.command("approve", help="批准一条期限规则；只影响此后起算的期限。")
@click.argument("id", type=int)
@click.option("--by", "login", required=True, help="批准人的登录名，须为督办员，且不是提出人")
def approve(id: int, login: str) -> None:
    click.echo(_line(rulebook.approve_rule(id, viewer=signed_in(login), at=utcnow())))
