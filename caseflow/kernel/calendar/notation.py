"""The short form of a period: 15wd, 15d, 12m, 2h, 15min, until, until-1wd, same-day.

With `-fixed` behind it the last day stays on the day off it falls on: 15d-fixed, until-fixed.
"""

import re
from dataclasses import replace

from caseflow.kernel.calendar.lengths import FIXED, Days, Hours, Length, Minutes, Months, WorkingDays
from caseflow.kernel.calendar.period import Period
from caseflow.kernel.calendar.until import SameDay, Until
from caseflow.kernel.errors import DomainError

_LENGTHS: dict[str, type[Length]] = {kind.code: kind for kind in (Days, WorkingDays, Months, Hours, Minutes)}
_GIVEN: dict[str, Period] = {"until": Until(), "same-day": SameDay()}
_LENGTH = re.compile(r"([1-9][0-9]{0,3})([a-z]+)")


class UnreadablePeriod(DomainError):
    """A stored or typed period has no known form (期限格式不正确)."""


def parse_period(text: str) -> Period:
    """The period that `Period.encode` wrote.

    Raises:
        UnreadablePeriod: the text is no such form.
    """
    if text.endswith(FIXED):
        return without_roll(_moving(text.removesuffix(FIXED)), text)
    return _moving(text)


def without_roll(period: Period, text: str = "") -> Period:
    """The same period, whose last day stays where it falls (末日不顺延).

    Raises:
        UnreadablePeriod: the last day of such a period never moves.
    """
    if isinstance(period, Days | WorkingDays | Months) or (isinstance(period, Until) and not period.before):
        return replace(period, rolls=False)
    raise _unreadable(text or period.encode())


def _moving(text: str) -> Period:
    if text in _GIVEN:
        return _GIVEN[text]
    margin = text.removeprefix("until-")
    length = _length(margin, text)
    if margin == text:
        return length
    if isinstance(length, Days | WorkingDays):
        return Until(length)
    raise _unreadable(text)


def _length(part: str, text: str) -> Length:
    match = _LENGTH.fullmatch(part)
    if match is None or match[2] not in _LENGTHS:
        raise _unreadable(text)
    return _LENGTHS[match[2]](int(match[1]))


def _unreadable(text: str) -> UnreadablePeriod:
    return UnreadablePeriod(f"期限“{text}”无法识别，可写 15wd（工作日）、15d（日）、1m（月）、2h（工作小时）")
