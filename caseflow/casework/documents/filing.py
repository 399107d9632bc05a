"""What lies in a file: its papers and its attachments in order (卷内目录)."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from caseflow.casework.documents.blocks import Signatures, Table, grid
from caseflow.casework.documents.common import CASE_NO, EMPLOYER, HANDLER, UNIT, some
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Attachment, Document, Standing
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day

Row = tuple[Any, ...]


def _contents(source: Source) -> list[Row]:
    """Every finished paper, then every file that was not withdrawn, each with its number and its day."""
    found = [*_papers(source), *_files(source)]
    return [(n, *row) for n, row in enumerate(found, 1)]


def _papers(source: Source) -> list[Row]:
    query = sa.select(Document.code, Document.number, Document.finished_at).where(
        Document.proceeding_id == source.proceeding.id, Document.standing == Standing.FINAL
    )
    rows = source.session.execute(query.order_by(Document.finished_at, Document.id)).all()
    papers = wired().papers
    return [
        (papers[code].label, number or "", local_day(at).isoformat() if at else "", "")
        for code, number, at in rows
        if code in papers
    ]


def _files(source: Source) -> list[Row]:
    query = sa.select(Attachment.name, Attachment.pages, Attachment.uploaded_at).where(
        Attachment.proceeding_id == source.proceeding.id, Attachment.withdrawn_at.is_(None)
    )
    rows = source.session.execute(query.order_by(Attachment.position)).all()
    return [(name, "", local_day(at).isoformat(), pages or "") for name, pages, at in rows]


_CONTENTS = Slot(
    name="contents",
    label="卷内材料",
    shape=Shape.TABLE,
    required=False,
    columns=(
        Column("序号", 2),
        Column("材料名称", 9),
        Column("文号", 6, required=False),
        Column("日期", 4, Shape.DATE, required=False),
        Column("页数", 2, required=False),
    ),
    fill=_contents,
)


def contents(family: str, *processes: str, called: tuple[str, ...] = ()) -> Paper:
    """The list of contents of the files of a family, made before it is filed."""
    return Paper(
        code=f"{family}_contents",
        label="卷内目录",
        called=called,
        processes=processes,
        look=Look.FORM,
        audience=Audience.INSIDE,
        slots=(
            CASE_NO,
            UNIT,
            replace(EMPLOYER, required=False),
            HANDLER,
            some("retention", "保管期限"),
            _CONTENTS,
            some("maker", "立卷人"),
        ),
        body=(
            grid(
                (("编号", "{case_no}"), ("承办单位", "{unit}")),
                (("用人单位", "{employer_name}"), ("承办人", "{handler}")),
                (("保管期限", "{retention}"), ("立卷人", "{maker}")),
            ),
            Table("contents", spare=10),
            Signatures(("立卷人（签名）", "检查人（签名）", "日期", "日期")),
        ),
    )
