"""How many clocks a proposed rule would move, by process, unit and light."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from caseflow.casework.trials.judging import Outcome, Standing

Key = tuple[str, int, str, str, bool]
"""Process, unit, standing before and after, whether the day moves."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of how many clocks how many would move, and how many would turn red or be red no more."""

    seen: int = 0
    moved: int = 0
    reddened: int = 0
    relieved: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.seen + other.seen,
            self.moved + other.moved,
            self.reddened + other.reddened,
            self.relieved + other.relieved,
        )


@dataclass(frozen=True)
class Counts:
    """What was seen so far; kept as JSON with a trial."""

    of: Counter[Key] = field(default_factory=Counter)

    def add(self, outcomes: Iterable[Outcome]) -> Self:
        """These, too."""
        self.of.update((o.process, o.unit_id, o.before.value, o.after.value, o.moved) for o in outcomes)
        return self

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """What `kept` wrote."""
        return cls(Counter({tuple(key): n for *key, n in kept.get("of", ())}))

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"of": [[*key, n] for key, n in sorted(self.of.items())]}

    @property
    def whole(self) -> Count:
        """All of them."""
        return sum((_count(key, n) for key, n in self.of.items()), Count())

    def by_process(self) -> dict[str, Count]:
        """By the name of the process."""
        return self._by(lambda key: key[0])

    def by_unit(self) -> dict[int, Count]:
        """By the id of the unit."""
        return self._by(lambda key: key[1])

    def by_standing(self) -> list[tuple[Standing, int, int]]:
        """Each standing with how many there are now, and how many there would be."""
        now, then = Counter[str](), Counter[str]()
        for (_, _, before, after, _), n in self.of.items():
            now[before] += n
            then[after] += n
        return [(s, now[s.value], then[s.value]) for s in Standing if now[s.value] or then[s.value]]

    def _by(self, part: Callable[[Key], Any]) -> dict[Any, Count]:
        found: dict[Any, Count] = {}
        for key, n in self.of.items():
            found[part(key)] = found.get(part(key), Count()) + _count(key, n)
        return dict(self._largest_first(found))

    @staticmethod
    def _largest_first(found: dict[Any, Count]) -> Iterator[tuple[Any, Count]]:
        return iter(sorted(found.items(), key=lambda pair: (-pair[1].moved, -pair[1].seen, str(pair[0]))))


def _count(key: Key, n: int) -> Count:
    before, after = Standing(key[2]).red, Standing(key[3]).red
    return Count(n, n * key[4], n * (after and not before), n * (before and not after))
