"""What was measured, beside what it is compared with and what it should be."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in milliseconds: the median, the 95th percentile, processor time each."""

    p50: float
    p95: float
    cpu: float | None = None

    @classmethod
    def of(cls, milliseconds: Sequence[float], cpu: float | None = None) -> "Times":
        """The figures of these runs."""
        p95 = quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]
        return cls(median(milliseconds), min(p95, max(milliseconds)), cpu)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One thing measured beside another in the same run; a limit of None asks for nothing."""

    database: str
    what: str
    beside: str
    ours: Times
    theirs: Times
    limit: float | None = None
    queries: int | None = None
    query_limit: int | None = None
    commits: int | None = None
    commit_limit: int | None = None

    @property
    def ratio(self) -> float:
        """How many times as long ours took."""
        return self.ours.p50 / self.theirs.p50

    def misses(self) -> list[str]:
        """Each target that was missed, and by how much."""
        targets = (
            ("倍数", self.ratio, self.limit),
            ("查询", self.queries, self.query_limit),
            ("提交", self.commits, self.commit_limit),
        )
        return [
            f"{name}超出{100 * (value / limit - 1):.0f}%"
            for name, value, limit in targets
            if value is not None and limit is not None and round(value, 1) > limit
        ]


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured by itself."""

    database: str
    what: str
    value: float
    unit: str
    limit: float

    def __str__(self) -> str:
        verdict = "达标" if self.value <= self.limit else f"超出{100 * (self.value / self.limit - 1):.0f}%"
        return f"{self.database} {self.what}：{self.value:.0f} {self.unit}，限 {self.limit:g}，{verdict}"


HEADS = ("测量", "p50", "p95", "CPU", "对照", "p50", "p95", "CPU", "倍数", "限", "查询", "提交", "结论")
NUMBERS = frozenset({1, 2, 3, 5, 6, 7, 8, 9, 10, 11})
"""Columns that are set flush right."""


def table(comparisons: Iterable[Comparison]) -> str:
    """The comparisons as lines of text, one database after the other; times in milliseconds."""
    rows = [HEADS, *(_row(comparison) for comparison in comparisons)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _row(c: Comparison) -> tuple[str, ...]:
    verdict = "；".join(c.misses()) or ("达标" if c.limit else "")
    return (
        f"{c.database} {c.what}",
        *_times(c.ours),
        c.beside,
        *_times(c.theirs),
        f"{c.ratio:.1f}",
        f"{c.limit:g}" if c.limit else "",
        "" if c.queries is None else str(c.queries),
        "" if c.commits is None else str(c.commits),
        verdict,
    )


def _times(times: Times) -> tuple[str, str, str]:
    return _ms(times.p50), _ms(times.p95), "" if times.cpu is None else _ms(times.cpu)


def _ms(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        " " * (width - _width(cell)) + cell if n in NUMBERS else cell + " " * (width - _width(cell))
        for n, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def as_json(comparisons: Iterable[Comparison], figures: Iterable[Figure]) -> str:
    """The measurements for a program."""
    compared = [asdict(c) | {"ratio": c.ratio, "misses": c.misses()} for c in comparisons]
    found = {"comparisons": compared, "figures": [asdict(figure) for figure in figures]}
    return json.dumps(found, ensure_ascii=False, indent=2)
