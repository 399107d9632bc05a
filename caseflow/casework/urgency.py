"""Where a proceeding stands in a queue: by its last day, then what is at stake, then the hour (法律风险).

One number says all of it, so that a queue is read from one index: the day, `STEPS` weights within it, and the
minute within each of them.
"""

from datetime import date, datetime, timedelta
from enum import IntEnum

import sqlalchemy as sa

from caseflow.casework.models import Card
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.machine import Clock
from caseflow.kernel.rules import Mark

ORDER = "先到期的在前；同一天到期的，职工权利和法定期限在前，其次红黄牌，再次其他规定。"
"""The order in a sentence, for the pages that keep it."""

MINUTES = 24 * 60
_INSTANT = timedelta(microseconds=1)


class Weight(IntEnum):
    """What is at stake on the last day; the smaller, the nearer to the top."""

    BINDING = 0
    RED = 1
    YELLOW = 2
    OTHER = 3


STEPS = len(Weight)
CARDS = {Card.RED: Weight.RED, Card.YELLOW: Weight.YELLOW, Card.NONE: Weight.OTHER}


def weight(clock: Clock, mark: Mark, card: Card) -> Weight:
    """The law, or a right of the worker that lapses, weighs most; then a card that was shown."""
    return Weight.BINDING if mark is Mark.STATUTE or clock.ladder is RIGHT else CARDS[card]


def urgency(due_at: datetime, weighs: Weight) -> int:
    """The place of a deadline; `due_at` is its first instant too late."""
    last = (due_at - _INSTANT).astimezone(SHANGHAI)
    return first_of(last.date()) + weighs * MINUTES + last.hour * 60 + last.minute


def first_of(day: date) -> int:
    """The first place among what has this last day."""
    return day.toordinal() * STEPS * MINUTES


def moved_up(place: sa.ColumnElement[int], card: Card) -> sa.ColumnElement[int]:
    """The place once the card is shown: in the same minute of the same day; the law still weighs more."""
    weighs = place // MINUTES % STEPS
    return place - MINUTES * sa.case((weighs > CARDS[card], weighs - CARDS[card]), else_=0)
