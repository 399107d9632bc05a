"""The history of a proceeding: 谁 · 做了什么 · 何时, day by day, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Any

from caseflow.casework.files import Names
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Process, is_blank
from caseflow.kernel.roles import Role
from caseflow.web import filters
from caseflow.web.proceedings.values import Reader, asked_in, ids_in, spoken

NOTES: Mapping[str, str] = {
    "reveal_identity": "查看身份信息",
    "request_reveal": "申请查看身份信息",
    "approve_reveal": "批准查看身份信息",
    "refuse_reveal": "不批准查看身份信息",
    "set_aside_suggestion": "不采纳拟办建议",
    "take_up_suggestion": "采纳拟办建议",
    "begin_matter": "登记案情",
    "mark_collective": "列为群体性争议",
    "raise_priority": "提高优先级",
    "add_limitation": "补记时效事项",
    "confirm_limitation": "确认时效事项",
    "arbitration_guidance": "生成仲裁指引",
    "clock_settled": "放假安排公布，期限确定",
}
"""What is put on record beside the actions of a process."""

NOTE_DATA: Mapping[str, str] = {
    "reason": "理由",
    "event": "事项",
    "on": "发生日期",
    "evidence": "依据",
    "days_left": "剩余天数",
    "guidance": "指引",
    "clock": "期限",
    "due_before": "暂定到期日",
    "due_on": "到期日",
}
"""What such a record holds that no action asks for."""

OTHER = "系统记录"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `details` are folded below it, `recorded` says when it was written down if that was later."""

    who: str
    what: str
    time: str
    leads_to: str = ""
    recorded: str = ""
    details: tuple[tuple[str, str], ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """What happened on one day, or only whom the system reminded on several."""

    first: date
    last: date
    entries: tuple[Entry, ...]
    reminders: tuple[Entry, ...]


def timeline(process: Process, rows: Sequence[Any], names: Names, reader: Reader) -> list[Span]:
    """The rows of the history as the page shows them: day by day, days with reminders alone in one."""
    days = [list(of_day) for _, of_day in groupby(rows, lambda row: local_day(row.at))]
    spans: list[Span] = []
    for busy, run in groupby(days, lambda day: any(not row.reminder for row in day)):
        of_days = list(run)
        together = of_days if busy else [list(chain(*of_days))]
        spans += [_span(process, of_span, names, reader) for of_span in together]
    return spans


def named_in(process: Process, rows: Sequence[Any]) -> tuple[set[int], set[int]]:
    """The ids of people and of units that the rows name."""
    return ids_in(pair for row in rows if row.data for pair in _values(process, row))


def label_of(process: Process, action: str) -> str:
    """What was done, in words."""
    known = {t.action: t.label for t in process.transitions}
    return known.get(action) or NOTES.get(action, OTHER)


def entry(process: Process, row: Any, names: Names, reader: Reader) -> Entry:
    """What was done, as one line with its details."""
    moved = row.target and row.target != row.source
    return Entry(
        who=row.actor,
        what=label_of(process, row.action),
        time=filters.clock(row.at),
        leads_to=process.state(row.target).label if moved else "",
        recorded=filters.moment(row.recorded_at) if row.recorded_at != row.at else "",
        details=tuple(_details(process, row, names, reader)),
        quiet=row.actor == Role.SYSTEM.label,
    )


def _span(process: Process, rows: list[Any], names: Names, reader: Reader) -> Span:
    return Span(
        first=local_day(rows[-1].at),
        last=local_day(rows[0].at),
        entries=tuple(entry(process, row, names, reader) for row in rows if not row.reminder),
        reminders=tuple(
            Entry(row.actor, row.reminder, filters.moment(row.at), quiet=True) for row in rows if row.reminder
        ),
    )


def _values(process: Process, row: Any) -> Iterator[tuple[Datum, Any]]:
    """What was given, with the datum that asked for it, and what stood there before."""
    asked = _asked_by(process, row.action)
    for data in (row.data, row.data.get("was") or {}):
        yield from ((asked[name], value) for name, value in data.items() if name in asked)


def _asked_by(process: Process, action: str) -> Mapping[str, Datum]:
    own = {d.name: d for t in process.transitions if t.action == action for d in t.needs}
    return {**asked_in(process), **own}


def _details(process: Process, row: Any, names: Names, reader: Reader) -> Iterator[tuple[str, str]]:
    asked = _asked_by(process, row.action)
    was = row.data.get("was") or {}
    for name, value in row.data.items():
        datum = asked.get(name) or wired().datum(name)
        if is_blank(value) or name == "was":
            continue
        if datum:
            yield datum.label, reader.barred(datum) or _changed(datum, was.get(name), value, names)
        elif name in NOTE_DATA:
            yield NOTE_DATA[name], "\n".join(value) if isinstance(value, list) else str(value)


def _changed(datum: Datum, before: Any, value: Any, names: Names) -> str:
    now = spoken(datum, value, names)
    return now if is_blank(before) else f"{now}（原：{spoken(datum, before, names)}）"
