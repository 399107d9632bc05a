"""The law in force: the calendar of working days and the book of rules, as this database has them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    LocalParameter,
    OwnDay,
)
from caseflow.casework.wiring import Wiring, wired
from caseflow.kernel.calendar import (
    Length,
    Office,
    OfficeDay,
    SpecialDay,
    WorkCalendar,
    on_top,
    parse_period,
    year_days,
)
from caseflow.kernel.ladder import Ladder
from caseflow.kernel.machine import Clock, Process
from caseflow.kernel.parameters import Figure, Figures
from caseflow.kernel.parameters import declared as declared_parameter
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import DECLARED, Rule, RuleBook
from caseflow.kernel.stages import ladder_like
from caseflow.kernel.terms import NOT_EXTENDABLE, Extension, Terms

PACKAGED = f"chinesecalendar {chinese_calendar.__version__}"
PACKAGED_YEARS = range(min(holidays).year, max(holidays).year + 1)


@dataclass(frozen=True)
class Law:
    """The calendar and the rules that a use case applies; `version` counts the changes of either."""

    calendar: WorkCalendar
    rules: RuleBook
    region: str
    version: int
    figures: Figures
    _processes: dict[object, Process] = field(default_factory=dict, repr=False, compare=False)

    def rule(self, clock: Clock, on: date) -> Rule:
        """The rule of the clock in force on the day, in this region."""
        return self.rules.rule(clock.code, on, self.region)

    def ruled(self, clock: Clock, version: str) -> Clock:
        """The clock as the rule has it that it started under, whatever came since (以起算时的规则为准)."""
        return clock if version == DECLARED else clock.under(self.rules.pinned(clock.code, version))

    def lapses(self) -> dict[str, list[tuple[str, str]]]:
        """For each rule about the timer's action: the processes and codes of the clocks it acts on."""
        clocks = [(process.name, clock) for process in wired().processes for clock in process.clocks]
        return {
            rule.version: [
                (name, clock.code)
                for name, clock in clocks
                if clock.code == rule.code and rule.terms.on_lapse
            ]
            for rule in self.rules.rows
            if rule.terms.on_lapse is not None
        }

    def process(self, process: Process, running: Mapping[str, str], on: date) -> Process:
        """The process as the rules have it for a proceeding on a day.

        `running` names its clocks that have not ended, with the versions of the rules they started under; the
        others would start under the rule of the day.
        """
        versions = {
            clock.code: (running.get(clock.code) or self.rule(clock, on).version, clock.code in running)
            for clock in process.clocks
            if self.rules.overridden(clock.code)
        }
        key = process.name, tuple(versions.values())
        if key not in self._processes:
            clocks = [self.ruled(c, versions[c.code][0]) if c.code in versions else c for c in process.clocks]
            ruled = process.under(clocks, dict(_approvers(process, clocks, running)))
            self._processes[key] = ruled
        return self._processes[key]


def _approvers(
    process: Process, clocks: Iterable[Clock], running: Mapping[str, str]
) -> Iterator[tuple[str, Role]]:
    """Who decides on more time for the clocks that run, where it is not who the process names."""
    for clock in clocks:
        limit, usual = clock.extension, process.clock(clock.code).extension
        if clock.code in running and limit and limit.times and usual and limit.by is not usual.by:
            yield clock.code, limit.by


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
    if Law not in kept:
        version = session.scalar(_VERSION)
        kept[Law] = _read(session, version or 0) if _CHANGED in kept else law_of(session, version)
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
    """Count the law's version up, so that every process reads it anew; the caller's transaction commits.

    The transaction itself reads it once more, when it next asks: that is when all the rows have been written.
    """
    kept = kept_in(session)
    kept[_CHANGED] = True
    kept.pop(Law, None)
    counted = session.execute(sa.update(LawVersion).values(version=LawVersion.version + 1))
    if not counted.rowcount:  # type: ignore[attr-defined]
        session.add(LawVersion(id=1, version=1))


def _read(session: Session, version: int) -> Law:
    """Read everything; a year loaded from its notice stands in place of the packaged one."""
    years = set(session.scalars(sa.select(CalendarYear.year)))
    overrides = session.scalars(sa.select(CalendarOverride))
    packaged = (special for special in _PACKAGED if special.day.year not in years)
    special = [*packaged, *(SpecialDay(row.day, row.working, row.note) for row in overrides)]
    known = year_days({*PACKAGED_YEARS, *years}, special)
    calendar = WorkCalendar(known, version=f"{PACKAGED}+{version}", office=_office(session))
    declared = (Rule(c.code, c.within, c.basis, c.mark) for c in wired().clocks)
    return Law(calendar, RuleBook(declared, _rows(session)), wired().region, version, _figures(session))


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
    return str(_NAMES.get(english, "放假"))


_NAMES = {h.value: h.chinese for h in chinese_calendar.Holiday}
_PACKAGED = tuple(_packaged())


def _rows(session: Session) -> Iterator[Rule]:
    known = {clock.code: clock for clock in wired().clocks}
    for row in session.scalars(sa.select(DeadlineRule).where(DeadlineRule.approved_by.is_not(None))):
        if row.code in known:
            yield rule_of(row, known[row.code])


def _figures(session: Session) -> Figures:
    approved = sa.select(LocalParameter).where(LocalParameter.approved_by.is_not(None))
    return Figures(map(figure_of, session.scalars(approved.order_by(LocalParameter.id))))


def figure_of(row: LocalParameter) -> Figure:
    """The local figure that a row holds, approved or not."""
    value = declared_parameter(row.code).read(row.value)
    return Figure(row.code, value, row.basis, row.region, row.effective_from, version=str(row.id))


def rule_of(row: DeadlineRule, clock: Clock) -> Rule:
    """The rule that a row holds for the clock, approved or not."""
    return Rule(
        code=row.code,
        period=parse_period(row.period),
        basis=row.basis,
        mark=row.mark,
        region=row.region,
        effective_from=row.effective_from,
        version=f"规则{row.id}",
        terms=Terms(
            pausable=row.pausable,
            extension=_extension(row),
            ladder=_ladder(row, clock),
            on_lapse=row.on_lapse,
        ),
    )


def _extension(row: DeadlineRule) -> Extension | None:
    if row.extension_times is None:
        return None
    if not row.extension_times or not row.extension_by:
        return NOT_EXTENDABLE
    cap = parse_period(row.extension_cap) if row.extension_cap else None
    return Extension(row.extension_times, cap if isinstance(cap, Length) else None, row.extension_by)


def _ladder(row: DeadlineRule, clock: Clock) -> Ladder | None:
    return None if row.ladder is None else ladder_like(clock.ladder, row.ladder)


def days_of(year: int) -> Iterator[date]:
    """Every day of the year."""
    first = date(year, 1, 1)
    return (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))
