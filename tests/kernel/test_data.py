"""What an action can be told: each kind of datum takes its own values, and no others that look like them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caseflow.kernel.machine import Datum, Kind

DAY = date(2026, 9, 16)
NOON = datetime(2026, 9, 16, 4, tzinfo=UTC)
NAIVE = NOON.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.LINE, "示例"),
        (Kind.DATE, DAY),
        (Kind.MOMENT, NOON),
        (Kind.NUMBER, 0),
        (Kind.MONEY, Decimal("0.01")),
        (Kind.YES, False),
        (Kind.CONFIRMED, True),
        (Kind.PERSON, 7),
        (Kind.PEOPLE, (7, 8)),
    ],
)
def test_it_takes_its_own_values(kind: Kind, value: object) -> None:
    assert Datum("x", "示例项", kind).fault(value) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.NUMBER, True),
        (Kind.PERSON, True),
        (Kind.NUMBER, "3"),
        (Kind.MONEY, 3.5),
        (Kind.DATE, NOON),
        (Kind.MOMENT, DAY),
        (Kind.MOMENT, NAIVE),
        (Kind.YES, 1),
        (Kind.PEOPLE, "7"),
    ],
)
def test_it_refuses_what_only_looks_like_them(kind: Kind, value: object) -> None:
    assert Datum("x", "示例项", kind).fault(value) == "示例项格式不正确"
