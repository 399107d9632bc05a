"""What lies in a file: its papers and its attachments in order (卷内目录)."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from caseflow.casework.bundles.gathering import held
from caseflow.casework.documents.blocks import Signatures, Table, grid
from caseflow.casework.documents.common import CASE_NO, EMPLOYER, HANDLER, UNIT, some
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Attachment, Document, Standing
from caseflow.casework.wiring import wired
from caseflow.kernel import retention
from caseflow.kernel.calendar import local_day

Row = tuple[Any, ...]


def _contents(source: Source) -> list[Row]:
    """Every finished paper and every file that was not withdrawn, in the order of the catalogue."""
    found = sorted([*_papers(source), *_files(source)], key=lambda pair: pair[0])
    return [(n, *row) for n, (_, row) in enumerate(found, 1)]


def _papers(source: Source) -> list[tuple[int, Row]]:
    query = sa.select(Document.code, Document.number, Document.finished_at, Document.pages).where(
        Document.proceeding_id == source.proceeding.id, Document.standing == Standing.FINAL
    )
    rows = source.session.execute(query.order_by(Document.finished_at, Document.id)).all()
    papers, catalogue = wired().papers, wired().catalogue(source.proceeding.process)
    return [
        (
            catalogue.place_of_paper(code),
            (papers[code].label, number or "", local_day(at).isoformat() if at else "", pages or ""),
        )
        for code, number, at, pages in rows
        if code in papers
    ]


def _files(source: Source) -> list[tuple[int, Row]]:
    query = sa.select(Attachment).where(
        Attachment.proceeding_id == source.proceeding.id, Attachment.withdrawn_at.is_(None)
    )
    catalogue = wired().catalogue(source.proceeding.process)
    return [
        (
            catalogue.place_of_file(file),
            (file.name, "", local_day(file.uploaded_at).isoformat(), file.pages or ""),
        )
        for file in source.session.scalars(query.order_by(Attachment.position))
    ]


def _retention(source: Source) -> str:
    """What was chosen, or else the least that the office's list says."""
    chosen = source.known("retention")
    least = wired().retention.period(source.proceeding.process, collective=source.matter.collective)
    return str(chosen or f"至少{retention.said(least)}")


def _checked(source: Source) -> list[tuple[str, ...]]:
    """Every place of the catalogue: whether it may not be empty, and how much lies there."""
    counts, done = held(source.session, source.proceeding), source.proceeding.done_by
    return [
        (
            str(n + 1),
            entry.label,
            "必备" if entry.demanded(done) else "",
            f"有（{counts[n]} 份）" if counts[n] else ("缺" if entry.demanded(done) else "无"),
        )
        for n, entry in enumerate(wired().catalogue(source.proceeding.process).entries)
    ]


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
            Slot(name="retention", label="保管期限", required=False, fill=_retention),
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


def checklist(family: str, label: str, process: str, *, at: tuple[str, ...]) -> Paper:
    """What belongs in the file and what is there, checked before it is handed in (立卷材料清单)."""
    columns = (Column("序号", 1), Column("材料", 6), Column("要求", 2, required=False), Column("核对", 3))
    return Paper(
        code=f"{family}_checklist",
        label=label,
        processes=(process,),
        at=at,
        look=Look.FORM,
        audience=Audience.INSIDE,
        slots=(
            CASE_NO,
            UNIT,
            HANDLER,
            Slot(
                name="checked",
                label="材料核对",
                shape=Shape.TABLE,
                required=False,
                columns=columns,
                fill=_checked,
            ),
            some("remark", "说明"),
        ),
        body=(
            grid(
                (("编号", "{case_no}"), ("承办单位", "{unit}")),
                (("承办人", "{handler}"), ("说明", "{remark}")),
            ),
            Table("checked"),
            Signatures(("承办人（签名）", "接收人（签名）", "日期", "日期")),
        ),
    )
