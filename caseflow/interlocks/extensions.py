"""A request for more time that nobody has decided when the period ends counts as refused (逾期未批)."""

from caseflow.casework import clocks, engine
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.step import Step
from caseflow.interlocks.common import session_of
from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import SYSTEM, Role

UNDECIDED = "期限届满前没有批准，视为不同意延期"


def refuse_undecided(proceeding: Proceeding, step: Step) -> None:
    """The period has ended, and a request to lengthen it still waits: it is refused, and people hear it."""
    known = clocks.of(proceeding, session_of(proceeding))
    over = {clock.code for clock in known if _is_over(clock, step)}
    for grant in proceeding.definition.transitions:
        pending = set(grant.clears).intersection(proceeding.overlays)
        refusal = _refusal(proceeding, pending)
        if pending and refusal and over.intersection(grant.extends):
            data = {"reason": UNDECIDED}
            engine.apply(
                proceeding,
                refusal.action,
                viewer=SYSTEM,
                at=step.at,
                data=data,
                recorded_at=step.recorded_at,
            )


def _is_over(clock: RunningClock, step: Step) -> bool:
    """Its last day has passed, whether it still runs or ended with this step."""
    ends_now = clock.stopped_at is None or clock.stopped_at == step.at
    return ends_now and not clock.provisional and clock.due_at <= step.at


def _refusal(proceeding: Proceeding, pending: set[str]) -> Transition | None:
    """The action by which the timer takes the request down."""
    steps = proceeding.definition.leaving(proceeding.state)
    return next((t for t in steps if Role.SYSTEM in t.by and not t.extends and pending & set(t.clears)), None)
