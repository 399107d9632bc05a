"""The periods of a transfer (期限, domain §2.5 XD1–XD4 and the table of agencies).

No law gives transfers one period. Each agency keeps its own: XD2i–XD2o until it files, XD4i–XD4p until it is
done; the house rules XD1–XD4 hold for the rest. The liaison watches them all.
"""

from functools import partial

from caseflow.kernel.calendar import Days, Period, Until, WorkingDays
from caseflow.kernel.machine import Clock, Condition, Extension
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.transfer.process.facts import TransferFacts

HOUSE_RULE = "本单位规定"
ARBITRATION_LAW = "《劳动争议调解仲裁法》"
CONFIRMATION_RULES = "《最高人民法院关于人民调解协议司法确认程序的若干规定》"

FILED = ("in_process", "joint_meeting", "overdue")
RECEIVED = ("received", *FILED)

house_rule = partial(Clock, basis=HOUSE_RULE, mark=Mark.HOUSE, owner=Role.LIAISON)


def goes_to(agency: str, subject: str = "") -> Condition:
    """The transfer goes to the agency, about the subject if one is named."""

    def holds(facts: TransferFacts) -> bool:
        return facts.agency == agency and subject in ("", facts.subject)

    return holds


INSPECTION = goes_to("inspection")
ARBITRATION = goes_to("arbitration")
CONFIRMATION = goes_to("court", "judicial_confirmation")
PAYMENT_ORDER = goes_to("court", "payment_order")
LEGAL_AID = goes_to("justice", "legal_aid")
PETITION = goes_to("petition_office")
BY_LAW = (INSPECTION, ARBITRATION, CONFIRMATION, PAYMENT_ORDER, LEGAL_AID, PETITION)


def is_expedited(facts: TransferFacts) -> bool:
    """To be sent at once (加急)."""
    return facts.expedited


def is_ordinary(facts: TransferFacts) -> bool:
    """Not expedited."""
    return not facts.expedited


def has_no_period_in_law(facts: TransferFacts) -> bool:
    """The agency's part has no period in law that could be verified."""
    return not any(condition(facts) for condition in BY_LAW)


def once_filed(condition: Condition) -> Condition:
    """The agency counts from the day it filed the case (立案、受理)."""

    def holds(facts: TransferFacts) -> bool:
        return facts.filed_on is not None and condition(facts)

    return holds


def filing(code: str, label: str, period: Period, basis: str, applies: Condition) -> Clock:
    """From the receipt until the agency files the case or refuses it."""
    return Clock(
        code,
        label,
        ("received",),
        period,
        basis,
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("take_up", "refuse", "record_result"),
        counted_from="received_on",
        applies=applies,
        on_lapse="lapse",
    )


def deciding(
    code: str,
    label: str,
    period: Period,
    basis: str,
    applies: Condition,
    *,
    extension: Extension | None = None,
) -> Clock:
    """From the filing to the result; a filing that comes late starts the clock where the case stands."""
    return Clock(
        code,
        label,
        FILED,
        period,
        basis,
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=("take_up", "record_result"),
        repeats=True,
        counted_from="filed_on",
        applies=once_filed(applies),
        extension=extension,
        on_lapse="lapse",
    )


def answering(code: str, label: str, period: Period, basis: str, mark: Mark, applies: Condition) -> Clock:
    """From the receipt to the result."""
    return Clock(
        code,
        label,
        RECEIVED,
        period,
        basis,
        mark,
        owner=Role.LIAISON,
        met_by=("record_result",),
        counted_from="received_on",
        applies=applies,
        on_lapse="lapse",
    )


def extended_by(cap: Days | WorkingDays) -> Extension:
    """The agency extends its own period once; the liaison writes it down."""
    return Extension(times=1, cap=cap, by=Role.LIAISON)


SENDING = (
    house_rule(
        "XD1",
        "发出移送函",
        runs_while=("approved",),
        within=WorkingDays(1),
        met_by=("send",),
        counted_from="approved_on",
        applies=is_ordinary,
    ),
    house_rule(
        "XD1u",
        "加急发出移送函（当日）",
        runs_while=("approved",),
        within=Until(),
        met_by=("send",),
        ends_on="approved_on",
        applies=is_expedited,
    ),
    house_rule(
        "XD2",
        "取得接收回执",
        runs_while=("sent",),
        within=WorkingDays(3),
        met_by=("receive", "refuse"),
        counted_from="sent_on",
    ),
)

FILING = (
    filing("XD2i", "监察立案", WorkingDays(5), "《重庆市劳动保障监察条例》第二十五条", INSPECTION),
    filing(
        "XD2a",
        "仲裁受理",
        WorkingDays(5),
        f"{ARBITRATION_LAW}第二十九条、《劳动人事争议仲裁办案规则》第三十条、第八十条",
        ARBITRATION,
    ),
    filing("XD2c", "法院受理司法确认", Days(3), f"{CONFIRMATION_RULES}第四条", CONFIRMATION),
    filing("XD2o", "法院受理支付令申请", Days(5), "《民事诉讼法》第二百二十六条", PAYMENT_ORDER),
)

PROGRESS = house_rule(
    "XD3",
    "了解办理进展",
    runs_while=FILED,
    within=WorkingDays(15),
    met_by=("progress", "record_minutes"),
    repeats=True,
)

RESULT = (
    answering("XD4", "取得办理结果", WorkingDays(30), HOUSE_RULE, Mark.HOUSE, has_no_period_in_law),
    deciding(
        "XD4i",
        "监察办结",
        WorkingDays(60),
        "《劳动保障监察条例》第十七条、《重庆市劳动保障监察条例》第三十条",
        INSPECTION,
        extension=extended_by(WorkingDays(30)),
    ),
    deciding(
        "XD4a",
        "仲裁裁决",
        Days(45),
        f"{ARBITRATION_LAW}第四十三条",
        ARBITRATION,
        extension=extended_by(Days(15)),
    ),
    deciding(
        "XD4c",
        "法院决定是否确认",
        Days(15),
        f"{CONFIRMATION_RULES}第五条",
        CONFIRMATION,
        extension=extended_by(Days(10)),
    ),
    deciding("XD4o", "法院发出支付令", Days(15), "《民事诉讼法》第二百二十七条", PAYMENT_ORDER),
    answering("XD4j", "法律援助决定", Days(7), "《法律援助法》第四十三条", Mark.STATUTE, LEGAL_AID),
    answering("XD4p", "信访部门处理", Days(15), "《信访工作条例》第二十二条", Mark.STATUTE, PETITION),
)

CLOCKS = (*SENDING, *FILING, PROGRESS, *RESULT)
