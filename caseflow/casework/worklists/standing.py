"""How the nearest deadline stands, as conditions that agree with the lights on the screen.

The present is a parameter of the statements (`bounds`), so that they are built once and serve every request.
"""

from datetime import datetime

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import UtcDateTime

_due = Proceeding.next_due_at
_at, _tonight, _soon = (sa.bindparam(name, type_=UtcDateTime()) for name in ("at", "tonight", "soon"))

by_tonight = _due <= _tonight

_provisional = sa.select(RunningClock.proceeding_id, RunningClock.due_at).where(
    RunningClock.provisional, RunningClock.stopped_at.is_(None)
)
provisional = sa.tuple_(Proceeding.id, _due).in_(_provisional)
"""The nearest deadline waits for a year's calendar (暂定); such clocks are few."""

without_haste = (_due.is_(None), _due > _soon, sa.and_(_due <= _soon, provisional))
"""Ways in which the nearest deadline is neither late nor near."""


def bounds(now: Now) -> dict[str, datetime]:
    """The present, as the conditions know it."""
    return {"at": now.at, "tonight": now.tonight, "soon": now.soon}


def has_light(light: Light) -> Condition:
    """The proceeding shows the light now."""
    match light:
        case Light.PAUSED:
            return whose.resting()
        case Light.PROVISIONAL:
            return sa.and_(_due.is_not(None), provisional)
        case Light.OVERDUE:
            shown = _due <= _at
        case Light.NEAR:
            shown = sa.and_(_due > _at, _due <= _soon)
        case Light.NORMAL:
            shown = _due > _soon
    return sa.and_(shown, sa.not_(provisional))
