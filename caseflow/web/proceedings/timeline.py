"""The history of a proceeding: 谁 · 做了什么 · 何时, day by day, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import chain, groupby, takewhile
from typing import Any, NamedTuple

from caseflow.casework.files import Names
from caseflow.casework.history import DONE, REMINDED, VIEWED
from caseflow.casework.models import Audience, Matter
from caseflow.casework.notes import may_edit, may_read
from caseflow.casework.visits import Visit
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Process, is_blank
from caseflow.kernel.roles import Role, Viewer
from caseflow.web import filters
from caseflow.web.proceedings.values import GONE, Reader, asked_in, ids_in, spoken

NOTES: Mapping[str, str] = {
    "quality_checked": "抽检",
    "quality_returned": "抽检退回整改",
    "quality_answered": "回复抽检整改",
    "reveal_identity": "查看身份信息",
    "request_reveal": "申请查看身份信息",
    "approve_reveal": "批准查看身份信息",
    "refuse_reveal": "不批准查看身份信息",
    "set_aside_suggestion": "不采纳拟办建议",
    "take_up_suggestion": "采纳拟办建议",
    "begin_matter": "登记案情",
    "mark_collective": "列为群体性争议",
    "open_group": "组成群体",
    "join_group": "加入群体",
    "leave_group": "移出群体成员",
    "open_children": "批量单独立案",
    "choose_representatives": "推举代表人",
    "record_consent": "登记同意由代表人代表",
    "merge_records": "合并职工或者单位档案",
    "undo_merge": "撤销合并档案",
    "raise_priority": "提高优先级",
    "add_limitation": "补记时效事项",
    "confirm_limitation": "确认时效事项",
    "arbitration_guidance": "生成仲裁指引",
    "add_note": "写备注",
    "edit_note": "修改备注",
    "cancel_callback": "取消回拨",
    "log_call": "登记呼叫",
    "give_code": "补发查询码",
    "reveal_phone": "查看电话号码",
    "attach_file": "上传附件",
    "open_file": "查看附件",
    "withdraw_file": "撤下附件",
    "describe_file": "附件归类",
    "take_bundle": "装订卷宗",
    "ask_file_gap": "说明卷内缺项",
    "decide_file_gap": "批复卷内缺项",
    "service_attempt": "登记送达经过",
    "draft_document": "拟制文书",
    "finish_document": "文书定稿",
    "void_document": "文书作废",
    "take_document": "查看文书",
    "review_comment": "提出审核意见",
    "answer_comment": "答复审核意见",
    "close_comment": "关闭审核意见",
    "erase_identity": "依法删除个人信息",
    "clock_settled": "放假安排公布，期限确定",
    "clock_recounted": "日历变更，期限重新计算",
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
    "due_before": "原到期日",
    "due_on": "到期日",
    "calendar": "日历版本",
    "because": "变更依据",
    "call_result": "结果",
    "file_type": "文件类型",
    "document": "文书",
    "doc_number": "文号",
    "taken_as": "格式",
    "part": "段落",
    "material": "材料种类",
    "purpose": "用途",
    "pages": "页数",
    "entry": "缺少的材料",
    "answer": "批复",
    "service_method": "送达方式",
    "photos": "照片张数",
}
"""What such a record holds that no action asks for."""

PERSONAL = frozenset({"reason", "evidence", "guidance"})
"""What of it may tell who somebody is."""

OTHER = "系统记录"


@dataclass(frozen=True, slots=True)
class Written:
    """A note with its text; `may_edit` while the reader may still mend it."""

    id: int
    audience: Audience
    text: str
    follows: int | None
    edited: str
    withheld: bool
    may_edit: bool


class Entry(NamedTuple):
    """One line; `details` are folded below it, `recorded` says when it was written down if that was later.

    `known` marks the first line that the reader knows from the visit before.
    """

    who: str
    what: str
    time: str
    leads_to: str = ""
    recorded: str = ""
    details: tuple[tuple[str, str], ...] = ()
    quiet: bool = False
    note: Written | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What is new to the reader: so many lines, above the row `known` from the visit before.

    `since` is when that was; not told again on the same visit, which has taken its place on record.
    """

    since: datetime | None
    lines: int
    known: Any


@dataclass(frozen=True, slots=True)
class Look:
    """How the history is looked at: by whom, when, what is new to them; `folded` with reminders put away."""

    names: Names
    reader: Reader
    at: datetime
    news: News | None = None
    folded: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """What happened on one day, or only whom the system reminded on several."""

    first: date
    last: date
    entries: tuple[Entry, ...]
    reminders: tuple[Entry, ...]


def timeline(process: Process, rows: Sequence[Any], look: Look) -> list[Span]:
    """The rows of the history as the page shows them: day by day, days with reminders alone in one."""
    days = [list(of_day) for _, of_day in groupby(rows, lambda row: local_day(row.at))]
    spans: list[Span] = []
    for busy, run in groupby(days, lambda day: any(not _put_away(row, look) for row in day)):
        of_days = list(run)
        together = of_days if busy else [list(chain(*of_days))]
        spans += [_span(process, of_span, look) for of_span in together]
    return spans


def readable(rows: Sequence[Any], matter: Matter, family: str, viewer: Viewer) -> list[Any]:
    """The rows without the notes that are not for the viewer."""

    def may_see(row: Any) -> bool:
        return not row.note_id or may_read(viewer, matter, family, Audience(row.audience), row.actor_id)

    return [row for row in rows if may_see(row)]


def news_in(rows: Sequence[Any], visit: Visit, viewer: Viewer) -> News | None:
    """What others have done since the viewer's last visit; None without such a visit, or without news."""
    if visit.known is None:
        return None
    links = [row for row in rows if row.kind == DONE]
    new = list(takewhile(lambda row: row.seq > visit.known, links))
    by_others = [row for row in new if row.actor_id != viewer.user_id]
    known = links[len(new)] if len(new) < len(links) else None
    since = visit.at if visit.over else None
    return News(since, len(by_others), known) if by_others and known else None


def named_in(process: Process, rows: Sequence[Any]) -> tuple[set[int], set[int]]:
    """The ids of people and of units that the rows name."""
    return ids_in(pair for row in rows if row.data for pair in _values(process, row))


def label_of(process: Process, action: str) -> str:
    """What was done, in words."""
    return _labels(process).get(action) or NOTES.get(action, OTHER)


@cache
def _labels(process: Process) -> Mapping[str, str]:
    return {t.action: t.label for t in process.transitions}


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


def _put_away(row: Any, look: Look) -> bool:
    return look.folded and row.kind == REMINDED


def _span(process: Process, rows: list[Any], look: Look) -> Span:
    return Span(
        first=local_day(rows[-1].at),
        last=local_day(rows[0].at),
        entries=tuple(_line(process, row, look) for row in rows if not _put_away(row, look)),
        reminders=tuple(_reminder(row, filters.moment(row.at)) for row in rows if _put_away(row, look)),
    )


def _line(process: Process, row: Any, look: Look) -> Entry:
    if row.kind == REMINDED:
        return _reminder(row, filters.clock(row.at))
    if row.kind == VIEWED:
        return Entry(row.actor, "打开案件页", filters.clock(row.at), quiet=True)
    made = entry(process, row, look.names, look.reader)
    known = look.news is not None and row is look.news.known
    return made._replace(note=_written(row, look) if row.note_id else None, known=known)


def _reminder(row: Any, time: str) -> Entry:
    return Entry("系统", f"提醒{row.actor}：{row.reminder}", time, quiet=True)


def _written(row: Any, look: Look) -> Written:
    return Written(
        id=row.note_id,
        audience=Audience(row.audience),
        text=row.text,
        follows=row.follows_id,
        edited=filters.moment(row.edited_at),
        withheld=row.withheld,
        may_edit=may_edit(row.actor_id, row.at, look.reader.viewer, look.at),
    )


def _values(process: Process, row: Any) -> Iterator[tuple[Datum, Any]]:
    """What was given, with the datum that asked for it, and what stood there before."""
    asked = _asked_by(process, row.action)
    for data in (row.data, row.data.get("was") or {}):
        yield from ((asked[name], value) for name, value in data.items() if name in asked)


@cache
def _asked_by(process: Process, action: str) -> Mapping[str, Datum]:
    own = {d.name: d for t in process.transitions if t.action == action for d in t.needs}
    return {**asked_in(process), **own}


def _details(process: Process, row: Any, names: Names, reader: Reader) -> Iterator[tuple[str, str]]:
    asked = _asked_by(process, row.action)
    was = row.data.get("was") or {}
    for name, value in row.data.items():
        datum = asked.get(name) or wired().datum(name)
        if name == "was" or (is_blank(value) and name not in was):
            continue
        if datum:
            yield datum.label, reader.barred(datum) or _changed(datum, was.get(name), value, names)
        elif name in NOTE_DATA:
            text = "\n".join(value) if isinstance(value, list) else str(value)
            yield NOTE_DATA[name], GONE if reader.erased and name in PERSONAL else text


def _changed(datum: Datum, before: Any, value: Any, names: Names) -> str:
    now = "已清空" if is_blank(value) else spoken(datum, value, names)
    return now if is_blank(before) else f"{now}（原：{spoken(datum, before, names)}）"
