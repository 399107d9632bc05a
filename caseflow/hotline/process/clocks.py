"""The periods of a ticket (期限, domain §2.1 HD2–HD13).

No law sets the periods of a union hotline: most are house rules, some follow other regions' rules and say so.
HD1 is a figure of the telephone exchange, no clock. HD7 follows another city's rule (通报): five working days
after the first urge of a late ticket.
"""

from functools import partial

from caseflow.hotline.process import states
from caseflow.hotline.process.data import CAUSES
from caseflow.hotline.process.facts import TicketFacts
from caseflow.hotline.process.petition_clocks import CLOSED_BY, PETITIONS
from caseflow.kernel.calendar import Days, Hours, Minutes, Period, SameDay, Until, WorkingDays
from caseflow.kernel.holding import hold_clocks, review
from caseflow.kernel.ladder import QUIET, WINDOW
from caseflow.kernel.machine import Clock, Condition, Extension
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark

HOUSE_RULE = "本单位规定"
SHANDONG = "参照：《山东省政务服务热线管理办法》"
TWO_CITIES = "参照：《济南市12345市民服务热线条例》第二十四条、《潍坊市12345政务服务便民热线条例》第二十条"
ANOTHER_CITY = "参照：外地12345工单办理规定（摘录）"
TWO_PROVINCES = "参照：《浙江省工会劳动法律监督条例》第十七条、《内蒙古自治区工会劳动法律监督条例》第十九条"

house_rule = partial(Clock, basis=HOUSE_RULE, mark=Mark.HOUSE)


def is_urgent(facts: TicketFacts) -> bool:
    """Life is in danger, or ten or more unpaid workers gather (紧急)."""
    return facts.urgent or facts.priority == "P0"


def is_ordinary(facts: TicketFacts) -> bool:
    """Not urgent."""
    return not is_urgent(facts)


def awaits_contact(facts: TicketFacts) -> bool:
    """Nobody has spoken to the caller since the unit has it."""
    return "contacted" not in facts.overlays


def awaits_urgent_contact(facts: TicketFacts) -> bool:
    """Urgent, and nobody has spoken to the caller."""
    return is_urgent(facts) and awaits_contact(facts)


def awaits_visit(facts: TicketFacts) -> bool:
    """Urgent, and nobody has been there."""
    return is_urgent(facts) and "visited" not in facts.overlays


def is_small(facts: TicketFacts) -> bool:
    """A question or a request for help of the general class (咨询、求助)."""
    return facts.service in ("ZX", "BF") and facts.grade in (None, "general")


def is_general(facts: TicketFacts) -> bool:
    """Any other ticket of the general class (一般问题)."""
    return not is_small(facts) and facts.grade in (None, "general")


def is_difficult(facts: TicketFacts) -> bool:
    """难点问题."""
    return facts.grade == "difficult"


def is_complex(facts: TicketFacts) -> bool:
    """特别复杂问题."""
    return facts.grade == "complex"


def is_due_above(facts: TicketFacts) -> bool:
    """The upstream centre has set a last day."""
    return facts.upstream_due_on is not None


def unless_set_from_above(condition: Condition) -> Condition:
    """HD12 takes the place of the handling period where the upstream centre set one."""

    def ours(facts: TicketFacts) -> bool:
        return not is_due_above(facts) and condition(facts)

    return ours


def is_supervision_complaint(facts: TicketFacts) -> bool:
    """A complaint under a real name (实名投诉举报)."""
    return facts.service == "TS" and facts.real_name is True


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
