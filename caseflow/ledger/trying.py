"""Trying rows: together where they stand for themselves, each alone where one is refused half-way (试行)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from caseflow.casework.gathering import gathering
from caseflow.kernel.errors import DomainError
from caseflow.ledger.kinds import Kind
from caseflow.ledger.load import reasons
from caseflow.ledger.office import Office
from caseflow.ledger.reading import Row


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one row."""

    number: int
    made: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    odd: dict[str, str] = field(default_factory=dict)
    token: str | None = None


Attempt = Callable[[Office, Kind, Sequence[Row]], list[Tried]]
"""A way to try rows."""


class Torn(Exception):
    """A row is refused after something of it was made, so that the rows beside it cannot go on with it."""


def together(session: Session, kind: Kind) -> AbstractContextManager[None]:
    """Rows that stand for themselves are written together."""
    return gathering(session) if kind.gathered else nullcontext()


def beside(office: Office, kind: Kind, rows: Sequence[Row]) -> list[Tried]:
    """What comes of each row when they are written together.

    Raises:
        Torn: one is refused after something of it was made.
    """
    if not kind.gathered:
        return alone(office, kind, rows)
    with gathering(office.session):
        return [_tried(office, kind, row, _whole(office)) for row in rows]


def alone(office: Office, kind: Kind, rows: Sequence[Row]) -> list[Tried]:
    """What comes of each row when a refused one is taken back by itself."""
    nested = office.session.begin_nested
    return [_tried(office, kind, row, nested()) for row in rows]


@contextmanager
def _whole(office: Office) -> Iterator[None]:
    made = len(office.made)
    try:
        yield
    except DomainError as refusal:
        if len(office.made) > made:
            raise Torn from refusal
        raise


def _tried(office: Office, kind: Kind, row: Row, bounds: AbstractContextManager[object]) -> Tried:
    office.token = None
    try:
        with bounds:
            made = kind.take_over(office, row)
    except DomainError as refusal:
        return Tried(row.number, [], dict(reasons(refusal)), row.notes, office.token)
    return Tried(row.number, made, {}, row.notes, office.token)
