"""`flask rules`: what takes the place of the declared periods; one person proposes, another approves."""

from datetime import date
from typing import Any

import click

from caseflow.casework import rulebook, trials
from caseflow.casework.models import DeadlineRule, Stand
from caseflow.casework.rule_words import STANDS, terms_of
from caseflow.casework.rulebook import Proposal
from caseflow.cli.base import Day, Group, signed_in
from caseflow.cli.deciding import add_decisions
from caseflow.cli.parameters import parameters
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.kernel.time import utcnow

MARKS = "依据的性质：" + "，".join(f"{mark} {mark.label}" for mark in Mark)

rules = Group("rules", help="期限规则和地方参数：一人提出，另一人批准；批准的规则只影响此后起算的期限")
rules.add_command(parameters)


@rules.command("list", help="列出本库的期限规则；未列出的按流程定义执行。")
@click.option("--all", "every", is_flag=True, help="连同已退回、已撤回的")
def list_rules(*, every: bool) -> None:
    for rule in rulebook.rules(db.session()):
        if every or rule.stand in (Stand.WAITING, Stand.APPROVED):
            click.echo(_line(rule))


def _line(rule: DeadlineRule) -> str:
    where = rule.region or "全部地区"
    said = "，".join(terms_of(rule))
    return (
        f"{rule.id}  {rule.code}  {where}  自 {rule.effective_from}  {said}  "
        f"{rule.basis}（{rule.mark.label}）  {STANDS[rule.stand]}"
    )


@rules.command(
    "propose",
    help="提出期限规则：PERIOD 写 15wd（工作日）、15d（日）、1m（月）、2h（小时），末日不顺延的写 15d-fixed。"
    "其余各项不写的，按流程定义执行。",
)
@click.argument("code")
@click.argument("period")
@click.option("--from", "effective_from", type=Day(), required=True, help="从哪一天起算的期限适用")
@click.option("--basis", required=True, help="依据，写明文件和条款")
@click.option("--mark", type=click.Choice([*map(str, Mark)]), required=True, help=MARKS)
@click.option("--reason", required=True, help="修改的理由")
@click.option("--region", default="", help="行政区划代码（GB/T 2260）或其前几位，默认全部地区")
@click.option("--pausable/--not-pausable", default=None, help="在可以暂停的环节是否暂停")
@click.option("--extension-times", type=int, help="最多延期几次，0 为不能延期")
@click.option("--extension-cap", help="每次最多延长多少，单位与期限相同")
@click.option("--extension-by", type=click.Choice([*map(str, Role)]), help="由哪个岗位批准延期")
@click.option("--ladder", help="提醒：half:handler -3:handler 0:manager 3:unit_head:yellow")
@click.option("--on-lapse", help="届满时系统的动作，空为只提醒")
@click.option("--by", "login", required=True, help="提出人的登录名，须为督办员或系统管理员")
def propose(login: str, mark: str, extension_by: str | None, effective_from: date, **given: Any) -> None:
    approver = Role(extension_by) if extension_by else None
    proposal = Proposal(effective_from=effective_from, mark=Mark(mark), extension_by=approver, **given)
    click.echo(_line(rulebook.propose_rule(proposal, viewer=signed_in(login), at=utcnow())))


add_decisions(
    rules,
    "期限规则",
    _line,
    approve=rulebook.approve_rule,
    refuse=rulebook.refuse_rule,
    withdraw=rulebook.withdraw_rule,
)


@rules.command("try", help="试算一条待批准的规则：假如早已按它执行，多少期限会变；不改动任何案件。")
@click.argument("id", type=int)
def try_rule(id: int) -> None:
    rule, at = rulebook.waiting(id), utcnow()
    counts = trials.count(rule, at)
    click.echo(f"只对自 {rule.effective_from} 起算的期限生效；假如早已按它执行：")
    for name, found in (("合计", counts.whole), *counts.by_process().items()):
        click.echo(
            f"{name}  测算 {found.seen}  到期日变动 {found.moved}  "
            f"变为超期 {found.reddened}  不再超期 {found.relieved}"
        )
