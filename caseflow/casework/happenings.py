"""Which actions are counted, as data (统计事项)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that is counted, and the actions of one process by which it happens.

    `detail`, `amount` (yuan) and `persons` name what the action was told, or a column of the proceeding or
    its matter. Only the first time counts unless it `repeats`. An action in `voided_by` takes back what came
    before it: where it brings it about, too, the last time counts.
    """

    code: str
    process: str
    actions: tuple[str, ...]
    detail: str = ""
    amount: str = ""
    persons: str = ""
    repeats: bool = False
    voided_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Happenings:
    """Every happening, found by the action that brings it about or takes it back."""

    declared: tuple[Happening, ...] = ()

    def __post_init__(self) -> None:
        by, voids = defaultdict(list), defaultdict(list)
        for happening in self.declared:
            for action in happening.actions:
                by[happening.process, action].append(happening)
            for action in happening.voided_by:
                voids[happening.process, action].append(happening.code)
        object.__setattr__(self, "_by", dict(by))
        object.__setattr__(self, "_voids", dict(voids))

    def of(self, process: str, action: str) -> Sequence[Happening]:
        """What happens by the action."""
        found: Sequence[Happening] = self.__dict__["_by"].get((process, action), ())
        return found

    def taken_back(self, process: str, action: str) -> Sequence[str]:
        """The codes of what the action takes back."""
        found: Sequence[str] = self.__dict__["_voids"].get((process, action), ())
        return found
