"""Tables that people took away: who, which, what for; and the file, as long as it is kept (导出)."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.privacy import Sealed
from caseflow.extensions import Base, stored


class ExportForm(StrEnum):
    """What kind of file a table becomes."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def label(self) -> str:
        """The word for it."""
        return {ExportForm.XLSX: "Excel（.xlsx）", ExportForm.CSV: "CSV"}[self]

    @property
    def media(self) -> str:
        """The content type."""
        return {
            ExportForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ExportForm.CSV: "text/csv; charset=utf-8",
        }[self]


class ExportPhase(StrEnum):
    """How an export stands: handed over at once, or made in the background and kept for a day."""

    TAKEN = "taken"
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    ERASED = "erased"

    @property
    def label(self) -> str:
        """The word for it."""
        return _LABELS[self]

    @property
    def under_way(self) -> bool:
        """Whether somebody waits for it."""
        return self in (ExportPhase.WAITING, ExportPhase.RUNNING)


_LABELS = {
    ExportPhase.TAKEN: "已下载",
    ExportPhase.WAITING: "排队中",
    ExportPhase.RUNNING: "正在生成",
    ExportPhase.READY: "可以下载",
    ExportPhase.FAILED: "没有完成",
    ExportPhase.ERASED: "文件已删除",
}


class Export(Base):
    """A table that somebody took away, or asked for (导出记录).

    `endpoint` and `query` are the list's page and its filters, sealed, since people look for phone numbers;
    `narrowed` says the same in words. While one is made
    `held_until` says until when it is in hand: whoever finds it past that goes on. `size` is in bytes.
    """

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    endpoint: Mapped[str] = mapped_column(sa.String(60))
    query: Mapped[str] = mapped_column(Sealed("export.query"))
    title: Mapped[str] = mapped_column(sa.String(100))
    narrowed: Mapped[str] = mapped_column(sa.Text, default="")
    form: Mapped[ExportForm] = mapped_column(stored(ExportForm))
    unmasked: Mapped[bool] = mapped_column(default=False)
    purpose: Mapped[str] = mapped_column(sa.String(200))
    phase: Mapped[ExportPhase] = mapped_column(stored(ExportPhase), index=True)
    ordered_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    kept_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int] = mapped_column(default=0)
    size: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    fault: Mapped[str] = mapped_column(sa.String(200), default="")

    def is_kept(self, at: datetime) -> bool:
        """Whether there is a file to fetch."""
        return self.phase is ExportPhase.READY and self.kept_until is not None and at < self.kept_until


class ExportPart(Base):
    """One stretch of the file, sealed with AES-GCM and bound to its place; gone after a day."""

    __tablename__ = "export_part"

    export_id: Mapped[int] = mapped_column(sa.ForeignKey("export.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
