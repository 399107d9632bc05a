"""The register: one record for each worker and each employer, in whatever matters (职工、单位档案)."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored

_KEY = 200


class WorkerRecord(Base):
    """A worker across matters (职工档案); holds no sealed number, only who it is by key.

    A record that was merged into another one stays with its keys and parties, so that it can be taken apart.
    """

    __tablename__ = "worker_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100), default="")
    initials: Mapped[str] = mapped_column(sa.String(100), default="", index=True)
    since: Mapped[datetime]
    safe_contact: Mapped[str] = mapped_column(sa.String(200), default="")
    consent: Mapped[str] = mapped_column(sa.String(20), default="")
    consent_on: Mapped[date | None]
    consent_how: Mapped[str] = mapped_column(sa.String(100), default="")
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("worker_record.id"), index=True)
    erased_at: Mapped[datetime | None]


class WorkerKey(Base):
    """What identifies a worker: the fingerprint of the ID card, or that of a phone with the name."""

    __tablename__ = "worker_key"

    key: Mapped[str] = mapped_column(sa.String(_KEY), primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("worker_record.id"), index=True)


class EmployerRecord(Base):
    """An employer across matters (单位档案); a branch has the record of its parent above it.

    `listed` when it came from a list of employers, whether or not there is a matter about it (名录).
    """

    __tablename__ = "employer_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    initials: Mapped[str] = mapped_column(sa.String(100), index=True)
    credit_code: Mapped[str | None] = mapped_column(sa.String(18), unique=True)
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer_record.id"), index=True)
    since: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer_record.id"), index=True)
    listed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class EmployerName(Base):
    """A name that an employer goes by (名称、别名); `key` is the name in one form."""

    __tablename__ = "employer_name"

    key: Mapped[str] = mapped_column(sa.String(_KEY), primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("employer_record.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    initials: Mapped[str] = mapped_column(sa.String(100), index=True)


class SiteVisit(Base):
    """A visit to an employer by two people of the union (走访); written once, never changed."""

    __tablename__ = "site_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("employer_record.id"), index=True)
    on: Mapped[date]
    with_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    seen: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))


class RecordKind(StrEnum):
    """Which half of the register a merge is about."""

    WORKER = "worker"
    EMPLOYER = "employer"


class RecordMerge(Base):
    """Two records found to be one (合并); `moved` names the records that went along with the source."""

    __tablename__ = "record_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RecordKind] = mapped_column(stored(RecordKind))
    source_id: Mapped[int]
    target_id: Mapped[int]
    moved: Mapped[list[int]]
    reason: Mapped[str] = mapped_column(sa.String(300))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    __table_args__ = (
        sa.Index("ix_record_merge_source", "kind", "source_id"),
        sa.Index("ix_record_merge_target", "kind", "target_id"),
    )
