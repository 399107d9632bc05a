"""Invented rules at every stage of approval, and example figures: none of them is official (示例)."""

from datetime import datetime, timedelta

from caseflow.casework import parameters, rulebook
from caseflow.casework.parameters import ParameterProposal
from caseflow.casework.rulebook import Proposal
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role, Viewer
from caseflow.kernel.rules import Mark
from caseflow.seed.office import Office

BASIS = "演示区总工会热线办理规定（示例）第九条"
FIGURE = "示例数值，不是公布的标准"
EARLIER = "half:handler -2:handler -1:handler 0:handler 0:manager 1:handler 2:unit_head:yellow 4:manager:red"

FIGURES = (
    ("min_wage_month", "2100"),
    ("min_wage_hour", "21"),
    ("local_avg_wage_month", "8000"),
    ("hardship_line", "1500"),
    ("sick_pay_rule", "70"),
)
"""Parameter and value; round numbers that nobody has published."""


def propose(office: Office, at: datetime) -> None:
    """A rule that waits, one that is coming, one that was refused; figures, and one that waits."""
    first, second = office.cast.holders(Role.MANAGER)
    soon = local_day(at) + timedelta(days=30)
    waits = Proposal(
        "HD6c", "12wd", soon, BASIS, Mark.HOUSE, "难点问题多数在两周内办完（示例）", ladder=EARLIER
    )
    rulebook.propose_rule(waits, viewer=first, at=at)
    coming = Proposal("HD13", "20d", soon, BASIS, Mark.HOUSE, "归档提前（示例）")
    rulebook.approve_rule(rulebook.propose_rule(coming, viewer=first, at=at).id, viewer=second, at=at)
    refused = Proposal("HD3", "2wd", soon, BASIS, Mark.HOUSE, "签收放宽一天（示例）")
    row = rulebook.propose_rule(refused, viewer=second, at=at)
    rulebook.refuse_rule(row.id, reason="签收不宜再放宽（示例）", viewer=first, at=at)
    for code, value in FIGURES:
        parameters.approve_parameter(_entered(code, value, first, at), viewer=second, at=at)
    _entered("crime_one_worker", "10000", first, at)


def _entered(code: str, value: str, viewer: Viewer, at: datetime) -> int:
    since = local_day(at) - timedelta(days=365)
    proposal = ParameterProposal(code, value, since, FIGURE, "演示用")
    return parameters.propose_parameter(proposal, viewer=viewer, at=at).id
