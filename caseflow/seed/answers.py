"""Something plausible for everything that an action asks for (演示填写)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Facts, Kind, Transition
from caseflow.kernel.roles import Viewer
from caseflow.seed.cast import Cast
from caseflow.seed.texts import AHEAD, CHOSEN, LINES, NUMBERS, STATED, TEXTS


@dataclass(frozen=True)
class Answers:
    """What would be filled in; `told` is what a case says itself, by the name of the datum."""

    told: Mapping[str, Any]
    cast: Cast
    rng: Random

    def to(
        self, transition: Transition, facts: Facts, viewer: Viewer, at: datetime, turn: int
    ) -> dict[str, Any]:
        """The answers of somebody who tries for the `turn`-th time."""
        given: dict[str, Any] = {}
        for datum in transition.needs:
            value = self.told.get(datum.name)
            if value is not None and datum.fault(value) is None:
                given[datum.name] = value
            elif datum.required or datum.kind is Kind.PERSON:
                given[datum.name] = self._answer(datum, facts, viewer, at, turn, given)
        return given

    def _answer(
        self, datum: Datum, facts: Facts, viewer: Viewer, at: datetime, turn: int, given: Mapping[str, Any]
    ) -> Any:
        match datum.kind:
            case Kind.PERSON:
                return self._people(datum, facts, viewer, turn)[0]
            case Kind.PEOPLE:
                return self._several(datum, facts, viewer, turn, given)
            case Kind.DATE:
                return local_day(at + AHEAD.get(datum.name, AHEAD_NONE))
            case Kind.MOMENT:
                return at + AHEAD.get(datum.name, AHEAD_NONE)
            case Kind.CHOICE:
                return self._choice(datum)
        return self._plain(datum)
