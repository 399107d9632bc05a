"""Proceedings that must be defined, be somebody's, and bear numbers without gaps."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.casework.audit import SYSTEM_SERIES
from caseflow.casework.models import Document, NumberSeries, Proceeding, RunningClock
from caseflow.casework.selfcheck.clocks import SHOWN, Found
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.attention import left_alone

_CASES = Proceeding.__table__.c
_BEARERS = _CASES, Document.__table__.c
"""What bears official numbers; a letter bears that of its proceeding."""


def undefined(session: Session, at: datetime) -> Iterator[Found]:
    """States and running clocks that no process knows."""
    states = {(p.name, state.name) for p in wired().processes for state in p.states}
    for process, state, count in _counted(session, sa.select(_CASES.process, _CASES.state)):
        if (process, state) not in states:
            yield f"{process}：{count} 件处于未定义的状态“{state}”", None
    clocks = {(p.name, clock.code) for p in wired().processes for clock in p.clocks}
    running = sa.select(_CASES.process, RunningClock.code).join(
        RunningClock, RunningClock.proceeding_id == _CASES.id
    )
    for process, code, count in _counted(session, running.where(RunningClock.stopped_at.is_(None))):
        if (process, code) not in clocks:
            yield f"{process}：{count} 个运行中的期限“{code}”未定义", None


def _counted(session: Session, kinds: sa.Select[str, str]) -> Iterator[Any]:
    columns = kinds.selected_columns
    query = kinds.add_columns(sa.func.count()).group_by(*columns).order_by(*columns)
    return iter(session.execute(query))


def without_actor(session: Session, at: datetime) -> Iterator[Found]:
    """Open work that lies with somebody who has left, or waits for nobody and for no date."""
    gone = (
        sa.select(_CASES.id).join(User, User.id == _CASES.handler_id).where(_CASES.open, sa.not_(User.active))
    )
    for id in session.scalars(gone.limit(SHOWN)):
        yield "承办人已停用", id
    for id in session.scalars(sa.select(Proceeding.id).where(left_alone()).limit(SHOWN)):
        yield "没有办理人，也没有期限", id


def gaps(session: Session, at: datetime) -> Iterator[Found]:
    """Series of which fewer numbers are in the files than were given."""
    series = sa.select(NumberSeries.series, NumberSeries.last).where(NumberSeries.series != SYSTEM_SERIES)
    for name, last in session.execute(series.order_by(NumberSeries.series)).all():
        borne = (sa.select(c.number).where(c.number.startswith(name, autoescape=True)) for c in _BEARERS)
        given = sa.select(sa.func.count()).select_from(sa.union(*borne).subquery())
        if (count := session.scalar(given) or 0) < last:
            yield f"“{name}”已编到 {last} 号，卷内只有 {count} 个", None
