"""A rest as data: why a proceeding may be put on hold, what ends it, when somebody looks again (暂停).

A hold ends by date (the timer acts on the last day that was named), by event (what was awaited has come) or
by hand. Each end leaves a mark, which goes when the work does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from caseflow.kernel.calendar import Period, Until
from caseflow.kernel.ladder import HOLD, Recipient
from caseflow.kernel.machine import Clock, Condition, Datum, Guard, Kind, Transition
from caseflow.kernel.roles import Role, Viewer
from caseflow.kernel.rules import Mark

HOUSE_RULE = "本单位规定"

ENDED = "hold_ended"
ENDED_LABEL = "暂停已结束，请继续办理"
"""The mark that a hold leaves behind."""

END = "end_hold"
"""What the timer does on the last day of a hold."""

UNTIL = Datum(
    "hold_until",
    "暂停至（到期自动恢复）",
    Kind.DATE,
    required=False,
    hint="说不准的不填，等的事情到了再登记，或者手动恢复",
    ahead=True,
)
"""The last day of the hold, if one is known."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a proceeding may rest: the label of the action by which what is awaited is put on record.

    After `review` somebody looks whether the cause still stands (暂停过久, 本单位规定). One that is
    `proven` has a file that says so, such as the notice that the appraisal was taken up.
    """

    code: str
    label: str
    arrival: str
    review: Period
    proven: bool = False


Causes = tuple[Cause, ...]


PROOF = "proof_id"
"""The name of the answer that is a file which proves the cause."""


def proof(causes: Causes) -> Datum:
    """The file that proves why, which some causes demand."""
    demanding = tuple(cause.code for cause in causes if cause.proven)
    labels = "、".join(cause.label for cause in causes if cause.proven)
    return Datum(
        PROOF,
        "证明文件",
        Kind.FILE,
        required=False,
        hint=f"{labels}的必须附，例如受理通知书；先在案件页上传附件，再到这里选" if labels else "",
        demanded=lambda answers: answers.get("cause") in demanding,
    )


def choices(causes: Causes) -> tuple[tuple[str, str], ...]:
    """The causes as a form offers them."""
    return tuple((cause.code, cause.label) for cause in causes)


def waits_because_of(cause: Cause) -> Condition:
    """The hold has this cause."""

    def holds(facts: Any) -> bool:
        return bool(facts.cause == cause.code)

    holds.__doc__ = cause.label
    return holds


def has_a_last_day(facts: Any) -> bool:
    """写明了暂停至哪一天."""
    return facts.hold_until is not None


def _only_because_of(cause: Cause) -> Guard:
    def refuses(facts: Any, _: Viewer) -> str | None:
        return None if facts.cause == cause.code else f"本件不是因为“{cause.label}”暂停的"

    refuses.__doc__ = f"因“{cause.label}”暂停的"
    return refuses


ARRIVAL = (
    Datum("arrived_on", "收到（得知）日期", Kind.DATE),
    Datum("arrival", "内容、文号", Kind.TEXT),
)


def ends(
    causes: Causes, on_hold: str, back: str, by: tuple[Role, ...], ref: str = ""
) -> tuple[Transition, ...]:
    """How a hold ends by date and by event; by hand is an action of the process itself."""
    last_day = Transition(
        END,
        "暂停期满，自动恢复",
        (on_hold,),
        back,
        (Role.SYSTEM,),
        raises=(ENDED,),
        document="恢复记录",
        ref=ref,
        tells=(Recipient.HANDLER,),
    )
    return (last_day, *(_arrival(cause, on_hold, back, by, ref) for cause in causes))


def _arrival(cause: Cause, on_hold: str, back: str, by: tuple[Role, ...], ref: str) -> Transition:
    return Transition(
        f"arrived_{cause.code}",
        cause.arrival,
        (on_hold,),
        back,
        by,
        guards=(_only_because_of(cause),),
        needs=ARRIVAL,
        raises=(ENDED,),
        document="恢复记录",
        ref=ref,
        tells=(Recipient.HANDLER,),
    )


def hold_clocks(
    prefix: str, causes: Causes, on_hold: str, owner: Role, label: Callable[[Cause], str]
) -> tuple[Clock, ...]:
    """The last day of a hold, and for each cause when somebody looks at it again."""
    last_day = Clock(
        f"{prefix}0",
        "暂停至",
        (on_hold,),
        Until(),
        HOUSE_RULE,
        Mark.HOUSE,
        owner=owner,
        ends_on=UNTIL.name,
        applies=has_a_last_day,
        on_lapse=END,
        ladder=HOLD,
    )
    reviews = (
        review(f"{prefix}{n}", label(cause), (on_hold,), cause.review, owner, waits_because_of(cause))
        for n, cause in enumerate(causes, 1)
    )
    return (last_day, *reviews)


def review(
    code: str,
    label: str,
    states: tuple[str, ...],
    within: Period,
    owner: Role,
    applies: Condition | None = None,
) -> Clock:
    """After how long in these states somebody looks whether the rest is still right (暂停核对)."""
    return Clock(
        code, label, states, within, HOUSE_RULE, Mark.HOUSE, owner=owner, applies=applies, ladder=HOLD
    )
