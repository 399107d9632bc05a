"""The periods that follow an agreement, whatever the body (期限, domain §2.4 MD5–MD10, MD13).

MD6, MD8d and those of the payment order start when a person records what happened: the action in `met_by`
meets what ran before, and a clock that `repeats` starts only if it then applies.
"""

from caseflow.kernel.calendar import Days, Months, Until, WorkingDays
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.machine import Clock, Extension
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.mediation.process.facts import MediationFacts
from caseflow.mediation.process.states import UNPERFORMED

ARBITRATION_RULES = "《劳动人事争议仲裁办案规则》"
CONFIRMATION_RULES = "《最高人民法院关于人民调解协议司法确认程序的若干规定》"
CIVIL_PROCEDURE = "《民事诉讼法》"
MEDIATION_ACT = "《劳动争议调解仲裁法》"


def may_be_reviewed(facts: MediationFacts) -> bool:
    """No confirmation was sought yet, and no employment relation is found (办案规则 第七十五条)."""
    return not (facts.review_applied_on or facts.court_applied_on or facts.confirms_relation)


def is_before_the_court(facts: MediationFacts) -> bool:
    """The court has the application (司法确认)."""
    return facts.court_applied_on is not None


def court_has_accepted(facts: MediationFacts) -> bool:
    """The court has taken the application on (受理)."""
    return facts.court_accepted_on is not None


def commission_has_accepted(facts: MediationFacts) -> bool:
    """The commission has taken the application on (受理)."""
    return facts.commission_accepted_on is not None


def is_confirmed(facts: MediationFacts) -> bool:
    """The agreement can be enforced (已确认)."""
    return facts.confirmed_on is not None


def is_paid_in_parts(facts: MediationFacts) -> bool:
    """A part of what was agreed is still to be paid (分期履行)."""
    return facts.next_instalment_on is not None


def order_awaits_acceptance(facts: MediationFacts) -> bool:
    """A payment order was asked for, and the court has not answered."""
    open_still = facts.order_accepted_on is None and facts.order_outcome is None
    return facts.order_applied_on is not None and open_still


def order_awaits_issue(facts: MediationFacts) -> bool:
    """The court examines the application for a payment order."""
    open_still = facts.order_received_on is None and facts.order_outcome is None
    return facts.order_accepted_on is not None and open_still


def order_awaits_debtor(facts: MediationFacts) -> bool:
    """The debtor has the payment order and may pay or object."""
    return facts.order_received_on is not None and facts.order_outcome is None


AGREEMENT_CLOCKS = (
    Clock(
        "MD5",
        "共同申请仲裁审查",
        ("effective",),
        Days(15),
        f"{ARBITRATION_RULES}第七十四条；《企业劳动争议协商调解规定》第二十七条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        counted_from="effective_on",
        applies=may_be_reviewed,
        ladder=RIGHT,
    ),
    Clock(
        "MD6",
        "仲裁委员会审查协议",
        ("confirming",),
        WorkingDays(5),
        f"{ARBITRATION_RULES}第七十六条、第八十条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("commission_accepts",),
        repeats=True,
        counted_from="commission_accepted_on",
        applies=commission_has_accepted,
        extension=Extension(1, WorkingDays(5), Role.LIAISON),
    ),
    Clock(
        "MD7",
        "共同申请司法确认",
        ("effective",),
        Days(30),
        f"{CIVIL_PROCEDURE}第二百零五条；《人民调解法》第三十三条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        counted_from="effective_on",
        ladder=RIGHT,
    ),
    Clock(
        "MD8",
        "法院决定是否受理",
        ("confirming",),
        Days(3),
        f"{CONFIRMATION_RULES}第四条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("court_accepts",),
        counted_from="court_applied_on",
        applies=is_before_the_court,
    ),
    Clock(
        "MD8d",
        "法院作出是否确认的决定",
        ("confirming",),
        Days(15),
        f"{CONFIRMATION_RULES}第五条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("court_accepts",),
        repeats=True,
        counted_from="court_accepted_on",
        applies=court_has_accepted,
        extension=Extension(1, Days(10), Role.LIAISON),
    ),
    Clock(
        "MD9",
        "协议约定的履行期限",
        (*UNPERFORMED, "confirming"),
        Until(),
        f"{MEDIATION_ACT}第十五条、第十六条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        ends_on="performance_due_on",
        on_lapse="lapse_performance",
    ),
    Clock(
        "MD9i",
        "本期协议款的履行期限",
        (*UNPERFORMED, "confirming"),
        Until(),
        f"{MEDIATION_ACT}第十五条、第十六条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        met_by=("record_instalment",),
        repeats=True,
        ends_on="next_instalment_on",
        applies=is_paid_in_parts,
        on_lapse="lapse_performance",
    ),
    Clock(
        "MD10a",
        "法院通知是否受理支付令申请",
        ("defaulted",),
        Days(5),
        f"{CIVIL_PROCEDURE}第二百二十六条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("apply_order", "accept_order", "end_order"),
        repeats=True,
        counted_from="order_applied_on",
        applies=order_awaits_acceptance,
    ),
    Clock(
        "MD10b",
        "法院发出支付令",
        ("defaulted",),
        Days(15),
        f"{CIVIL_PROCEDURE}第二百二十七条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("accept_order", "issue_order", "end_order"),
        repeats=True,
        counted_from="order_accepted_on",
        applies=order_awaits_issue,
    ),
    Clock(
        "MD10c",
        "债务人清偿或者提出异议",
        ("defaulted",),
        Days(15),
        f"{CIVIL_PROCEDURE}第二百二十七条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("issue_order", "end_order"),
        repeats=True,
        counted_from="order_received_on",
        applies=order_awaits_debtor,
    ),
    Clock(
        "MD13",
        "申请强制执行",
        ("confirmed", "defaulted"),
        Months(24),
        f"{CIVIL_PROCEDURE}第二百五十条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        met_by=("apply_enforcement",),
        counted_from="performance_due_on",
        applies=is_confirmed,
        ladder=RIGHT,
    ),
)
