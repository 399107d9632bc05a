"""Stages of a mediation (domain §2.4), and the marks beside them."""

from collections.abc import Mapping

from caseflow.kernel.holding import ENDED, ENDED_LABEL
from caseflow.kernel.machine import Phase, Side, State
from caseflow.kernel.roles import Role


def ended(name: str, label: str) -> State:
    """A stage in which only the file is left to put away."""
    return State(name, label, Role.ARCHIVIST, Phase.CLOSED)


STATES = (
    State("applied", "已申请", Role.MEDIATION_HEAD),
    State(
        "consent",
        "征询对方",
        Role.MEDIATION_HEAD,
        main="accept",
        awaits="登记对方是否同意",
        side=Side.EMPLOYER,
    ),
    ended("not_accepted", "不予受理"),
    State("accepted", "已受理", Role.MEDIATION_HEAD),
    State("assigned", "已定调解员", Role.MEDIATOR),
    State("in_mediation", "调解中", Role.MEDIATOR, main="agree", awaits="主持调解"),
    State("on_hold", "鉴定中，暂停调解", Role.MEDIATOR, Phase.PAUSED),
    State("extended", "延期调解", Role.MEDIATOR, main="agree", awaits="主持调解"),
    State("agreed", "达成一致待签", Role.MEDIATOR, main="effect", awaits="组织签署协议"),
    State("effective", "协议生效", Role.MEDIATOR, main="perform", awaits="跟进协议履行"),
    State("confirming", "司法确认/仲裁审查中", Role.LIAISON, side=Side.AGENCY),
    State("confirmed", "已确认", Role.MEDIATOR, main="perform", awaits="跟进协议履行"),
    State("confirm_refused", "未获确认", Role.MEDIATOR, main="perform", awaits="跟进协议履行"),
    ended("performed", "已履行"),
    State("defaulted", "逾期未履行", Role.MEDIATOR, main="perform", awaits="跟进协议履行"),
    ended("failed", "终止"),
    ended("withdrawn", "已撤回"),
    State("archived", "已归档", phase=Phase.FILED),
)

BEFORE_ACCEPTANCE = ("applied", "consent")
TALKING = ("in_mediation", "extended")
UNDER_WAY = ("accepted", "assigned", *TALKING, "on_hold", "agreed")
UNPERFORMED = ("effective", "confirmed", "confirm_refused")

OVERLAYS: Mapping[str, str] = {
    "negotiation_lapsed": "逾期未答复，视为不愿协商",
    "arbitration_open": "满十五日，可以申请仲裁",
    "timeout_proposed": "调解期限届满，待终止",
    ENDED: ENDED_LABEL,
    "performance_overdue": "履行期已过，待核实",
}
