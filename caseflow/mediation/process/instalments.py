"""An agreement that is performed in parts: a line for each, with day, amount and purpose (分期履行)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_LINE = re.compile(
    r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,，]+([\d,，]+(?:\.\d{1,2})?)\s*元?[\s,，]*(.*?)\s*"
)

SHAPE = "请写成“2026-12-15 5000 第一期工资”，一行一期"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of what was agreed."""

    due_on: date
    amount: Decimal
    item: str


def read(text: str | None) -> list[Instalment]:
    """The parts that the text names, in its order; a line that is none is passed over."""
    return [part for line in (text or "").splitlines() if (part := _part(line))]


def fault(text: str | None, total: Decimal | None, last: date | None) -> str | None:
    """Why the parts do not make up the agreement; None when they do, or when there are none."""
    lines = [line for line in (text or "").splitlines() if line.strip()]
    parts = read(text)
    if len(parts) != len(lines):
        wrong = next(n for n, line in enumerate(lines, 1) if _part(line) is None)
        return f"分期履行第{wrong}行看不懂，{SHAPE}"
    return next(_contradictions(parts, total, last), None) if parts else None


def next_due(text: str | None, paid: int | None) -> date | None:
    """The day of the first part that is still to be paid; None when there is none."""
    left = read(text)[paid or 0 :]
    return left[0].due_on if left else None


def _contradictions(parts: Sequence[Instalment], total: Decimal | None, last: date | None) -> Iterator[str]:
    days = [part.due_on for part in parts]
    if days != sorted(days):
        yield "分期履行请按日期先后填写"
    together = sum((part.amount for part in parts), Decimal(0))
    if total is not None and together != total:
        yield f"分期履行合计{together:,.2f}元，与协议总金额{total:,.2f}元不一致"
    if last is not None and days[-1] != last:
        yield "最后一期的日期应当就是最后履行日"


def _part(line: str) -> Instalment | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    year, month, day, amount, item = found.groups()
    try:
        due_on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Instalment(due_on, Decimal(re.sub("[,，]", "", amount)), item or "调解协议款")
