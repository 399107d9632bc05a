"""What an exported table has: columns for whoever may see them, and the line that says whose copy it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.roles import Permission, Viewer

Cell = str | int | float | Decimal | date | datetime | None
"""A bool is written as 是 or 否 by whoever makes the cell."""

Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it says of a row, how wide it is in characters, and whom it is for.

    `head` is the heading of the page under which the same stands, where the page puts several in one.
    """

    label: str
    of: Callable[[Any], Cell]
    width: int = 14
    needs: Permission | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class Unmasked:
    """What the masks of a list hide: headings, and for the ids of rows what stands under them.

    Only for those who may take identities away, and only when they ask for it.
    """

    heads: tuple[str, ...]
    of: Callable[[Sequence[int], Viewer], Mapping[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Watermark:
    """Whose copy a table is: what it lists, who took it, when, and for what."""

    title: str
    narrowed: str
    who: str
    at: datetime
    purpose: str

    @property
    def line(self) -> str:
        """The first row of every table."""
        local = self.at.astimezone(SHANGHAI)
        when = f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
        parts = [
            self.title,
            self.narrowed,
            f"导出人：{self.who}",
            f"导出时间：{when}",
            f"用途：{self.purpose}",
        ]
        return "｜".join([*filter(None, parts), "内部资料，不得外传"])
