"""Official documents, the office's own templates, and questions whether a paper is genuine."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.models.agreed import Agreed
from caseflow.casework.privacy import Sealed
from caseflow.extensions import PERSONAL, Base, stored


class Standing(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    FINAL = "final"
    VOID = "void"

    @property
    def label(self) -> str:
        """The word for it."""
        return _STANDINGS[self]


_STANDINGS = {Standing.DRAFT: "草稿", Standing.FINAL: "已定稿", Standing.VOID: "已作废"}


class Document(Base):
    """A paper about a proceeding (文书); `code` is its kind.

    While it is a draft, `answers` holds what somebody typed in place of what the proceeding knows; once it
    is final, everything it says. A final one is frozen: `sha256` is that of the kept PDF, none for one that
    was entered from an older ledger; `template` says by which version it was drawn. A void one keeps its
    number.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(40))
    standing: Mapped[Standing] = mapped_column(stored(Standing), default=Standing.DRAFT)
    series: Mapped[str] = mapped_column(sa.String(60), default="")
    number: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    answers: Mapped[str] = mapped_column(
        Sealed("document.answers"), default="{}", deferred=True, info=PERSONAL
    )
    template: Mapped[str] = mapped_column(sa.String(80), default="")
    sha256: Mapped[str | None] = mapped_column(sa.ForeignKey("content.sha256"), index=True)
    size: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int | None]
    made_by: Mapped[int]
    made_at: Mapped[datetime]
    finished_by: Mapped[int | None]
    finished_at: Mapped[datetime | None]
    voided_by: Mapped[int | None]
    voided_at: Mapped[datetime | None]
    voided_because: Mapped[str] = mapped_column(sa.String(300), default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (sa.Index("ix_document_ledger", "code", "finished_at", "id"),)


class TemplateFormat(StrEnum):
    """What an own template is written for."""

    PDF = "pdf"
    WORD = "word"

    @property
    def suffix(self) -> str:
        """How the name of its file ends."""
        return "typ" if self is TemplateFormat.PDF else "docx"


class PaperTemplate(Agreed, Base):
    """The office's own version of a template (自定模板), in force once a second person agreed to it."""

    __tablename__ = "paper_template"

    code: Mapped[str] = mapped_column(sa.String(40), index=True)
    format: Mapped[TemplateFormat] = mapped_column(stored(TemplateFormat))
    name: Mapped[str] = mapped_column(sa.String(120))
    source: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    effective_on: Mapped[date]
    proposed_by: Mapped[int] = mapped_column("uploaded_by", sa.ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column("uploaded_at")

    __table_args__ = (
        sa.CheckConstraint("approved_by is null or approved_by <> uploaded_by", name="two_persons"),
    )


class VerifyTry(Base):
    """Somebody asked whether a paper is genuine; kept a day, so that nobody asks too often."""

    __tablename__ = "verify_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]

    __table_args__ = (sa.Index("ix_verify_try_address_at", "address", "at"),)
