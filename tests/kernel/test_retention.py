"""How long files are kept (保管期限)."""

from datetime import date

import pytest

from caseflow.kernel.retention import Schedule, UnreadablePeriod, kept_until, said

LIST = Schedule.read("ticket=10_years reminder=30_years public_reminder=permanent collective=30_years")


@pytest.mark.parametrize(
    ("closed_on", "period", "until"),
    [
        (date(2016, 9, 16), "10_years", date(2026, 9, 16)),
        (date(2016, 2, 29), "10_years", date(2026, 2, 28)),
        (date(2016, 2, 29), "20_years", date(2036, 2, 29)),
        (date(2016, 9, 16), "permanent", None),
    ],
)
def test_the_period_ends_on_the_day_of_the_same_date(
    closed_on: date, period: str, until: date | None
) -> None:
    assert kept_until(closed_on, period) == until


def test_a_matter_of_many_is_kept_at_least_as_long_as_the_list_says() -> None:
    assert LIST.period("ticket", collective=False) == "10_years"
    assert LIST.period("ticket", collective=True) == "30_years"
    assert LIST.period("public_reminder", collective=True) == "permanent"


def test_what_the_list_does_not_know_is_kept_for_ever() -> None:
    assert said(LIST.period("mediation", collective=False)) == "永久"


@pytest.mark.parametrize("text", ["ticket", "ticket=ten", "ticket=0_years", "=10_years"])
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePeriod):
        Schedule.read(text)
