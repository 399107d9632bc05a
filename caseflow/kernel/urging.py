"""Urging as data, the same in every process: who is urged owes an answer (催办, domain H19).

An urge starts the clock `UA` of the answer, and `UG`, in which another one needs a reason. What moves the
work on ends the wait. The silence of the person goes to the head of the unit, then to the manager (`ANSWER`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.guards import only_when
from caseflow.kernel.ladder import ANSWER, QUIET, Recipient
from caseflow.kernel.machine import STAY, Bulk, Clock, Datum, Kind, Process, Transition
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark

HOUSE_RULE = "本单位规定"

URGE, ANSWERED = "urge", "answer_urge"
"""The actions of every process that urge and answer."""

ANSWER_CLOCK, APART = "UA", "UG"
"""The clock of the answer, and the one in which another urge needs a reason."""

URGED, UNANSWERED = "urged", "urge_unanswered"
OVERLAYS: Mapping[str, str] = {URGED: "已催办", UNANSWERED: "催办待答复"}

BECAUSE = (("overdue", "超期"), ("repeated", "重复反映"), ("sensitive", "敏感事项"), ("other", "其他"))


def urged_lately(facts: Any) -> bool:
    """不久前刚催办过."""
    return APART in facts.live - facts.lapsed


AGAIN = Datum(
    "again_because",
    "再次催办的理由",
    hint="刚催办过的，写明理由才再次催办",
    when=urged_lately,
)

NEEDS = (
    Datum("urged_because", "催办原因", Kind.CHOICE, choices=BECAUSE),
    Datum(
        "answer_within",
        "限几个工作日内答复",
        Kind.NUMBER,
        required=False,
        least=1,
        hint="不填的按规则里的期限",
    ),
    Datum("opinion", "意见", Kind.TEXT, required=False),
    AGAIN,
)

ANSWERS = (
    Datum("urge_answer", "办理情况", Kind.TEXT, hint="已办什么，为什么还没有办结"),
    Datum("next_on", "下一步完成日期", Kind.DATE, ahead=True),
)


def with_urging(process: Process, states: tuple[str, ...]) -> Process:
    """The process with the actions, marks and clocks of urging in these states.

    Whatever takes a proceeding out of them ends an urge, as does every action that says so itself. Whoever
    may be in charge, or is waited for, may answer.
    """
    moves = tuple(_ending(step, states) for step in process.transitions)
    ends = tuple(step.action for step in moves if URGED in step.clears)
    return replace(
        process,
        transitions=(*moves, *_actions(states, _who_answers(process, states))),
        clocks=(*process.clocks, *_clocks(states, ends)),
        overlays={**process.overlays, **OVERLAYS},
    )


def _who_answers(process: Process, states: tuple[str, ...]) -> tuple[Role, ...]:
    awaited = (process.state(name).waits_for for name in states)
    named = (datum for step in process.transitions for datum in step.needs if datum.name == "handler_id")
    roles = {*(role for role in awaited if role), *(role for datum in named for role in datum.roles)}
    return tuple(role for role in Role if role in roles - {Role.SYSTEM})


def _ending(step: Transition, stages: tuple[str, ...]) -> Transition:
    leaves = step.target != STAY and step.target not in stages
    if not leaves and URGED not in step.clears:
        return step
    added = tuple(mark for mark in (URGED, UNANSWERED) if mark not in step.clears)
    return replace(step, clears=(*step.clears, *added))


def _actions(stages: tuple[str, ...], answered_by: tuple[Role, ...]) -> tuple[Transition, ...]:
    return (
        Transition(
            URGE,
            "催办",
            stages,
            STAY,
            (Role.MANAGER,),
            needs=NEEDS,
            raises=(URGED, UNANSWERED),
            document="催办通知书",
            tells=(Recipient.HANDLER,),
            says="请在期限内答复（催办待答复）",
            bulk=Bulk.URGE,
        ),
        Transition(
            ANSWERED,
            "答复催办",
            stages,
            STAY,
            answered_by,
            guards=(only_when(UNANSWERED, because="没有待答复的催办"),),
            needs=ANSWERS,
            clears=(UNANSWERED,),
            document="催办答复",
            answers=(URGE,),
        ),
    )


def _clocks(stages: tuple[str, ...], ends: tuple[str, ...]) -> tuple[Clock, ...]:
    return (
        Clock(
            ANSWER_CLOCK,
            "答复催办",
            stages,
            WorkingDays(2),
            HOUSE_RULE,
            Mark.HOUSE,
            started_by=(URGE,),
            met_by=(ANSWERED, *ends),
            length_from="answer_within",
            ladder=ANSWER,
        ),
        Clock(
            APART,
            "再次催办需写明理由",
            stages,
            WorkingDays(1),
            HOUSE_RULE,
            Mark.HOUSE,
            started_by=(URGE,),
            repeats=True,
            ladder=QUIET,
        ),
    )
