"""`flask rules parameters`: figures that a place sets; one person enters them, another approves."""

from datetime import date

import click

from caseflow.casework import parameters as figures
from caseflow.casework.models import LocalParameter, Stand
from caseflow.casework.parameters import ParameterProposal
from caseflow.casework.rule_words import STANDS
from caseflow.cli.base import Day, Group, signed_in
from caseflow.cli.deciding import add_decisions
from caseflow.extensions import db
from caseflow.kernel.parameters import PARAMETERS, declared
from caseflow.kernel.time import utcnow

parameters = Group("parameters", help="地方参数：一人登记，另一人批准")


@parameters.command("list", help="列出可以登记的地方参数，和本库已有的值。")
def list_parameters() -> None:
    rows = figures.parameters(db.session())
    for known in PARAMETERS:
        click.echo(f"{known.code}  {known.label}（{known.unit}）")
        for row in rows:
            if row.code == known.code and row.stand in (Stand.WAITING, Stand.APPROVED):
                click.echo(f"  {_line(row)}")


def _line(row: LocalParameter) -> str:
    known = declared(row.code)
    where = row.region or "全部地区"
    value = known.text(known.read(row.value))
    return f"{row.id}  {where}  自 {row.effective_from}  {value}  {row.basis}  {STANDS[row.stand]}"


@parameters.command("propose", help="登记一个值：VALUE 是数字；表格写 medical_5=12 medical_6=10 …，加引号。")
@click.argument("code")
@click.argument("value")
@click.option("--from", "effective_from", type=Day(), required=True, help="自哪一天起有效")
@click.option("--basis", required=True, help="公布这个数的文件")
@click.option("--reason", default="", help="说明")
@click.option("--region", default="", help="行政区划代码（GB/T 2260）或其前几位，默认全部地区")
@click.option("--by", "login", required=True, help="登记人的登录名，须为督办员或系统管理员")
def propose(
    code: str, value: str, effective_from: date, basis: str, reason: str, region: str, login: str
) -> None:
    proposal = ParameterProposal(code, value, effective_from, basis, reason, region)
    click.echo(_line(figures.propose_parameter(proposal, viewer=signed_in(login), at=utcnow())))


add_decisions(
    parameters,
    "地方参数的值",
    _line,
    approve=figures.approve_parameter,
    refuse=figures.refuse_parameter,
    withdraw=figures.withdraw_parameter,
)
