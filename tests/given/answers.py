"""Something for everything that an action asks for."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from caseflow.kernel.calendar import SHANGHAI, local_day
from caseflow.kernel.machine import Datum, Kind, Transition
from tests.given.office import person, unit_tree


def moment(text: str) -> datetime:
    """An instant in UTC, told by the clock in Shanghai; a day alone means ten in the morning."""
    written = datetime.fromisoformat(text)
    if len(text) == len("2026-09-16"):
        written = datetime.combine(written, time(10))
    return written.replace(tzinfo=SHANGHAI).astimezone(UTC)


def answers(transition: Transition, at: datetime) -> dict[str, Any]:
    """An answer to whatever the action requires."""
    return samples(transition.needs, at)


def samples(asked: Iterable[Datum], at: datetime) -> dict[str, Any]:
    """An answer to whatever of it is required."""
    return {datum.name: _answer(datum, at) for datum in asked if datum.required}


def _answer(datum: Datum, at: datetime) -> Any:
    match datum.kind:
        case Kind.CHOICE:
            return datum.choices[0][0]
        case Kind.PERSON:
            return person(datum.roles[0]).id
        case Kind.PEOPLE:
            return tuple(person(datum.roles[0], number).id for number in range(1, (datum.least or 1) + 1))
        case Kind.UNIT:
            return unit_tree().street.id
    simple = {
        Kind.LINE: "示例",
        Kind.TEXT: "示例内容",
        Kind.DATE: local_day(at),
        Kind.MOMENT: at,
        Kind.NUMBER: 3,
        Kind.MONEY: Decimal(1000),
        Kind.YES: True,
        Kind.CONFIRMED: True,
    }
    return simple[datum.kind]
