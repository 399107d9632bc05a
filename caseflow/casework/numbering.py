"""Official numbers: one sequence to a series, without gaps (编号、文号)."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import dialect_insert, run
from caseflow.casework.models import Numbering, NumberSeries
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day


def take_number(session: Session, numbering: Numbering, at: datetime) -> str:
    """The next official number on the day of `at` in Shanghai."""
    series = numbering.series(wired().doc_prefix, local_day(at))
    return numbering.number(series, next_number(session, series))


def next_number(session: Session, series: str) -> int:
    """The next number of the series, from 1.

    One statement takes it and holds the row until the transaction ends: concurrent signers wait, and a
    transaction that fails gives its number back.
    """
    taking = _taking(dialect_insert(session))
    number: int = run(session, taking, {"series": series, "last": 1}).scalar_one()
    return number


@cache
def _taking(insert: Any) -> sa.Insert:
    series: sa.Table = NumberSeries.__table__  # type: ignore[assignment]
    counted = {"last": series.c.last + 1}
    statement: sa.Insert = insert(series).on_conflict_do_update(index_elements=["series"], set_=counted)
    return statement.returning(series.c.last)
