"""Supervision as data: a manager puts a proceeding under supervision, and a 督办件 is issued about it (H19).

The demand is a proceeding of its own beside this one, which goes on as it is. What ends the work well waits
until the demand is settled; every other end of the work ends the demand as well.
"""

from collections.abc import Mapping
from dataclasses import replace

from caseflow.kernel.guards import not_while
from caseflow.kernel.machine import STAY, Bulk, Datum, Kind, Process, Transition
from caseflow.kernel.roles import Role

SUPERVISE, LIFT = "supervise", "lift_supervision"
"""The action that issues a demand, and the one by which its end is marked."""

DEMANDED = ("supervision", "issue", "issued")
"""The process of the demand, the action that issues it, and the stage that it is at then."""

SUPERVISED = "supervised"
OVERLAYS: Mapping[str, str] = {SUPERVISED: "督办中"}

LEVELS = (("ordinary", "一般督办"), ("key", "重点督办"), ("listed", "挂牌督办"))
"""The levels of supervision (督办级别, 本单位规定): a region that has others writes them here."""

ADDRESSEES = (
    Role.HANDLING_UNIT,
    Role.LAWYER,
    Role.MEDIATOR,
    Role.SUPERVISOR,
    Role.LIAISON,
    Role.DISPATCHER,
    Role.AID_REVIEWER,
    Role.AID_HEAD,
    Role.MEDIATION_HEAD,
    Role.CALLBACK,
    Role.OPERATOR,
)
"""Who may have to answer: whoever may be in charge of a proceeding."""

DEMAND = (
    Datum("supervision_level", "督办级别", Kind.CHOICE, choices=LEVELS),
    Datum("demand", "督办要求", Kind.TEXT, hint="要办成什么，逐项写明"),
    Datum("report_by", "要求答复日期", Kind.DATE, ahead=True),
    Datum("reason", "督办原因", Kind.TEXT),
    Datum("supervising_leader", "督办领导", required=False),
    Datum("report_cycle", "报告周期", required=False, hint="例如：每周报告一次"),
)

ADDRESS = (
    Datum("to_unit_id", "督办单位", Kind.UNIT, required=False, hint="不填的为本件的承办单位"),
    Datum(
        "to_person_id",
        "责任人",
        Kind.PERSON,
        required=False,
        roles=ADDRESSEES,
        hint="不填的为本件的承办人",
    ),
)

NOT_SETTLED = "督办件尚未销号，请先答复督办件，由督办员审核后再办结"


def with_supervision(process: Process, states: tuple[str, ...], settled_by: tuple[str, ...]) -> Process:
    """The process with supervision in these states; the actions in `settled_by` wait until it is settled."""
    moves = (_settling(step, states, settled_by) for step in process.transitions)
    return replace(
        process,
        transitions=(*moves, *_actions(states)),
        overlays={**process.overlays, **OVERLAYS},
    )


def _settling(step: Transition, states: tuple[str, ...], settled_by: tuple[str, ...]) -> Transition:
    leaves = step.target != STAY and step.target not in states
    clears = (SUPERVISED,) if leaves and SUPERVISED not in step.clears else ()
    guards = (not_while(SUPERVISED, because=NOT_SETTLED),) if step.action in settled_by else ()
    if not clears and not guards:
        return step
    return replace(step, clears=(*step.clears, *clears), guards=(*step.guards, *guards))


def _actions(states: tuple[str, ...]) -> tuple[Transition, ...]:
    return (
        Transition(
            SUPERVISE,
            "督办",
            states,
            STAY,
            (Role.MANAGER,),
            guards=(not_while(SUPERVISED, because="已在督办中，请在原督办件上办理"),),
            needs=(*DEMAND, *ADDRESS),
            raises=(SUPERVISED,),
            document="督办通知书",
            bulk=Bulk.SUPERVISE,
        ),
        Transition(
            LIFT,
            "督办结束",
            states,
            STAY,
            (Role.SYSTEM,),
            clears=(SUPERVISED,),
        ),
    )
