"""The law in force: the calendar of working days and the book of rules, as this database has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
import sqlalchemy as sa
from chinese_calendar.constants import holidays, workdays
from sqlalchemy.orm import Session

from caseflow.casework.db import kept_in
from caseflow.casework.models import (
    AuditEvent,
    CalendarOverride,
    CalendarYear,
    DeadlineRule,
    LawVersion,
    OwnDay,
)
from caseflow.casework.wiring import Wiring, wired
from caseflow.kernel.calendar import (
    Office,
    OfficeDay,
    SpecialDay,
    WorkCalendar,
    on_top,
    parse_period,
    year_days,
)
from caseflow.kernel.machine import Clock
from caseflow.kernel.rules import Rule, RuleBook

PACKAGED = f"chinesecalendar {chinese_calendar.__version__}"
PACKAGED_YEARS = range(min(holidays).year, max(holidays).year + 1)


@dataclass(frozen=True)
class Law:
    """The calendar and the rules that a use case applies; `version` counts the changes of either."""

    calendar: WorkCalendar
    rules: RuleBook
    region: str
    version: int

    def rule(self, clock: Clock, on: date) -> Rule:
        """The rule of the clock in force on the day, in this region."""
        return self.rules.rule(clock.code, on, self.region)


_CHANGED = "the law is being changed"


class _Cache:
    """The law as last read, kept while its version and the wiring stay the same."""

    law: Law | None = None
    parts: Wiring | None = None


_VERSION = sa.select(LawVersion.version)
VERSION = _VERSION.scalar_subquery()
"""The law's version, for a query that brings it along with something else."""

_PULSE = sa.select(
    VERSION.label("law"), sa.select(sa.func.max(AuditEvent.id)).scalar_subquery().label("last")
)


def current_law(session: Session) -> Law:
    """The law in force; one small query, in a transaction once, unless it has changed.

    What a transaction is about to change is not remembered beyond it: it may yet be taken back.
    """
    kept = kept_in(session)
    if _CHANGED in kept:
        return _read(session, session.scalar(_VERSION) or 0)
    if Law not in kept:
        kept[Law] = law_of(session, session.scalar(_VERSION))
    found: Law = kept[Law]
    return found


def pulse(session: Session) -> tuple[Law, int]:
    """The law in force, and the last thing that was done anywhere, in one small query."""
    row = session.execute(_PULSE).one()
    return law_of(session, row.law), row.last or 0


def law_of(session: Session, version: int | None) -> Law:
    """The law of the version that was just read; no query unless it is new."""
    version = version or 0
    cached, parts = _Cache.law, wired()
    if cached is None or cached.version != version or _Cache.parts is not parts:
        _Cache.law = cached = _read(session, version)
        _Cache.parts = parts
    return cached


def has_changed(session: Session) -> None:
    """Count the law's version up, so that every process reads it anew; the caller's transaction commits."""
    kept_in(session)[_CHANGED] = True
    counted = session.execute(sa.update(LawVersion).values(version=LawVersion.version + 1))
    if not counted.rowcount:  # type: ignore[attr-defined]
        session.add(LawVersion(id=1, version=1))


def _read(session: Session, version: int) -> Law:
    """Read everything; a year loaded from its notice stands in place of the packaged one."""
    years = set(session.scalars(sa.select(CalendarYear.year)))
    overrides = session.scalars(sa.select(CalendarOverride))
    packaged = (special for special in _packaged() if special.day.year not in years)
    special = [*packaged, *(SpecialDay(row.day, row.working, row.note) for row in overrides)]
    known = year_days({*PACKAGED_YEARS, *years}, special)
    calendar = WorkCalendar(known, version=f"{PACKAGED}+{version}", office=_office(session))
    declared = (Rule(c.code, c.within, c.basis, c.mark) for c in wired().clocks)
    return Law(calendar, RuleBook(declared, _rows(session)), wired().region, version)


def _office(session: Session) -> Office:
    """The office's own days, which house rules are counted by."""
    own = (
        OfficeDay(row.day, row.opening, row.reason, row.source) for row in session.scalars(sa.select(OwnDay))
    )
    return Office(on_top(own), wired().half_day_counts)


def _packaged() -> Iterator[SpecialDay]:
    """Every day on which the packaged calendar differs from Monday to Friday, with its reason."""
    for day, name in holidays.items():
        yield SpecialDay(day, working=False, reason=_holiday_name(str(name)))
    for day in workdays:
        yield SpecialDay(day, working=True, reason="调休上班")


def _holiday_name(english: str) -> str:
    names = {h.value: h.chinese for h in chinese_calendar.Holiday}
    return str(names.get(english, "放假"))


def _rows(session: Session) -> Iterator[Rule]:
    for row in session.scalars(sa.select(DeadlineRule).where(DeadlineRule.approved_by.is_not(None))):
        yield Rule(
            code=row.code,
            period=parse_period(row.period),
            basis=row.basis,
            mark=row.mark,
            region=row.region,
            effective_from=row.effective_from,
            version=f"规则{row.id}",
        )


def days_of(year: int) -> Iterator[date]:
    """Every day of the year."""
    first = date(year, 1, 1)
    return (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))
