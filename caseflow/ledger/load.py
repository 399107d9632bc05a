"""Files taken over as a whole or not at all, in one transaction (台账导入)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import rehearsal, transaction
from caseflow.kernel.errors import DomainError, Incomplete
from caseflow.kernel.roles import SYSTEM
from caseflow.ledger import letters, officers, tickets, units
from caseflow.ledger.files import FileRefused
from caseflow.ledger.office import Office
from caseflow.ledger.reading import APPEALS, LAYOUTS, LETTERS, OFFICERS, UNITS, Layout, Row, Table, tables
from caseflow.ledger.report import Imported, ImportRefused, Remark

TAKE_OVER: Mapping[Layout, Callable[[Office, Row], list[str]]] = {
    UNITS: units.take_over,
    OFFICERS: officers.take_over,
    APPEALS: tickets.take_over,
    LETTERS: letters.take_over,
}


def read(files: Mapping[str, bytes]) -> list[Table]:
    """The tables in the files by name, units first.

    Raises:
        ImportRefused: with the reason for each file that holds none.
    """
    found: list[Table] = []
    faults: list[Remark] = []
    for name, data in files.items():
        try:
            found += tables(name, data)
        except FileRefused as refusal:
            faults.append(Remark(name, 0, "", str(refusal)))
    if faults:
        raise ImportRefused(faults)
    return sorted(found, key=lambda table: LAYOUTS.index(table.layout))


def take_over(found: Sequence[Table], *, at: datetime, tick: Callable[[int], object]) -> Imported:
    """Write everything down, now; `tick` is called with 1 for each row.

    Raises:
        ImportRefused: rows have faults; all are named and nothing has been written.
    """
    with transaction() as session:
        return _take_over(session, found, at, tick)


def rehearse(found: Sequence[Table], *, at: datetime, tick: Callable[[int], object]) -> Imported:
    """What `take_over` would do, without a trace.

    Raises:
        ImportRefused: as `take_over` would.
    """
    return rehearsal(lambda session: _take_over(session, found, at, tick))


def _take_over(
    session: Session, found: Sequence[Table], at: datetime, tick: Callable[[int], object]
) -> Imported:
    office = Office.open(session, at)
    made: Counter[str] = Counter()
    faults: list[Remark] = []
    notes: list[Remark] = []
    for table in found:
        for row in table.rows:
            try:
                with session.begin_nested():
                    made.update(TAKE_OVER[table.layout](office, row))
            except DomainError as refusal:
                faults += _remarks(table, row, reasons(refusal))
            notes += _remarks(table, row, row.notes)
            tick(1)
    if faults:
        raise ImportRefused(faults)
    data = {"files": sorted({table.file for table in found}), "made": made}
    audit.record(session, None, Deed(action="ledger_imported", viewer=SYSTEM, at=at, data=data))
    return Imported(made, tuple(notes))


def reasons(refusal: DomainError) -> Mapping[str, str]:
    """Why a row was refused, by column; under no name what is about the row as a whole."""
    return refusal.fields if isinstance(refusal, Incomplete) else {"": str(refusal)}


def _remarks(table: Table, row: Row, reasons: Mapping[str, str]) -> Iterator[Remark]:
    for column, reason in reasons.items():
        yield Remark(table.file, row.number, column if column in row.cells else "", reason)
