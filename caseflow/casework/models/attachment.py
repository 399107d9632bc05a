"""Files that belong to a proceeding, and their sealed contents."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.filetypes import FileType
from caseflow.extensions import Base, stored


class Content(Base):
    """The bytes of a file, kept once however often it is attached; `sha256` is that of the open content."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    size: Mapped[int]
    kept_at: Mapped[datetime]


class ContentPart(Base):
    """One stretch of a content, sealed with AES-GCM and bound to its place (`sealed_parts`)."""

    __tablename__ = "content_part"

    sha256: Mapped[str] = mapped_column(sa.ForeignKey("content.sha256"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Material(StrEnum):
    """What kind of material a file is: the kinds of evidence of 民事诉讼法 第六十六条, and what is none."""

    IDENTITY = "identity"
    AUTHORITY = "authority"
    DOCUMENTARY = "documentary"
    PHYSICAL = "physical"
    AUDIOVISUAL = "audiovisual"
    ELECTRONIC = "electronic"
    TESTIMONY = "testimony"
    STATEMENT = "statement"
    APPRAISAL = "appraisal"
    INSPECTION = "inspection"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word for it."""
        return _MATERIALS[self]


_MATERIALS = {
    Material.IDENTITY: "身份证明",
    Material.AUTHORITY: "授权委托",
    Material.DOCUMENTARY: "书证",
    Material.PHYSICAL: "物证",
    Material.AUDIOVISUAL: "视听资料",
    Material.ELECTRONIC: "电子数据",
    Material.TESTIMONY: "证人证言",
    Material.STATEMENT: "当事人陈述",
    Material.APPRAISAL: "鉴定意见",
    Material.INSPECTION: "勘验、检查笔录",
    Material.OTHER: "其他材料",
}


ANNEX = "annex"
"""What a file proves that was bound from others, to go out with a letter (附卷)."""


class Attachment(Base):
    """A file of a proceeding (附件), in the order of `position`.

    `proves` names the datum whose answer it backs, such as the photos of a service, or as `paper:<code>` the
    document of which it is the signed copy; `material` is its kind, where somebody has said so. Of one that
    is `redacted` somebody has said that it does not show who complained. Withdrawn ones stay, with the
    reason, until the file of the matter is destroyed.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    proves: Mapped[str] = mapped_column(sa.String(40), default="")
    material: Mapped[Material | None] = mapped_column(stored(Material))
    redacted: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(sa.String(120))
    type: Mapped[FileType] = mapped_column(stored(FileType))
    size: Mapped[int]
    pages: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(sa.ForeignKey("content.sha256"))
    position: Mapped[int]
    uploaded_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]
    withdrawn_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str] = mapped_column(sa.String(300), default="")

    @property
    def withdrawn(self) -> bool:
        """Whether it counts no more."""
        return self.withdrawn_at is not None
