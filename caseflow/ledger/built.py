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
    own = {table.name for table in own_tables()} | {"matter", "audit_event"}
    places: dict[str, tuple[sa.Select[int], set[str]]] = {
        "proceeding": (proceedings(batch), own),
        "matter": (things(batch, MATTER), own),
        "party": (parties(batch), own),
        "unit": (things(batch, UNIT), set()),
        "officer": (things(batch, OFFICER), set()),
        "employer_record": (things(batch, EMPLOYER), {"employer_name"}),
    }
    for name, (ids, spared) in places.items():
        for column in pointing_at(name):
            table = column.table
            if table.name in spared:
                continue
            query = sa.select(sa.literal(1)).select_from(table).where(column.in_(ids))
            if name == "unit" and table.name == "officer":
                query = query.where(table.c.id.not_in(things(batch, OFFICER)))
            if session.execute(query.limit(1)).first():
                yield f"{_USES.get(table.name, '其他记录')}已经用到这一批的内容"


_USES = {
    "user": "用户",
    "unit": "下级单位",
    "officer": "三员名册",
    "proceeding": "案件",
    "matter": "案件",
    "party": "案件",
    "attachment": "附件",
    "document": "文书",
    "delivery": "发出的消息",
    "note": "记录",
    "group_member": "群体案件",
    "dispute_group": "群体案件",
    "site_visit": "走访记录",
    "employer_record": "单位档案",
}
"""What a reader calls the tables that may point at what an import made."""


def _numbered_after(session: Session, batch: ImportBatch) -> Iterator[str]:
    """Series in which others have taken numbers since: taking back would leave a gap (编号连续)."""
    for series, numbers in numbers_taken(session, batch).items():
        last = session.scalar(sa.select(NumberSeries.last).where(NumberSeries.series == series)) or 0
        if max(numbers) != last or min(numbers) != last - len(numbers) + 1:
            yield f"“{series}”后面又编了新号"
