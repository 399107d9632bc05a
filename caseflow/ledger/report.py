"""What came of an import, or why nothing did (导入结果)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseflow.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file: which row as a spreadsheet counts them (0: the whole file), which column."""

    file: str
    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"第{self.row}行" if self.row else ""
        return "：".join(filter(None, (" ".join(filter(None, (self.file, place, self.column))), self.reason)))


class ImportRefused(DomainError):
    """Files with faults; nothing has been written (有错误，未导入)."""

    def __init__(self, faults: Sequence[Remark]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many of each thing were made, by the name a reader knows, and what was odd in the files."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: tuple[Remark, ...] = ()

    def __str__(self) -> str:
        return "、".join(f"{what} {n}" for what, n in self.counts.items()) or "没有新内容"
