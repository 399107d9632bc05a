"""Stages of a ladder as one line of text: half:handler -3:handler 0:manager 3:unit_head:yellow (自定提醒).

Each is the days from the due day, negative before it, or `half` for half of the period; whom it reminds; and
from the day after the due day on perhaps the card it shows. What they are counted in the ladder says.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from caseflow.kernel.errors import DomainError
from caseflow.kernel.ladder import DUTY, Card, Counting, Ladder, Recipient, Stage

MOST, FARTHEST = 12, 365
"""How many stages a ladder may have, and how many days from the due day one may lie."""

_STAGE = re.compile(r"(half|[+-]?[0-9]{1,3}):([a-z_]+)(?::(yellow|red))?")
_SHORT = {Recipient.HANDLER: "", Recipient.UNIT_HEAD: "u", Recipient.MANAGER: "m"}


class UnreadableLadder(DomainError):
    """Stages that no ladder can have (提醒设置不正确)."""


def ladder_like(declared: Ladder, text: str) -> Ladder:
    """The declared ladder with the stages of the text instead of its own.

    Raises:
        UnreadableLadder: the text is no list of stages, or a ladder of this kind cannot have them.
    """
    stages = tuple(_stage(part, declared) for part in text.split())
    if fault := _fault(stages, declared):
        raise UnreadableLadder(fault)
    return replace(declared, stages=stages)


def stages_text(stages: Sequence[Stage]) -> str:
    """The text that `ladder_like` reads."""
    return " ".join(_written(stage) for stage in stages)


def _written(stage: Stage) -> str:
    when = "half" if stage.offset is None else str(stage.offset)
    return ":".join(filter(None, (when, stage.to, stage.card)))


def _stage(part: str, declared: Ladder) -> Stage:
    match = _STAGE.fullmatch(part)
    if match is None or match[2] not in {*Recipient}:
        raise UnreadableLadder(f"提醒“{part}”无法识别，可写 half:handler、-3:handler、3:unit_head:yellow")
    offset = None if match[1] == "half" else int(match[1])
    return stage_of(offset, Recipient(match[2]), _CARDS[match[3]], declared.counting)


_CARDS: dict[str | None, Card] = {None: "", "yellow": "yellow", "red": "red"}


def stage_of(offset: int | None, to: Recipient, card: Card, counting: Counting) -> Stage:
    """A stage with the code that tells its reminders apart, and the label that they bear."""
    code = "half" if offset is None else f"t{offset:+d}" if offset else "t0"
    return Stage(code + _SHORT[to], _label(offset, card, counting), to, card, offset)


def _label(offset: int | None, card: Card, counting: Counting) -> str:
    if offset is None:
        return "期限已过半"
    duty = counting is Counting.WORKING_DAYS
    if offset < 0:
        return f"还有{-offset}个工作日到期" if duty else f"还有{-offset}日届满"
    if not offset:
        return "今日到期" if duty else "今日届满"
    return {"yellow": "黄牌", "red": "红牌", "": "催办" if duty else f"届满已过{offset}日"}[card]


def _fault(stages: Sequence[Stage], declared: Ladder) -> str | None:
    if not declared.stages:
        return "可办期间没有人会超期，不设提醒"
    if not 1 <= len(stages) <= MOST:
        return f"请设置 1 到 {MOST} 级提醒"
    if any(stage.offset is not None and abs(stage.offset) > FARTHEST for stage in stages):
        return f"提醒距到期日最多{FARTHEST}天"
    if any(n > 1 for n in Counter(stage.code for stage in stages).values()):
        return "同一天对同一人只能设一级提醒"
    return _card_fault(stages, declared)


def _card_fault(stages: Sequence[Stage], declared: Ladder) -> str | None:
    carded = [stage for stage in stages if stage.card]
    if carded and declared.code != DUTY.code:
        return "权利保全期限只提醒，不亮黄牌、红牌"
    if any(stage.offset is None or stage.offset < 1 for stage in carded):
        return "黄牌、红牌只能在到期日之后"
    if all(stage.offset is not None and stage.offset > 0 for stage in stages):
        return "到期日之前（含当日）至少要有一级提醒"
    return None
