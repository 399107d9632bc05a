"""What a chart shows, checked and scaled, for the macros that draw it (templates/macros/charts.html)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor, log10

from caseflow.casework.lights import Light

STEPS = (1, 2, 5, 10)
PARTS = 4
"""The scale is drawn in at most so many parts."""

ALONG = 8
"""So many labels fit along a line."""

LOOKS = ("a", "b", "c", "d", "e", "f")
"""Looks of series that have none of their own; the stylesheet knows them as `.look-a`."""


@dataclass(frozen=True)
class Series:
    """Values in the order of the chart's labels; None where nothing is known. `look` is how they are drawn.

    Raises:
        ValueError: a value is below zero.
    """

    label: str
    values: Sequence[float | None]
    look: str = ""

    def __post_init__(self) -> None:
        if any(value is not None and value < 0 for value in self.values):
            raise ValueError(f"{self.label}：图表不画负数")

    @property
    def known(self) -> list[tuple[int, float]]:
        """The values that are known, each with its place."""
        return [(at, value) for at, value in enumerate(self.values) if value is not None]

    @classmethod
    def of_light(cls, light: Light, values: Sequence[float | None]) -> "Series":
        """In the colour and shape of the light."""
        return cls(f"{light.shape} {light.label}", values, light.value)


@dataclass(frozen=True)
class Chart:
    """A title, what stands along it, and one or several series; `name` tells it from others on the page.

    Raises:
        ValueError: a series has more or fewer values than there are labels.
    """

    name: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = "件"

    def __post_init__(self) -> None:
        if any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError(f"{self.title}：每一项都要有一个值")

    def at_most(self, bars: int) -> "Chart":
        """The highest of them, highest first, and the rest as one bar; as it is where there are no more."""
        if len(self.labels) <= bars:
            return self
        order = sorted(range(len(self.labels)), key=lambda at: -self.totals[at])
        shown, rest = order[: bars - 1], order[bars - 1 :]
        series = [
            replace(one, values=[*(one.values[at] for at in shown), sum(one.values[at] or 0 for at in rest)])
            for one in self.series
        ]
        labels = [*(self.labels[at] for at in shown), f"其余 {len(rest)} 项合计"]
        return replace(self, labels=labels, series=series)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    @cached_property
    def looks(self) -> list[tuple[Series, str]]:
        """Each series with how it is drawn."""
        return [(one, one.look or LOOKS[i % len(LOOKS)]) for i, one in enumerate(self.series)]

    @cached_property
    def totals(self) -> list[float]:
        """The sum of the series at each label."""
        return [sum(one.values[i] or 0 for one in self.series) for i in range(len(self.labels))]

    @cached_property
    def highest(self) -> float:
        """The highest value of any series."""
        return max((value for one in self.series for value in one.values if value is not None), default=0)

    @property
    def along(self) -> list[tuple[int, str]]:
        """As many labels as fit along a line, each with its place."""
        every = ceil(len(self.labels) / ALONG) or 1
        return list(enumerate(self.labels))[::every]

    def ticks(self, highest: float) -> list[float]:
        """Round places of a scale from 0 to the highest value or just above."""
        step = _round_step(highest / PARTS)
        return [step * i for i in range(PARTS + 1) if step * (i - 1) < highest or i <= 1]

    def segments(self, at: int) -> Iterator[tuple[str, str, float, float]]:
        """At that label, each series that has a value: label, look, where it begins, and the value."""
        begins = 0.0
        for one, look in self.looks:
            if value := one.values[at] or 0:
                yield one.label, look, begins, value
                begins += value

    @property
    def told(self) -> str:
        """The chart in a sentence, for those who do not see it."""
        if self.empty:
            return "没有数据。"
        return "；".join(self._told(one) for one in self.series) + "。"

    def _told(self, one: Series) -> str:
        known = [(value, label) for value, label in zip(one.values, self.labels, strict=True) if value]
        if not known:
            return f"{one.label}没有数据"
        most, label = max(known, key=lambda pair: pair[0])
        return f"{one.label}最多的是{label}，{figure(most)}{self.unit}"


def _round_step(least: float) -> float:
    """The smallest round number, 1, 2 or 5 and noughts, that is no less; counts need no parts of one."""
    if least <= 1:
        return 1
    size = 10 ** floor(log10(least))
    return float(next(step * size for step in STEPS if step * size >= least))


def figure(value: float | None) -> str:
    """A value as people read it: 12,345, or 3.5 with one decimal."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def brief(text: str, most: int = 9) -> str:
    """As much of a label as fits beside a bar; the whole stands in the table and in its title."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
