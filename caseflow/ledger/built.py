"""What has been built on an import since: then it cannot be taken back as a whole (后续办理)."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import Document, NumberSeries, Proceeding, Standing
from caseflow.ledger.models import ImportBatch, ImportTrace
from caseflow.ledger.office import EMPLOYER, MATTER, NOTICE, OFFICER, UNIT
from caseflow.ledger.traces import (
    WATCHED,
    mark_of,
    numbers_taken,
    own_tables,
    parties,
    pointing_at,
    proceedings,
    things,
)
from caseflow.outreach.models import Officer

SHOWN = 5
"""So many reasons are given."""


def built_on(session: Session, batch: ImportBatch) -> list[str]:
    """What has been built on the batch since, in words; nothing when it can be taken back."""
    found = chain(_changed(session, batch), _used(session, batch), _numbered_after(session, batch))
    return list(islice(found, SHOWN))


def _changed(session: Session, batch: ImportBatch) -> Iterator[str]:
    """Things that somebody, or a timer, has done something to."""
    for what, (model, _) in WATCHED.items():
        rows = sa.select(ImportTrace, model).join(model, _id(model) == ImportTrace.thing_id)
        of_batch = rows.where(ImportTrace.batch_id == batch.id, ImportTrace.what == what)
        for trace, thing in session.execute(of_batch.execution_options(yield_per=500)):
            if mark_of(what, thing) != trace.mark:
                yield f"第{trace.number}行的{_name(session, what, thing)}已有后续办理或者更正"


def _id(model: Any) -> Any:
    return model.id


def _name(session: Session, what: str, thing: Any) -> str:
    if what == MATTER:
        number = sa.select(Proceeding.number).where(Proceeding.matter_id == thing.id).order_by(Proceeding.id)
        return f"案件{session.scalar(number.limit(1)) or ''}"
    return "日历变更" if what == NOTICE else str(thing.name)


def _used(session: Session, batch: ImportBatch) -> Iterator[str]:
    """Things that rows which are not the import's own point at, and papers that people have made."""
    made = sa.or_(Document.standing == Standing.DRAFT, Document.sha256.is_not(None))
    if session.scalar(
        sa.select(Document.id).where(Document.matter_id.in_(things(batch, MATTER)), made).limit(1)
    ):
        yield "已有文书用到这一批的案件"

    def refers(column: sa.Column[Any], ids: sa.Select[int]) -> bool:
        query = sa.select(sa.literal(1)).select_from(column.table).where(column.in_(ids))
        if column.table is Officer.__table__:
            query = query.where(column.table.c.id.not_in(things(batch, OFFICER)))
        return session.execute(query.limit(1)).first() is not None

    places = {
        "proceeding": proceedings(batch),
        "matter": things(batch, MATTER),
        "party": parties(batch),
        "unit": things(batch, UNIT),
        "officer": things(batch, OFFICER),
        "employer_record": things(batch, EMPLOYER),
    }
    uses = (USES[one.table.name] for name, ids in places.items() for one in uses_of(name) if refers(one, ids))
    yield from (f"{what}已经用到这一批的内容" for what in dict.fromkeys(uses))


def uses_of(name: str) -> Iterator[sa.Column[Any]]:
    """Every column that refers to the ids of the table and is not written by the import itself."""
    written = {table.name for table in own_tables()} | {"matter", "audit_event"}
    apart: dict[str, set[str]] = {"unit": set(), "officer": set(), "employer_record": {"employer_name"}}
    spared = apart.get(name, written)
    return (column for column in pointing_at(name) if column.table.name not in spared)


USES = {
    "attachment": "附件",
    "bulk_item": "批量办理",
    "call_attempt": "呼叫记录",
    "call_capacity": "约回拨的时段",
    "call_slot": "约回拨的时段",
    "callback": "约回拨",
    "campaign": "专项行动",
    "campaign_mailing": "专项行动的寄发",
    "campaign_mailing_item": "专项行动的寄发",
    "delivery": "发出的消息",
    "dispute_group": "群体案件",
    "employer_record": "单位档案",
    "file_gap": "卷宗缺件说明",
    "gateway": "消息渠道",
    "group_member": "群体案件",
    "manual_figure": "手工填报的数字",
    "matter": "案件",
    "milestone": "案件",
    "note": "记录",
    "officer": "三员名册",
    "party": "案件",
    "proceeding": "案件",
    "quality_sample": "质量抽检",
    "reveal_request": "查看身份信息的申请",
    "review_comment": "文书审核意见",
    "review_draft": "年度工作回眸",
    "sampled_case": "质量抽检",
    "screening": "矛盾纠纷排查",
    "service_attempt": "送达记录",
    "site_visit": "走访记录",
    "snapshot": "已报送的报表",
    "snapshot_fact": "已报送的报表",
    "ticket": "案件",
    "unit": "下级单位",
    "user": "用户",
}
"""What a reader calls the tables that may point at what an import made, and that keep it then."""


def _numbered_after(session: Session, batch: ImportBatch) -> Iterator[str]:
    """Series in which others have taken numbers since: taking back would leave a gap (编号连续)."""
    for series, numbers in numbers_taken(session, batch).items():
        last = session.scalar(sa.select(NumberSeries.last).where(NumberSeries.series == series)) or 0
        if max(numbers) != last or min(numbers) != last - len(numbers) + 1:
            yield f"“{series}”后面又编了新号"
