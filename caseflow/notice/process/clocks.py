"""The periods of letters (期限, domain §2.3 ND1–ND12).

Where no law binds in Chongqing, the period is a house rule or follows another region's rule, and says so.
"""

from dataclasses import replace

from caseflow.kernel.calendar import Days, WorkingDays
from caseflow.kernel.machine import Clock, Extension
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.notice.process.facts import NoticeFacts
from caseflow.notice.process.guards import MORE_TIME

HOUSE_RULE = "本单位规定"
NEIMENGGU = "《内蒙古自治区工会劳动法律监督条例》"
ZHEJIANG = "《浙江省工会劳动法律监督条例》"

UNSENT = ("draft", "legal_review", "pending_sign")
UNDELIVERED = ("issued", "serving", "service_failed")
UNVERIFIED = ("awaiting_reply", "overdue", "replied")


def comes_from_a_complaint(facts: NoticeFacts) -> bool:
    """Somebody complained or tipped the union off (投诉举报)."""
    return facts.complaint_received_on is not None


def takes_thirty_days(facts: NoticeFacts) -> bool:
    """The employer is a platform company, and the letter states no period of its own (平台企业)."""
    return facts.platform_company and facts.reply_days is None


def takes_the_usual_time(facts: NoticeFacts) -> bool:
    """The letter states its own period, or the employer is no platform company."""
    return not takes_thirty_days(facts)


def has_a_rectification_date(facts: NoticeFacts) -> bool:
    """The letter says by when things must be put right (整改截止日)."""
    return facts.rectify_by is not None


def is_real_name(facts: NoticeFacts) -> bool:
    """There is a complainant to be told (实名投诉)."""
    return facts.real_name


def asks_labour_inspection(facts: NoticeFacts) -> bool:
    """The authority is the one for human resources, which runs labour inspection (劳动保障监察)."""
    return facts.authority == "hrss"


def asks_another_authority(facts: NoticeFacts) -> bool:
    """The authority is none whose periods Chongqing's law on labour inspection sets."""
    return not asks_labour_inspection(facts)


def awaits_the_result_in_writing(facts: NoticeFacts) -> bool:
    """The authority's result is known by word of mouth only."""
    return not facts.result_in_writing


# ND1, ND2: from the complaint to a decision on it, and to the end of the investigation.
COMPLAINT_CLOCKS = (
    Clock(
        "ND1",
        "决定是否受理投诉举报",
        UNSENT,
        WorkingDays(5),
        f"参照：{ZHEJIANG}第十七条、{NEIMENGGU}第十九条",
        Mark.ELSEWHERE,
        owner=Role.SUPERVISOR,
        met_by=("accept_complaint", "submit_review", "drop"),
        once=True,
        counted_from="complaint_received_on",
        applies=comes_from_a_complaint,
    ),
    Clock(
        "ND2",
        "调查终结",
        UNSENT,
        WorkingDays(30),
        f"参照：{NEIMENGGU}第二十条",
        Mark.ELSEWHERE,
        owner=Role.SUPERVISOR,
        met_by=("conclude_investigation", "drop"),
        once=True,
        counted_from="complaint_received_on",
        applies=comes_from_a_complaint,
    ),
)


def delivery_clock(label: str, met_by: str, states: tuple[str, ...] = UNDELIVERED) -> Clock:
    """ND10: a signed letter does not lie about."""
    return Clock(
        "ND10", label, states, WorkingDays(3), HOUSE_RULE, Mark.HOUSE, owner=Role.SUPERVISOR, met_by=(met_by,)
    )


def reply_clocks(code: str, letter: str, within: WorkingDays, model: str) -> tuple[Clock, ...]:
    """ND3 or ND4, or ND12 for platform companies; the letter may state its own number of working days."""
    return (
        Clock(
            code,
            f"{letter}书面答复",
            ("awaiting_reply",),
            within,
            f"{HOUSE_RULE}（参照{model}）",
            Mark.HOUSE,
            owner=Role.SUPERVISOR,
            met_by=("record_reply",),
            counted_from="served_on",
            length_from="reply_days",
            applies=takes_the_usual_time,
            extension=MORE_TIME,
            on_lapse="lapse",
        ),
        Clock(
            "ND12",
            "平台企业书面答复",
            ("awaiting_reply",),
            Days(30),
            f"参照：{NEIMENGGU}第二十八条",
            Mark.ELSEWHERE,
            owner=Role.SUPERVISOR,
            met_by=("record_reply",),
            counted_from="served_on",
            applies=takes_thirty_days,
            extension=replace(MORE_TIME, cap=Days(10)),
            on_lapse="lapse",
        ),
    )


# ND5, ND11: silence and the date of rectification call for the supervisor.
FOLLOW_UP_CLOCKS = (
    Clock(
        "ND5",
        "提出逾期后的下一步",
        ("overdue",),
        WorkingDays(3),
        HOUSE_RULE,
        Mark.HOUSE,
        owner=Role.SUPERVISOR,
        met_by=("propose_escalation", "propose_explanation", "record_reply"),
    ),
    Clock(
        "ND11",
        "整改到期后核查",
        UNVERIFIED,
        WorkingDays(5),
        HOUSE_RULE,
        Mark.HOUSE,
        owner=Role.SUPERVISOR,
        met_by=("verify",),
        counted_from="rectify_by",
        applies=has_a_rectification_date,
    ),
)


def feedback_clock(*closed: str) -> Clock:
    """ND9: a real-name complainant hears the result."""
    return Clock(
        "ND9",
        "反馈实名投诉人",
        closed,
        WorkingDays(10),
        f"参照：{NEIMENGGU}第二十六条",
        Mark.ELSEWHERE,
        owner=Role.SUPERVISOR,
        met_by=("feedback_complainant",),
        once=True,
        applies=is_real_name,
    )


# ND6–ND8: the authority's own periods; those of labour inspection are law in Chongqing.
decided, ended = ("authority_filed", "authority_declined", "authority_result"), ("authority_result",)
AUTHORITY_CLOCKS = (
    Clock(
        "ND6",
        "劳动保障监察立案",
        ("authority_received",),
        WorkingDays(5),
        "《重庆市劳动保障监察条例》第二十五条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=decided,
        counted_from="authority_received_on",
        applies=asks_labour_inspection,
        on_lapse="unfiled",
    ),
    Clock(
        "ND6o",
        "机关立案",
        ("authority_received",),
        WorkingDays(5),
        f"参照：{NEIMENGGU}第二十四条",
        Mark.ELSEWHERE,
        owner=Role.LIAISON,
        met_by=decided,
        counted_from="authority_received_on",
        applies=asks_another_authority,
        on_lapse="unfiled",
    ),
    Clock(
        "ND7",
        "劳动保障监察办结",
        ("authority_filed",),
        WorkingDays(60),
        "《劳动保障监察条例》第十七条、《重庆市劳动保障监察条例》第三十条",
        Mark.STATUTE,
        owner=Role.LIAISON,
        met_by=ended,
        counted_from="authority_filed_on",
        applies=asks_labour_inspection,
        extension=Extension(1, WorkingDays(30), Role.LIAISON),
    ),
    Clock(
        "ND7o",
        "机关办结",
        ("authority_filed",),
        Days(90),
        f"参照：{NEIMENGGU}第二十四条",
        Mark.ELSEWHERE,
        owner=Role.LIAISON,
        met_by=ended,
        counted_from="authority_filed_on",
        applies=asks_another_authority,
    ),
    Clock(
        "ND8",
        "机关书面告知结果",
        ("authority_result",),
        WorkingDays(5),
        f"参照：{NEIMENGGU}第二十四条",
        Mark.ELSEWHERE,
        owner=Role.LIAISON,
        met_by=("written_result",),
        counted_from="authority_closed_on",
        applies=awaits_the_result_in_writing,
    ),
)
