"""Something plausible for everything that an action asks for (演示填写)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Kind, Transition
from caseflow.kernel.roles import Viewer
from caseflow.seed.cast import Team
from caseflow.seed.texts import AHEAD, CHOSEN, LINES, NUMBERS, STATED, TEXTS

NOW = timedelta(0)
SEVERAL = 2
"""People named where several may be."""


@dataclass(frozen=True)
class Answers:
    """What is filled in for one case; `told` is what the case itself says, by the name of the datum."""

    told: Mapping[str, Any]
    team: Team
    rng: Random

    def to(self, transition: Transition, viewer: Viewer, at: datetime, turn: int) -> dict[str, Any]:
        """The answers of somebody who tries for the `turn`-th time."""
        given: dict[str, Any] = {}
        for datum in transition.needs:
            value = self._told(datum, at)
            if value is not None and datum.fault(value) is None:
                given[datum.name] = value
            elif datum.kind in (Kind.PERSON, Kind.PEOPLE):
                given[datum.name] = self._people(datum, viewer, turn)
            elif datum.required:
                given[datum.name] = self._answer(datum, at)
        return given

    def _told(self, datum: Datum, at: datetime) -> Any:
        """What the case says; a length of time is told from the instant of the action."""
        value = self.told.get(datum.name)
        if not isinstance(value, timedelta):
            return value
        return local_day(at + value) if datum.kind is Kind.DATE else at + value

    def _people(self, datum: Datum, viewer: Viewer, turn: int) -> int | tuple[int, ...]:
        """The one who acts if that fits, else the next of the team; several where several are asked for."""
        able = self.team.people(datum.roles)
        able = able[turn % len(able) :] + able[: turn % len(able)]
        able.sort(key=lambda user: user != viewer.user_id)
        return able[0] if datum.kind is Kind.PERSON else tuple(able[: max(SEVERAL, datum.least or 0)])

    def _answer(self, datum: Datum, at: datetime) -> Any:
        if datum.kind is Kind.CHOICE:
            return self._choice(datum)
        moment = at + AHEAD.get(datum.name, NOW)
        plain = {
            Kind.DATE: local_day(moment),
            Kind.MOMENT: moment,
            Kind.LINE: LINES.get(datum.name, f"演示{datum.label}"),
            Kind.TEXT: TEXTS.get(datum.name, f"演示{datum.label}"),
            Kind.NUMBER: NUMBERS.get(datum.name, 1),
            Kind.MONEY: Decimal(self.rng.randrange(2_000, 60_000, 100)),
        }
        return plain.get(datum.kind, STATED.get(datum.name, True))

    def _choice(self, datum: Datum) -> str:
        choices = [code for code, _ in datum.choices]
        usual = CHOSEN.get(datum.name)
        return usual if usual in choices else self.rng.choice(choices)
