"""Official numbers: one sequence to a series, without gaps (编号、文号)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import gathering
from caseflow.casework.db import dialect_insert, kept_in, run
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
    transaction that fails gives its number back. Where many things are done in one transaction, the numbers
    after the first one are counted here, and the last one is kept at the end.
    """
    kept, key = kept_in(session), (NumberSeries, series)
    if key in kept and gathering.leave(session, _count_on, series):
        kept[key] += 1
    else:
        taking = _taking(dialect_insert(session))
        kept[key] = run(session, taking, {"series": series, "last": 1}).scalar_one()
    number: int = kept[key]
    return number


def _count_on(session: Session, taken: Sequence[str]) -> None:
    """So many numbers of these series were taken after the first ones."""
    counted = [{"of": series, "more": more} for series, more in sorted(Counter(taken).items())]
    run(session, _COUNTING, counted)


_SERIES: sa.Table = NumberSeries.__table__  # type: ignore[assignment]
_COUNTING = (
    sa.update(_SERIES)
    .where(_SERIES.c.series == sa.bindparam("of"))
    .values(last=_SERIES.c.last + sa.bindparam("more", type_=sa.Integer))
)


@cache
def _taking(insert: Any) -> sa.Insert:
    counted = {"last": _SERIES.c.last + 1}
    statement: sa.Insert = insert(_SERIES).on_conflict_do_update(index_elements=["series"], set_=counted)
    return statement.returning(_SERIES.c.last)
