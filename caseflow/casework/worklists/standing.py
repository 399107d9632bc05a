"""How the nearest deadline stands, as conditions that agree with the lights on the screen.

The present is a parameter of the statements (`bounds`), so that they are built once and serve every request.
Where the place in the queue says the day, the place is asked: it stands in the indexes.
"""

from datetime import datetime

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now, last_day
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.urgency import first_of
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import UtcDateTime
from caseflow.kernel.calendar.instants import DAY

_due = Proceeding.next_due_at
_place = Proceeding.urgency
_at = sa.bindparam("at", type_=UtcDateTime())
_today, _tomorrow, _later = (
    sa.bindparam(name, type_=sa.BigInteger) for name in ("today", "tomorrow", "later")
)

by_tonight = _place < _tomorrow
not_yet = _due > _at

_provisional = sa.select(RunningClock.proceeding_id, RunningClock.due_at).where(
    RunningClock.provisional, RunningClock.stopped_at.is_(None)
)
provisional = sa.tuple_(Proceeding.id, _due).in_(_provisional)
"""The nearest deadline waits for a year's calendar (暂定); such clocks are few."""

without_haste = (_place.is_(None), _place >= _later, sa.and_(_place < _later, provisional))
"""Ways in which the nearest deadline is neither late nor near."""


def bounds(now: Now) -> dict[str, datetime | int]:
    """The present, and where today's deadlines, tomorrow's and those after the near ones begin."""
    today, soon = now.today, last_day(now.soon)
    return {
        "at": now.at,
        "today": first_of(today),
        "tomorrow": first_of(today + DAY),
        "later": first_of(soon + DAY),
    }


def has_light(light: Light) -> Condition:
    """The proceeding shows the light now."""
    match light:
        case Light.PAUSED:
            return whose.resting()
        case Light.PROVISIONAL:
            return sa.and_(_due.is_not(None), provisional)
        case Light.OVERDUE:
            shown = sa.and_(_place < _tomorrow, _due <= _at)
        case Light.NEAR:
            shown = sa.and_(_place >= _today, _place < _later, _due > _at)
        case Light.NORMAL:
            shown = _place >= _later
    return sa.and_(shown, sa.not_(provisional))
