"""A case that somebody makes up, reckoned day by day under a rule (试一件)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.casework import reckoning
from caseflow.kernel.calendar import Due, Pause, WorkCalendar
from caseflow.kernel.machine import Clock
from caseflow.kernel.rules import Rule


@dataclass(frozen=True, slots=True)
class Case:
    """When the period starts, its rests, and by how much it is extended."""

    start: date | datetime
    pauses: Sequence[Pause] = ()
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The clock as the rule has it, when it ends, and why the rule would refuse some of it."""

    clock: Clock
    due: Due
    remarks: tuple[str, ...]


def reckon(case: Case, clock: Clock, rule: Rule, calendar: WorkCalendar) -> Reckoned:
    """When the period would end under the rule.

    Raises:
        NotExtendable: the last day is given, and the case asks for more time.
    """
    ruled = clock.under(rule)
    rests = case.pauses if ruled.paused_while else ()
    fault = ruled.extension.fault(0, case.extra) if ruled.extension else "按这项规则不能延期"
    extra = 0 if case.extra and fault else case.extra
    period = ruled.within.plus(extra) if extra else ruled.within
    remarks = [f"延期不计入：{fault}"] if case.extra and fault else []
    if case.pauses and not rests:
        remarks.append("暂停不计入：按这项规则不能暂停")
    due = reckoning.end_of(period, case.start, rests, reckoning.calendar_for(ruled.mark, calendar))
    if due.provisional:
        remarks.append("有关年份的放假安排还没有公布，这是最早可能的一天（暂定）")
    return Reckoned(ruled, due, tuple(remarks))
