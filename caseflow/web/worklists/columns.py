"""What a list of proceedings says of each, as a table to take away; the worker is masked, as on the page."""

from dataclasses import replace

from caseflow.casework.exports.columns import Column
from caseflow.casework.worklists import Watched
from caseflow.kernel.calendar import local_day
from caseflow.web.worklists.choices import short_subjects

CARDS = {"": "", "red": "红牌", "yellow": "黄牌"}

_WHO, _STAGE = "职工和单位", "状态和等待"


def line() -> tuple[Column, ...]:
    """Of a `Line`."""
    subjects = short_subjects()
    return (
        Column("编号", lambda line: line.number, 18),
        Column("流程", lambda line: line.process.label, 12),
        Column("状态", lambda line: line.stage.label, 14, head=_STAGE),
        Column("等待", lambda line: line.waits_for, 12, head=_STAGE),
        Column("职工", lambda line: line.worker, 10, head=_WHO),
        Column("用人单位", lambda line: line.employer, 28, head=_WHO),
        Column("类别", lambda line: subjects.get(line.category, ""), 16),
        Column("承办单位", lambda line: line.unit, 22),
        Column("承办人", lambda line: line.handler, 10),
        Column("期限", lambda line: line.light.label if line.light else "", 8),
        Column("到期", lambda line: line.due, 20),
        Column("剩余", lambda line: line.left, 16),
        Column("红黄牌", lambda line: CARDS[line.card], 8),
        Column("标记", lambda line: "、".join(line.marks), 24),
    )


def _of_line(column: Column) -> Column:
    return replace(column, of=lambda row: column.of(row.line))


def _urged(row: Watched) -> str:
    return "、".join(row.answer) or (f"{row.urged} 次" if row.urged else "未催办")


def watched() -> tuple[Column, ...]:
    """Of a `Watched`: the same with what supervisors ask for."""
    return (
        *map(_of_line, line()),
        Column("催办", _urged, 28),
        Column("上次动静", lambda row: local_day(row.last_at) if row.last_at else None, 12),
    )
