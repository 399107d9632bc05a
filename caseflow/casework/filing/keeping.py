"""How long a filed proceeding is kept: set when it is filed, listed when it ends (保管期限, domain §8.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from caseflow.casework.filing.wholeness import missing
from caseflow.casework.models import Filing, Matter, Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.step import Step
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel import retention
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Viewer

PAGE = 50

SAYS_WHOLE = frozenset({"complete", "file_list_complete"})
"""What actions ask for that put a file away or hand it in."""


def configured(proceeding: Proceeding) -> str:
    """How long the office's list keeps such a file at least."""
    return wired().retention.period(proceeding.process, collective=proceeding.matter.collective)


def check_whole(proceeding: Proceeding, step: Step) -> None:
    """Refuse to hand in or put away a file that lacks something; one of an older ledger lies elsewhere.

    Raises:
        Incomplete: it names what is missing.
    """
    session = object_session(proceeding)
    if step.recorded_at or proceeding.imported or session is None:
        return
    if lacking := missing(session, proceeding):
        names = "、".join(entry.label for entry in lacking)
        told = f"卷内还缺：{names}。请在“卷宗”页制作或者上传；确实没有的，写明原因，由另一人批准。"
        asked = (datum.name for datum in step.transition.needs if datum.name in SAYS_WHOLE)
        raise Incomplete({next(asked, ""): told})


def keep(proceeding: Proceeding, step: Step) -> None:
    """Set how long the file is kept, not shorter than the office's list says.

    Raises:
        Incomplete: it would be kept for less.
    """
    session = object_session(proceeding)
    least = configured(proceeding)
    period = str(step.given.get("retention") or least)
    if not step.recorded_at and retention.longer(period, least) != period:
        told = f"本件至少保管{retention.said(least)}（{retention.BASIS}），请改选保管期限。"
        raise Incomplete({"retention": told})
    if session is None:
        return
    closed_on = local_day(proceeding.closed_at or step.at)
    session.add(
        Filing(
            proceeding_id=proceeding.id,
            matter_id=proceeding.matter_id,
            period=period,
            basis=retention.BASIS,
            mark=retention.MARK,
            filed_at=step.at,
            ends_on=retention.kept_until(closed_on, period),
        )
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are asked for: those that end by a day, or all; those after one that was shown."""

    until: date | None = None
    after: tuple[date, int] | None = None


def ending(wanted: Wanted, viewer: Viewer, *, most: int = PAGE) -> Sequence[Any]:
    """Filed proceedings in scope whose time ends, the earliest first; one more than asked for if there is."""
    query = (
        sa.select(Filing, Proceeding.process, Proceeding.number, Proceeding.closed_at, Matter.collective)
        .join(Proceeding, Proceeding.id == Filing.proceeding_id)
        .join(Matter, Matter.id == Filing.matter_id)
        .where(Filing.ends_on.is_not(None), proceedings_in_scope(viewer))
        .order_by(Filing.ends_on, Filing.proceeding_id)
        .limit(most + 1)
    )
    if wanted.until:
        query = query.where(Filing.ends_on <= wanted.until)
    if wanted.after:
        query = query.where(sa.tuple_(Filing.ends_on, Filing.proceeding_id) > sa.tuple_(*wanted.after))
    return db.session.execute(query).all()


def filing_of(proceeding: Proceeding) -> Filing | None:
    """How long a proceeding that was found before is kept; None before it is filed."""
    return db.session.get(Filing, proceeding.id)
