"""The periods until there is an agreement or none (期限, domain §2.4 MD1–MD4, MD11, MD12).

企业劳动争议协商调解规定 is written for enterprise committees (第二条、第四条). For people's and township
bodies its periods are house rules by analogy, with clocks of their own, so that no house rule ever looks like
law. MD3 holds for every body. 日 are calendar days where the rule does not say 工作日.
"""

from dataclasses import replace

from caseflow.kernel.calendar import Days, Until, WorkingDays
from caseflow.kernel.holding import hold_clocks
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.machine import Clock, Condition
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.mediation.process.choices import CAUSES, ENTERPRISE
from caseflow.mediation.process.facts import MediationFacts
from caseflow.mediation.process.states import BEFORE_ACCEPTANCE, UNDER_WAY

ENTERPRISE_RULES = "《企业劳动争议协商调解规定》"
ONLINE_RULES = "《人民法院在线调解规则》"
HOUSE_RULE = "本单位规定（比照企业劳动争议调解）"

NOT_EXTENDED = tuple(state for state in UNDER_WAY if state != "extended")


def enterprise(*conditions: Condition) -> Condition:
    """In an enterprise committee, and all the conditions hold (企业劳动争议调解委员会)."""
    return lambda facts: facts.org_type == ENTERPRISE and all(holds(facts) for holds in conditions)


def other_bodies(*conditions: Condition) -> Condition:
    """In a people's or township body, and all the conditions hold."""
    return lambda facts: facts.org_type != ENTERPRISE and all(holds(facts) for holds in conditions)


def negotiation_was_asked(facts: MediationFacts) -> bool:
    """One side has asked the other to negotiate (要求协商)."""
    return facts.negotiation_requested_on is not None


def is_extended(facts: MediationFacts) -> bool:
    """Both sides have agreed on a later day (延期)."""
    return facts.extended_to is not None


def is_not_extended(facts: MediationFacts) -> bool:
    """The usual period still holds."""
    return not is_extended(facts)


def is_from_court(facts: MediationFacts) -> bool:
    """The court has commissioned the mediation (诉调)."""
    return facts.court_commissioned


def is_from_commission(facts: MediationFacts) -> bool:
    """The arbitration commission has commissioned the mediation (仲调)."""
    return facts.arbitration_commissioned


def is_not_commissioned(facts: MediationFacts) -> bool:
    """The parties came by themselves; a commission brings a period of its own."""
    return not (is_from_court(facts) or is_from_commission(facts))


def both(*conditions: Condition) -> Condition:
    """All the conditions hold."""
    return lambda facts: all(holds(facts) for holds in conditions)


MD1 = Clock(
    "MD1",
    "对方答复协商要求",
    BEFORE_ACCEPTANCE,
    Days(5),
    f"{ENTERPRISE_RULES}第十条、第三十一条",
    Mark.STATUTE,
    owner=Role.MEDIATION_HEAD,
    met_by=("answer_negotiation",),
    once=True,
    counted_from="negotiation_requested_on",
    applies=enterprise(negotiation_was_asked),
    on_lapse="lapse_negotiation",
)
MD2 = Clock(
    "MD2",
    "受理调解申请",
    BEFORE_ACCEPTANCE,
    WorkingDays(3),
    f"{ENTERPRISE_RULES}第二十二条",
    Mark.STATUTE,
    owner=Role.MEDIATION_HEAD,
    counted_from="received_on",
    applies=enterprise(),
)
MD4 = Clock(
    "MD4",
    "调解期限",
    NOT_EXTENDED,
    Days(15),
    f"{ENTERPRISE_RULES}第二十九条",
    Mark.STATUTE,
    owner=Role.MEDIATOR,
    applies=enterprise(is_not_extended),
    on_lapse="propose_failure",
)
MD4X = Clock(
    "MD4x",
    "双方同意的延期",
    ("extended", "agreed"),
    Until(),
    f"{ENTERPRISE_RULES}第二十九条",
    Mark.STATUTE,
    owner=Role.MEDIATOR,
    met_by=("extend",),
    repeats=True,
    ends_on="extended_to",
    applies=enterprise(is_extended),
    on_lapse="propose_failure",
)


def by_analogy(clock: Clock, code: str, *conditions: Condition) -> Clock:
    """The same period for the other bodies: a house rule (比照办理)."""
    applies = other_bodies(*conditions)
    return replace(clock, code=code, basis=HOUSE_RULE, mark=Mark.HOUSE, applies=applies)


TALK_CLOCKS = (
    MD1,
    by_analogy(MD1, "MD1p", negotiation_was_asked),
    MD2,
    by_analogy(MD2, "MD2p"),
    Clock(
        "MD3",
        "满十五日未达成协议，可以申请仲裁",
        (*BEFORE_ACCEPTANCE, *UNDER_WAY),
        Days(15),
        "《劳动争议调解仲裁法》第十四条第三款",
        Mark.STATUTE,
        owner=Role.MEDIATION_HEAD,
        counted_from="received_on",
        on_lapse="open_arbitration",
        ladder=RIGHT,
    ),
    MD4,
    by_analogy(MD4, "MD4p", is_not_extended, is_not_commissioned),
    MD4X,
    by_analogy(MD4X, "MD4y", is_extended),
    Clock(
        "MD11a",
        "确认接受法院委派",
        ("applied",),
        WorkingDays(3),
        f"{ONLINE_RULES}第十二条",
        Mark.STATUTE,
        owner=Role.MEDIATION_HEAD,
        counted_from="received_on",
        applies=is_from_court,
    ),
    Clock(
        "MD11b",
        "通知并询问对方是否同意调解",
        ("consent",),
        WorkingDays(3),
        f"{ONLINE_RULES}第十五条",
        Mark.STATUTE,
        owner=Role.MEDIATION_HEAD,
        counted_from="commission_taken_on",
        applies=is_from_court,
    ),
    Clock(
        "MD11c",
        "立案前委派调解期限",
        tuple(state for state in NOT_EXTENDED if state != "on_hold"),
        Days(30),
        f"{ONLINE_RULES}第二十四条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        paused_while=("on_hold",),
        counted_from="commission_taken_on",
        applies=both(is_from_court, is_not_extended),
        on_lapse="propose_failure",
    ),
    Clock(
        "MD12",
        "仲裁委托调解期限",
        NOT_EXTENDED,
        WorkingDays(10),
        "《劳动人事争议仲裁办案规则》第七十条、第八十条",
        Mark.STATUTE,
        owner=Role.MEDIATOR,
        counted_from="consented_on",
        applies=both(is_from_commission, is_not_extended),
        on_lapse="propose_failure",
    ),
    *hold_clocks("MDH", CAUSES, "on_hold", Role.MEDIATOR, lambda cause: f"暂停核对（{cause.label}）"),
)
