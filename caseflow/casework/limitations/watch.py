"""The watch over limitations that end soon: the worker's claim comes first (R10)."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.audit import Deed, record
from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.queries import open_proceedings_of
from caseflow.casework.suggestions import suggest
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import SYSTEM

NEAR = 30  # days: the worker's claim comes first (R10)
PROVISIONAL_AID = 7  # days: aid may be given before the papers are complete (法律援助法 第四十四条)
AID = "aid"


def watch(*, at: datetime) -> int:
    """Look at every open matter whose limitation ends within 30 days; how many (R10)."""
    today = local_day(at)
    with transaction() as session:
        near = session.scalars(_open_matters_until(today + timedelta(days=NEAR))).all()
        return sum(raise_if_near(session, matter, at=at) for matter in near)


def _open_matters_until(day: date) -> sa.Select[Matter]:
    is_open = sa.exists().where(Proceeding.matter_id == Matter.id, Proceeding.open)
    return (
        sa.select(Matter)
        .where(Matter.limitation_nominal_on <= day, is_open)
        .with_for_update(of=Matter, key_share=True)
    )


def raise_if_near(session: Session, matter: Matter, *, at: datetime) -> bool:
    """Put a claim that soon lapses first: priority P1, warnings, provisional aid in the last week (R10).

    The earlier, nominal date decides (E8). Each threshold is told once, and aid is not proposed beside aid.
    """
    left = _days_left(matter, local_day(at))
    if left is None:
        return False
    if matter.priority not in ("P0", "P1"):
        matter.priority = "P1"
        data = {"priority": "P1", "days_left": left}
        record(session, matter, Deed(action="raise_priority", viewer=SYSTEM, at=at, data=data))
    proceedings = session.scalars(open_proceedings_of(matter)).all()
    aided = any(proceeding.process == AID for proceeding in proceedings)
    for proceeding in proceedings:
        _warn(session, proceeding, left, at)
        if left <= PROVISIONAL_AID and proceeding.parent_id is None and not aided:
            suggest(session, proceeding, "R10", AID, f"{_remains(left)}，可先行提供法律援助", at=at)
    return True


def _remains(left: int) -> str:
    return f"仲裁时效还剩{left}日" if left else "仲裁时效今天届满"


def _days_left(matter: Matter, today: date) -> int | None:
    """Days to the last day when it is near; None when it is far, past or not known."""
    if matter.limitation_nominal_on is None:
        return None
    left = (matter.limitation_nominal_on - today).days
    return left if 0 <= left <= NEAR else None


def _warn(session: Session, proceeding: Proceeding, left: int, at: datetime) -> None:
    day = proceeding.matter.limitation_nominal_on
    threshold = PROVISIONAL_AID if left <= PROVISIONAL_AID else NEAR
    to = [proceeding.handler_id] if proceeding.handler_id else []
    tell(
        session,
        f"limitation-{threshold}.{day}",
        to,
        f"{_remains(left)}（{day}）",
        about=proceeding,
        at=at,
        outside="仲裁时效临近，请查看",
    )
