"""An import on its way: the file's rows, what came of each, and how columns were matched (导入批次)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.privacy import Sealed
from caseflow.extensions import Base, stored


class Stage(StrEnum):
    """How far a batch has got."""

    MATCHING = "matching"
    CHECKING = "checking"
    FAULTY = "faulty"
    READY = "ready"
    IMPORTING = "importing"
    HALTED = "halted"
    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What a screen says."""
        return _LABELS[self]

    @property
    def runs(self) -> bool:
        """Rows are being taken, one part after the other."""
        return self in RUNNING

    @property
    def waits(self) -> bool:
        """Nothing has been written yet, and somebody may still go on with it."""
        return self in {Stage.MATCHING, Stage.CHECKING, Stage.FAULTY, Stage.READY}


_LABELS = {
    Stage.MATCHING: "待对应列",
    Stage.CHECKING: "检查中",
    Stage.FAULTY: "有错误",
    Stage.READY: "待导入",
    Stage.IMPORTING: "导入中",
    Stage.HALTED: "已中断",
    Stage.DONE: "已导入",
    Stage.UNDONE: "已撤销",
    Stage.DROPPED: "已放弃",
}

UNDOABLE = (Stage.DONE, Stage.HALTED)
RUNNING = (Stage.CHECKING, Stage.IMPORTING)


class ImportBatch(Base):
    """One file taken over as a whole or not at all (导入批次).

    `places` says in which position of a row each column stands, `header` in which row their names do (0: not
    known yet). `reached` is the number of the row taken last in this stage, `done` how many were.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    source: Mapped[str] = mapped_column(sa.String(100))
    file: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    encoding: Mapped[str] = mapped_column(sa.String(20))
    stage: Mapped[Stage] = mapped_column(stored(Stage))
    header: Mapped[int] = mapped_column(default=0)
    places: Mapped[dict[str, Any]] = mapped_column(default=dict)
    total: Mapped[int] = mapped_column(default=0)
    reached: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    made: Mapped[dict[str, Any]] = mapped_column(default=dict)
    remark: Mapped[str] = mapped_column(sa.Text, default="")
    brought_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    brought_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    undone_at: Mapped[datetime | None]

    __table_args__ = (
        sa.Index(
            "ix_import_batch_running",
            "id",
            postgresql_where=sa.text("stage in ('checking', 'importing')"),
            sqlite_where=sa.text("stage in ('checking', 'importing')"),
        ),
    )


class ImportRow(Base):
    """A row of the file as it was written, sealed; once it is taken over only its number stays.

    `token` is the same for rows that tell of the same thing; `odd` holds what is taken over as it stands.
    """

    __tablename__ = "import_row"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    cells: Mapped[str | None] = mapped_column(Sealed("import_row.cells"))
    token: Mapped[str | None] = mapped_column(sa.String(36))
    faulty: Mapped[bool] = mapped_column(default=False)
    faults: Mapped[dict[str, Any]] = mapped_column(default=dict)
    odd: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (
        sa.Index("ix_import_row_faulty", "batch_id", "faulty", "number"),
        sa.Index("ix_import_row_token", "batch_id", "token"),
    )


class ImportTrace(Base):
    """One thing that a row made or changed, and how it stood then, so that it can be taken back.

    `mark` tells whether anything has been done to it since; `before` is what stood there before.
    """

    __tablename__ = "import_trace"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"))
    number: Mapped[int]
    what: Mapped[str] = mapped_column(sa.String(20))
    thing_id: Mapped[int]
    mark: Mapped[str] = mapped_column(sa.String(64))
    before: Mapped[str] = mapped_column(sa.String(100), default="")

    __table_args__ = (sa.Index("ix_import_trace_batch", "batch_id", "what", "thing_id"),)


class ImportMatching(Base):
    """How the columns of files from a source were matched last time: column → name in the header."""

    __tablename__ = "import_matching"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    columns: Mapped[dict[str, Any]]
    saved_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    saved_at: Mapped[datetime]
