"""What chance does: any answer that a datum takes, and some that it does not.

Hypothesis brings a `Random` whose choices it can shrink; a seeded one always tells the same story.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Kind, Transition

SPOILED = (None, "", "无", "很长" * 10_001, -1, 0.5, True, (), {"不": "对"}, frozenset({1}))
"""Values of which every datum refuses most."""


@dataclass(frozen=True)
class Chance:
    """Answers by chance; `people` are those a datum may name, `at` is about when things happen."""

    random: Random
    people: Callable[[Datum], Sequence[int]]
    units: Sequence[int]
    at: datetime

    def answers(self, transition: Transition) -> dict[str, Any]:
        """Answers that fit, to everything that is required and to some of the rest."""
        return {d.name: self._answer(d) for d in transition.needs if self._is_given(d)}

    def _is_given(self, datum: Datum) -> bool:
        return datum.required or datum.demanded is not None or bool(self.random.choice((0, 1)))

    def spoiled(self, transition: Transition) -> dict[str, Any]:
        """Answers of which one most likely does not fit."""
        answers = self.answers(transition)
        if transition.needs:
            answers[self.random.choice(transition.needs).name] = self.random.choice(SPOILED)
        return answers

    def _answer(self, datum: Datum) -> Any:
        least, random = datum.least or 0, self.random
        makers: dict[Kind, Callable[[], Any]] = {
            Kind.DATE: lambda: local_day(self._moment()),
            Kind.MOMENT: self._moment,
            Kind.NUMBER: lambda: random.randint(least, least + 12),
            Kind.MONEY: lambda: Decimal(random.randint(least * 100, least * 100 + 10**7)) / 100,
            Kind.YES: lambda: random.choice((True, False)),
            Kind.CONFIRMED: lambda: True,
            Kind.CHOICE: lambda: random.choice(datum.choices)[0],
            Kind.PERSON: lambda: random.choice(self.people(datum)),
            Kind.PEOPLE: lambda: tuple(random.sample(self.people(datum), max(least, random.randint(1, 2)))),
            Kind.UNIT: lambda: random.choice(self.units),
            Kind.FILE: lambda: 1,
        }
        return makers.get(datum.kind, lambda: random.choice(("示例", "另一个示例")))()

    def _moment(self) -> datetime:
        return self.at + timedelta(hours=self.random.randint(-40 * 24, 40 * 24))
