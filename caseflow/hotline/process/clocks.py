"""The periods of a ticket (期限, domain §2.1 HD2–HD13).

No law sets the periods of a union hotline: most are house rules, some follow other regions' rules and say so.
HD1 is a figure of the telephone exchange, no clock. HD7 follows another city's rule (通报): five working days
after the first urge of a late ticket.
"""

from functools import partial

from caseflow.hotline.process import states
from caseflow.hotline.process.conditions import (
    awaits_contact,
    awaits_urgent_contact,
    awaits_visit,
    is_complex,
    is_difficult,
    is_due_above,
    is_examined_petition,
    is_forwarded_petition,
    is_general,
    is_named_petition,
    is_ordinary,
    is_small,
    is_supervision_complaint,
    is_urgent,
    unless_set_from_above,
)
from caseflow.hotline.process.data import CAUSES
from caseflow.hotline.process.facts import TicketFacts
from caseflow.kernel.calendar import Days, Hours, Minutes, Period, SameDay, Until, WorkingDays
from caseflow.kernel.holding import hold_clocks, review
from caseflow.kernel.ladder import QUIET, RIGHT, WINDOW
from caseflow.kernel.machine import Clock, Condition, Extension
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark

HOUSE_RULE = "本单位规定"
PETITION_RULES = "《信访工作条例》"
SHANDONG = "参照：《山东省政务服务热线管理办法》"
TWO_CITIES = "参照：《济南市12345市民服务热线条例》第二十四条、《潍坊市12345政务服务便民热线条例》第二十条"
ANOTHER_CITY = "参照：外地12345工单办理规定（摘录）"
TWO_PROVINCES = "参照：《浙江省工会劳动法律监督条例》第十七条、《内蒙古自治区工会劳动法律监督条例》第十九条"

CLOSED_BY = ("close", "close_unreached", "close_unasked")

house_rule = partial(Clock, basis=HOUSE_RULE, mark=Mark.HOUSE)


def handling(
    code: str, label: str, period: Period, cap: int, basis: str, mark: Mark, applies: Condition
) -> Clock:
    """HD6: from the dispatch until the answer passes review; it rests while the ticket waits for others."""
    return Clock(
        code,
        label,
        ("dispatched", "return_requested", "in_progress", *states.ANSWERED),
        period,
        basis,
        mark,
        owner=Role.HANDLING_UNIT,
        paused_while=states.RESTING,
        met_by=("pass_review",),
        applies=unless_set_from_above(applies),
        extension=Extension(times=1, cap=WorkingDays(cap), by=Role.MANAGER),
        on_lapse="urge_overdue",
    )


HANDLING = (
    handling("HD6a", "办理（咨询、求助）", WorkingDays(3), 10, ANOTHER_CITY, Mark.ELSEWHERE, is_small),
    handling("HD6b", "办理（一般问题）", WorkingDays(5), 10, TWO_CITIES, Mark.ELSEWHERE, is_general),
    handling("HD6c", "办理（难点问题）", WorkingDays(15), 15, HOUSE_RULE, Mark.HOUSE, is_difficult),
    handling("HD6s", "办理（特别复杂问题）", WorkingDays(30), 15, HOUSE_RULE, Mark.HOUSE, is_complex),
)

dispatching = partial(
    house_rule,
    runs_while=states.UNDISPATCHED,
    owner=Role.DISPATCHER,
    met_by=("dispatch", "answer_now", "confirm_decline"),
    on_lapse="urge_overdue",
)
signing_in = partial(
    house_rule,
    runs_while=("dispatched",),
    owner=Role.HANDLING_UNIT,
    met_by=("sign_in",),
    on_lapse="urge_overdue",
)

ARRIVAL = (
    dispatching("HD2", "派单", within=Hours(2), applies=is_ordinary),
    dispatching("HD2u", "紧急派单", within=Minutes(15), applies=is_urgent),
    signing_in("HD3", "签收", within=WorkingDays(1), applies=is_ordinary),
    signing_in("HD3u", "紧急签收", within=Minutes(60), applies=is_urgent),
    Clock(
        "HD4",
        "可以申请退单",
        states.WITH_UNIT,
        *(WorkingDays(2), SHANDONG, Mark.ELSEWHERE),
        owner=Role.HANDLING_UNIT,
        ladder=WINDOW,
    ),
)

CONTACT = (
    house_rule(
        "HD5",
        "首次联系诉求人",
        runs_while=("in_progress", "special_track"),
        within=WorkingDays(1),
        owner=Role.HANDLING_UNIT,
        paused_while=("suspended",),
        met_by=("log_first_contact",),
        applies=awaits_contact,
        on_lapse="urge_overdue",
    ),
    house_rule(
        "HD6d",
        "紧急联系诉求人",
        runs_while=states.WITH_UNIT,
        within=Minutes(60),
        owner=Role.HANDLING_UNIT,
        met_by=("log_first_contact",),
        applies=awaits_urgent_contact,
        on_lapse="urge_overdue",
    ),
    house_rule(
        "HD6v",
        "紧急到场（当日）",
        runs_while=states.WITH_UNIT,
        within=SameDay(),
        owner=Role.HANDLING_UNIT,
        met_by=("log_visit",),
        applies=awaits_visit,
        on_lapse="urge_overdue",
    ),
)

ENDING = (
    house_rule(
        "HD8",
        "回访",
        runs_while=("callback",),
        within=WorkingDays(3),
        owner=Role.CALLBACK,
        met_by=(*CLOSED_BY, "order_rework"),
        on_lapse="urge_overdue",
    ),
    Clock(
        "HD9",
        "书面告知不予受理",
        ("not_accepted",),
        WorkingDays(5),
        TWO_PROVINCES,
        Mark.ELSEWHERE,
        owner=Role.DISPATCHER,
        met_by=("tell_declined",),
        applies=is_supervision_complaint,
        may_lapse=("urge_overdue",),
    ),
    house_rule(
        "HD13",
        "归档",
        runs_while=states.CLOSED,
        within=Days(30),
        owner=Role.ARCHIVIST,
        met_by=("archive",),
        on_lapse="urge_overdue",
    ),
    house_rule("HR18", "可以重办", runs_while=("closed",), within=Days(30), ladder=WINDOW),
)

UPSTREAM = house_rule(
    "HD12",
    "办理（上级要求之日前）",
    runs_while=(*states.UNDISPATCHED, *states.WITH_UNIT, *states.ANSWERED),
    within=Until(before=WorkingDays(1)),
    owner=Role.DISPATCHER,
    met_by=("record_upstream_due", "pass_review"),
    repeats=True,
    ends_on="upstream_due_on",
    applies=is_due_above,
    on_lapse="urge_overdue",
)

PETITION = Clock(
    "HD11",
    "信访事项办结",
    states.ACCEPTED,
    Days(60),
    f"{PETITION_RULES}第三十四条",
    Mark.STATUTE,
    owner=Role.HANDLING_UNIT,
    met_by=CLOSED_BY,
    applies=is_examined_petition,
    extension=Extension(times=1, cap=Days(30), by=Role.MANAGER),
    on_lapse="urge_overdue",
)

PETITIONS = (
    Clock(
        "HD10",
        "书面告知信访人接收情况",
        (*states.OPEN, "not_accepted"),
        Days(15),
        f"{PETITION_RULES}第二十三条",
        Mark.STATUTE,
        owner=Role.DISPATCHER,
        met_by=("inform_petitioner", "tell_declined"),
        once=True,
        counted_from="received_at",
        applies=is_named_petition,
        may_lapse=("urge_overdue",),
    ),
    Clock(
        "HD10o",
        "向转送机关提出异议",
        states.UNDISPATCHED,
        WorkingDays(5),
        f"{PETITION_RULES}第二十三条",
        Mark.STATUTE,
        owner=Role.DISPATCHER,
        met_by=("object_to_referral",),
        once=True,
        counted_from="received_at",
        applies=is_forwarded_petition,
        ladder=RIGHT,
    ),
    PETITION,
)

RESTS = (
    *hold_clocks("HS", CAUSES, "suspended", Role.HANDLING_UNIT, lambda cause: f"挂起核对（{cause.label}）"),
    review("HS9", "专项办理核对", ("special_track",), WorkingDays(60), Role.HANDLING_UNIT),
)

HANDLED = frozenset({clock.code for clock in HANDLING} | {"HD12"})


def handling_is_late(facts: TicketFacts) -> bool:
    """办理期限已过."""
    return not HANDLED.isdisjoint(facts.lapsed)


CRITICISM = house_rule(
    "HD7",
    "催办后办结，否则通报",
    runs_while=tuple(state for state in states.UNANSWERED if state not in states.RESTING),
    within=WorkingDays(5),
    owner=Role.HANDLING_UNIT,
    paused_while=states.RESTING,
    started_by=("urge_overdue", "urge"),
    applies=handling_is_late,
    on_lapse="propose_criticism",
    ladder=QUIET,
)

CLOCKS = (*ARRIVAL, *CONTACT, *HANDLING, UPSTREAM, *PETITIONS, *ENDING, *RESTS, CRITICISM)
