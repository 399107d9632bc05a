"""What is wrong with a proposed rule, by the field it is wrong in (规则校验)."""

import re
from collections.abc import Iterator, Sequence

from caseflow.casework.models import DeadlineRule
from caseflow.kernel.calendar import Hours, Length, Minutes, Period, UnreadablePeriod, Until, parse_period
from caseflow.kernel.machine import Clock, Process
from caseflow.kernel.roles import ACTS, GRANTS, REACH, Role
from caseflow.kernel.rules import Mark
from caseflow.kernel.stages import UnreadableLadder, ladder_like

Declared = Sequence[tuple[Process, Clock]]
"""A clock as each process that has it declares it."""

Fault = tuple[str, str]

MOST_TIMES = 9
_REGION = re.compile(r"[0-9]{0,12}")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇0-9]+条")


def faults(rule: DeadlineRule, declared: Declared) -> Iterator[Fault]:
    """Each field that cannot stand, with the words that are put beside it."""
    yield from _sources(rule)
    try:
        period = parse_period(rule.period)
    except UnreadablePeriod as fault:
        yield "period", str(fault)
        return
    for process, clock in declared:
        yield from _period(period, clock)
        yield from _pausable(rule, clock)
        yield from _extension(rule, period, process, clock)
        yield from _ladder(rule, clock)
        yield from _on_lapse(rule, process, clock)


def _sources(rule: DeadlineRule) -> Iterator[Fault]:
    if not rule.basis.strip():
        yield "basis", "请写明依据"
    elif rule.mark is Mark.STATUTE and not _ARTICLE.search(rule.basis):
        yield "basis", f"“{Mark.STATUTE.label}”须写明条款，如《……条例》第十五条"
    if not rule.reason.strip():
        yield "reason", "请写明修改的理由"
    yield from region_faults(rule.region)


def region_faults(region: str) -> Iterator[Fault]:
    """A region is the beginning of a code of GB/T 2260."""
    if not _REGION.fullmatch(region):
        yield "region", "请填写行政区划代码（数字）或者其前几位，不填为全部地区"


def _period(period: Period, clock: Clock) -> Iterator[Fault]:
    if isinstance(period, Until) != isinstance(clock.within, Until):
        yield "period", f"{clock.label}原为“{clock.within.text}”，不能改为“{period.text}”"
    elif clock.extension and unit_of(period) != unit_of(clock.within):
        yield "period", f"{clock.label}的延期按“{unit_of(clock.within)}”登记，不能改用其他单位"
    elif clock.length_from and not isinstance(period, Length):
        yield "period", f"{clock.label}可以由文书另定长度，须为一定的长度"


def unit_of(period: Period) -> str:
    """The unit that the period is counted in; empty for one whose day is given."""
    return period.unit if isinstance(period, Length) else ""


def _pausable(rule: DeadlineRule, clock: Clock) -> Iterator[Fault]:
    if rule.pausable and not clock.paused_while:
        yield "pausable", f"{clock.label}没有可以暂停的环节"


def _extension(rule: DeadlineRule, period: Period, process: Process, clock: Clock) -> Iterator[Fault]:
    if rule.extension_times is None:
        return
    if not 0 <= rule.extension_times <= MOST_TIMES:
        yield "extension_times", f"请填写 0 到 {MOST_TIMES} 次"
    if not rule.extension_times:
        return
    if not any(clock.code in step.extends for step in process.transitions):
        yield "extension_times", f"{process.label}流程没有给{clock.label}延期的操作"
    yield from _cap(rule.extension_cap, period)
    if rule.extension_by not in approvers(process):
        yield "extension_by", f"请选择办理{process.label}的岗位"


def _cap(text: str | None, period: Period) -> Iterator[Fault]:
    if not text:
        return
    try:
        cap = parse_period(text)
    except UnreadablePeriod as fault:
        yield "extension_cap", str(fault)
        return
    if unit_of(cap) != unit_of(period):
        yield "extension_cap", f"延期的单位须与期限相同（{unit_of(period)}）"


def approvers(process: Process) -> list[Role]:
    """The roles that may be given the decision on more time: those that act on such proceedings."""
    family = process.family
    return [r for r in Role if r is not Role.SYSTEM and ACTS[family] in GRANTS[r] and family in REACH[r]]


def _ladder(rule: DeadlineRule, clock: Clock) -> Iterator[Fault]:
    if rule.ladder is None:
        return
    try:
        ladder_like(clock.ladder, rule.ladder)
    except UnreadableLadder as fault:
        yield "ladder", str(fault)


def _on_lapse(rule: DeadlineRule, process: Process, clock: Clock) -> Iterator[Fault]:
    if rule.on_lapse and rule.on_lapse not in clock.lapses:
        offered = "、".join(process.transition(action).label for action in clock.lapses) or "只提醒"
        yield "on_lapse", f"{clock.label}届满时可以：{offered}"


def is_exact(period: Period) -> bool:
    """Whether the period ends at an instant within a day."""
    return isinstance(period, Hours | Minutes)
