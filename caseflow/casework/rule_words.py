"""A rule in the words that a person reads (规则用语)."""

from collections.abc import Iterator, Mapping

from caseflow.casework.law import rule_of
from caseflow.casework.models import DeadlineRule, Stand
from caseflow.casework.rule_faults import Declared
from caseflow.casework.rulebook import declared
from caseflow.kernel.calendar import Length, Until, parse_period
from caseflow.kernel.ladder import (
    ANSWER,
    CLAIM,
    DUTY,
    HOLD,
    QUIET,
    RIGHT,
    WINDOW,
    Counting,
    Ladder,
    Recipient,
    Stage,
)
from caseflow.kernel.machine import Clock, Process

LADDERS: Mapping[Ladder, str] = {
    DUTY: "办理期限",
    RIGHT: "权利期限",
    CLAIM: "权利期限",
    WINDOW: "可办期间",
    HOLD: "暂停期间",
    ANSWER: "答复催办",
    QUIET: "间隔",
}
"""The declared ladders, by what they are for."""

STANDS: Mapping[Stand, str] = {
    Stand.WAITING: "待批准",
    Stand.APPROVED: "已批准",
    Stand.REFUSED: "已退回",
    Stand.WITHDRAWN: "已撤回",
}

RECIPIENTS: Mapping[Recipient, str] = {
    Recipient.HANDLER: "承办人",
    Recipient.UNIT_HEAD: "单位负责人",
    Recipient.MANAGER: "督办员",
}

CARDS = {"": "", "yellow": "黄牌", "red": "红牌"}


def terms_of(row: DeadlineRule) -> Iterator[str]:
    """What the row says: its period, and wherever it departs from what the process declares."""
    known: Declared = declared(row.code)
    process, clock = known[0]
    ruled = clock.under(rule_of(row, clock))
    yield parse_period(row.period).text
    if row.pausable is not None:
        yield pausing(ruled)
    if row.extension_times is not None:
        yield extending(ruled)
    if row.ladder is not None:
        yield f"提醒：{reminding(ruled.ladder)}"
    if row.on_lapse is not None:
        yield f"届满：{lapsing(process, ruled)}"


def rolling(clock: Clock) -> str:
    """What becomes of a last day that is a day off (末日遇休息日)."""
    period = clock.within
    if isinstance(period, Until) and period.before:
        return "不顺延"
    rolls = getattr(period, "rolls", None)
    return "" if rolls is None else "顺延" if rolls else "不顺延"


def unit(clock: Clock) -> str:
    """What the period is counted in."""
    return clock.within.unit if isinstance(clock.within, Length) else "–"


def pausing(clock: Clock) -> str:
    """Whether it rests where the case does."""
    return "可以暂停" if clock.paused_while else "不能暂停"


def extending(clock: Clock) -> str:
    """How it may be extended."""
    return clock.extension.text if clock.extension else "不能延期"


def lapsing(process: Process, clock: Clock) -> str:
    """What the timer does when it ends."""
    return process.transition(clock.on_lapse).label if clock.on_lapse else "只提醒"


def reminding(ladder: Ladder) -> str:
    """Every stage, in the order of the days."""
    return "；".join(stage_words(stage, ladder.counting) for stage in ladder.stages) or "不提醒"


def stage_words(stage: Stage, counting: Counting) -> str:
    """When, whom, and the card if it shows one."""
    card = CARDS[stage.card] and f"，{CARDS[stage.card]}"
    return f"{_when(stage.offset, counting)}：{RECIPIENTS[stage.to]}{card}"


def _when(offset: int | None, counting: Counting) -> str:
    days = "个工作日" if counting is Counting.WORKING_DAYS else "日"
    if offset is None:
        return "期限过半"
    if not offset:
        return "到期当日"
    return f"到期{'前' if offset < 0 else '后'}{abs(offset)}{days}"


def length(clock: Clock) -> str:
    """How many units, or the period itself where it has none."""
    return str(clock.within.n) if isinstance(clock.within, Length) else clock.within.text


RULE_UNITS = (
    ("{n}wd", "个工作日"),
    ("{n}d", "日（自然日）"),
    ("{n}m", "个月"),
    ("{n}h", "个工作小时"),
    ("{n}min", "分钟"),
    ("same-day", "当日"),
    ("until", "至指定之日"),
    ("until-{n}wd", "指定之日前（工作日）"),
    ("until-{n}d", "指定之日前（日）"),
)
"""How a period may be counted, as its short form has it and as a person reads it."""
