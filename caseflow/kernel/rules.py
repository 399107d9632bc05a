"""The period in force for a clock, on a day, in a region (规则库)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseflow.kernel.calendar import Period
from caseflow.kernel.dated import in_force
from caseflow.kernel.errors import NotFound
from caseflow.kernel.terms import AS_DECLARED, Terms

DECLARED = "默认"
"""The version of a rule that the process itself declares."""


class Mark(StrEnum):
    """How binding the basis of a period is; a house rule is never shown as law."""

    STATUTE = "statute"
    ELSEWHERE = "elsewhere"
    HOUSE = "house"

    @property
    def label(self) -> str:
        """What a screen says beside the basis."""
        return _LABELS[self]


_LABELS = {
    Mark.STATUTE: "本地适用的法律法规",
    Mark.ELSEWHERE: "其他地区规定，参照",
    Mark.HOUSE: "本单位内部规定",
}


class UnknownRule(NotFound):
    """No rule of that code is known (没有这项期限规则)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The period of one clock and its other terms, with the article or decision they rest on.

    `region` is a code of GB/T 2260 or the beginning of one: "50" holds for "500119"; "" holds everywhere.
    Without `effective_from` the rule has always been in force.
    """

    code: str
    period: Period
    basis: str
    mark: Mark
    region: str = ""
    effective_from: date | None = None
    version: str = DECLARED
    terms: Terms = AS_DECLARED


class RuleBook:
    """The declared default of every clock, and the approved rows that override it by region and date.

    Of two rows for the same region and date the later one in `rows` wins.
    """

    def __init__(self, declared: Iterable[Rule], rows: Iterable[Rule]) -> None:
        self._declared = {rule.code: rule for rule in declared}
        self._rows: dict[str, list[Rule]] = {}
        self._versions: dict[tuple[str, str], Rule] = {}
        for row in rows:
            self._rows.setdefault(row.code, []).append(row)
            self._versions[row.code, row.version] = row

    @property
    def rows(self) -> Iterable[Rule]:
        """Every approved row."""
        return self._versions.values()

    def rule(self, code: str, on: date, region: str) -> Rule:
        """The rule in force: the nearest region first, within it the latest row, else the declared default.

        Raises:
            UnknownRule: the code is neither declared nor overridden there and then.
        """
        return in_force(self._rows.get(code, ()), on, region) or self.declared(code)

    def with_rows(self, rows: Iterable[Rule]) -> "RuleBook":
        """The book with these rows instead of its own."""
        return RuleBook(self._declared.values(), rows)

    def pinned(self, code: str, version: str) -> Rule:
        """The rule that a clock started under, in force still or not; approved rows are never taken away.

        Raises:
            UnknownRule: the code is neither declared nor overridden by that version.
        """
        return self._versions.get((code, version)) or self.declared(code)

    def declared(self, code: str) -> Rule:
        """What the process itself says.

        Raises:
            UnknownRule: no process has a clock of that code.
        """
        if code not in self._declared:
            raise UnknownRule(f"没有编号为“{code}”的期限规则")
        return self._declared[code]

    def overridden(self, code: str) -> bool:
        """Whether any row was ever approved for the clock."""
        return code in self._rows
