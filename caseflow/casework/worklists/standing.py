"""How the nearest deadline stands, as conditions that agree with the lights on the screen."""

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.whose import Condition

_due = Proceeding.next_due_at

provisional = sa.exists().where(
    RunningClock.proceeding_id == Proceeding.id,
    RunningClock.due_at == _due,
    RunningClock.stopped_at.is_(None),
    RunningClock.provisional,
)
"""The nearest deadline waits for a year's calendar (暂定)."""


def has_light(light: Light, now: Now) -> Condition:
    """The proceeding shows the light now."""
    match light:
        case Light.PAUSED:
            return whose.resting()
        case Light.PROVISIONAL:
            return sa.and_(_due.is_not(None), provisional)
        case Light.OVERDUE:
            shown = _due <= now.at
        case Light.NEAR:
            shown = sa.and_(_due > now.at, _due <= now.soon)
        case Light.NORMAL:
            shown = _due > now.soon
    return sa.and_(shown, sa.not_(provisional))


def has_no_haste(now: Now) -> Condition:
    """The deadline is neither late nor near, or there is none."""
    return sa.or_(_due.is_(None), _due > now.soon, provisional)
