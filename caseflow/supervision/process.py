"""A demand of the supervising manager as data (督办件, domain §2.1 H19): facts, states, transitions, clocks.

It lies beside the proceeding that it is about. Whoever answers does not accept the answer (岗位分离).
"""

from dataclasses import dataclass
from datetime import date

from caseflow.kernel.calendar import Days, Until, WorkingDays
from caseflow.kernel.checks import check
from caseflow.kernel.guards import not_by
from caseflow.kernel.handover import HANDOVER
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine import START, STAY, Clock, Datum, Facts, Kind, Phase, Process, State, Transition
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.kernel.supervising import ADDRESSEES, DEMAND
from caseflow.kernel.urging import with_urging

HOUSE_RULE = "本单位规定"
MANAGER = (Role.MANAGER,)
ENDED_WITH_CASE = "end_with_case"


@dataclass(frozen=True, kw_only=True)
class SupervisionFacts(Facts):
    """A demand; None means not yet known."""

    supervision_level: str | None = None
    report_by: date | None = None
    retention: str | None = None


def lies_with_a_unit(facts: SupervisionFacts) -> bool:
    """督办到单位，没有指定责任人."""
    return facts.handler_id is None


def lies_with_a_person(facts: SupervisionFacts) -> bool:
    """指定了责任人."""
    return facts.handler_id is not None


REASON = Datum("reason", "理由", Kind.TEXT)
NEW_DAY = Datum("report_by", "新的答复日期", Kind.DATE, ahead=True)
PERSON = Datum("handler_id", "责任人", Kind.PERSON, roles=ADDRESSEES)
ANSWER = (
    Datum("findings", "核查情况", Kind.TEXT),
    Datum("measures", "办理措施和结果", Kind.TEXT),
    Datum("remaining", "未办结事项和计划", Kind.TEXT, required=False),
)
RETENTIONS = (("permanent", "永久"), ("30_years", "30年"), ("10_years", "10年"))
FILE = (
    Datum("complete", "卷内材料齐全", Kind.CONFIRMED),
    Datum("retention", "保管期限", Kind.CHOICE, choices=RETENTIONS),
)

DUE = ("issued", "returned")
OPEN = (*DUE, "answered")
CLOSED = ("accepted", "withdrawn", "ended")

not_the_answerer = not_by("answer", because="答复的人不能审核自己的答复，请换人办理")

STATES = (
    State("issued", "待答复", Role.HANDLING_UNIT, main="answer", awaits="答复督办件", also=ADDRESSEES[1:]),
    State("returned", "退回重报", Role.HANDLING_UNIT, main="answer", awaits="重新答复", also=ADDRESSEES[1:]),
    State("answered", "已答复待审核", Role.MANAGER, main="accept", awaits="审核答复"),
    State("accepted", "已销号", Role.ARCHIVIST, Phase.CLOSED),
    State("withdrawn", "已撤销", Role.ARCHIVIST, Phase.CLOSED),
    State("ended", "随原件结束", Role.ARCHIVIST, Phase.CLOSED),
    State("archived", "已归档", phase=Phase.FILED),
)

ISSUE = Transition(
    "issue",
    "下达督办",
    (START,),
    "issued",
    MANAGER,
    needs=(
        *DEMAND,
        Datum("unit_id", "督办单位", Kind.UNIT),
        Datum("handler_id", "责任人", Kind.PERSON, required=False, roles=ADDRESSEES),
    ),
    document="督办通知书",
    ref="H19",
    tells=(Recipient.HANDLER, Recipient.UNIT_HEAD),
    says="请按要求的日期答复",
)

ANSWERING = (
    Transition(
        "assign",
        "确定或者更换责任人",
        DUE,
        STAY,
        (Role.HANDLING_UNIT, Role.MANAGER),
        needs=(PERSON, REASON, HANDOVER),
    ),
    Transition(
        "report",
        "报告进展",
        DUE,
        STAY,
        ADDRESSEES,
        needs=(Datum("progress", "进展情况", Kind.TEXT),),
        document="进展报告",
        answers=("issue",),
    ),
    Transition(
        "answer",
        "答复",
        DUE,
        "answered",
        ADDRESSEES,
        needs=ANSWER,
        clears=("urged",),
        document="督办事项办理情况报告",
        answers=("issue",),
        says="请审核答复",
    ),
    Transition(
        "set_date",
        "变更答复日期",
        DUE,
        STAY,
        MANAGER,
        needs=(NEW_DAY, REASON),
        tells=(Recipient.HANDLER,),
    ),
)

DECIDING = (
    Transition(
        "accept",
        "审核通过，销号",
        ("answered",),
        "accepted",
        MANAGER,
        guards=(not_the_answerer,),
        needs=(Datum("opinion", "审核意见", Kind.TEXT, required=False),),
        document="督办销号单",
        answers=("answer",),
    ),
    Transition(
        "return_answer",
        "退回重报",
        ("answered",),
        "returned",
        MANAGER,
        guards=(not_the_answerer,),
        needs=(REASON, NEW_DAY),
        answers=("answer",),
        says="请重新答复",
    ),
    Transition(
        "withdraw", "撤销督办", OPEN, "withdrawn", MANAGER, needs=(REASON,), tells=(Recipient.HANDLER,)
    ),
    Transition(ENDED_WITH_CASE, "原件已结束，督办随之结束", OPEN, "ended", (Role.SYSTEM,)),
    Transition("archive", "归档", CLOSED, "archived", (Role.ARCHIVIST,), needs=FILE, document="卷内目录"),
)

CLOCKS = (
    *(
        Clock(
            code,
            "答复督办件",
            DUE,
            Until(),
            HOUSE_RULE,
            Mark.HOUSE,
            owner=owner,
            met_by=("answer", "set_date"),
            repeats=True,
            ends_on="report_by",
            applies=applies,
        )
        for code, owner, applies in (
            ("SD1", Role.HANDLING_UNIT, lies_with_a_unit),
            ("SD1p", None, lies_with_a_person),
        )
    ),
    Clock("SD2", "审核督办答复", ("answered",), WorkingDays(3), HOUSE_RULE, Mark.HOUSE, owner=Role.MANAGER),
    Clock("SD3", "归档", CLOSED, Days(30), HOUSE_RULE, Mark.HOUSE, owner=Role.ARCHIVIST, met_by=("archive",)),
)

SUPERVISION = check(
    with_urging(
        Process(
            name="supervision",
            label="督办件",
            family="supervision",
            facts=SupervisionFacts,
            states=STATES,
            transitions=(ISSUE, *ANSWERING, *DECIDING),
            clocks=CLOCKS,
        ),
        OPEN,
    )
)
