"""A matter and the people in it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.casework.privacy import Sealed, blind, blind_tail
from caseflow.extensions import PERSONAL, Base, stored


class Matter(Base):
    """A worker's trouble as a whole (案件); ticket, aid, notices, mediation and transfers grow from it.

    `facts_text` is what was told; only `sanitised_facts` may reach an employer (举报保密). The limitation
    dates are the last day for arbitration: nominal, moved past days off, whether a lawyer has confirmed it
    (劳动争议调解仲裁法 第二十七条), and when its ladder speaks next. `token` is that of the form by which the
    matter came: sent twice, it makes one matter. By the `query_code` the worker asks how things stand
    (查询码). Since `erased_at` nothing written of its worker is shown (删除个人信息).
    """

    __tablename__ = "matter"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str | None] = mapped_column(sa.String(36), index=True, unique=True)
    query_code: Mapped[str | None] = mapped_column(Sealed("matter.query_code"), deferred=True)
    query_index: Mapped[str | None] = mapped_column(sa.String(64), index=True, unique=True)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    region: Mapped[str] = mapped_column(sa.String(12), default="")
    category: Mapped[str] = mapped_column(sa.String(8), default="", index=True)
    headcount: Mapped[int] = mapped_column(default=1)
    amount: Mapped[Decimal | None]
    work_place: Mapped[str] = mapped_column(sa.String(200), default="")
    event_on: Mapped[date | None]
    facts_text: Mapped[str] = mapped_column(sa.Text, default="")
    sanitised_facts: Mapped[str] = mapped_column(sa.Text, default="")
    priority: Mapped[str] = mapped_column(sa.String(2), default="P2")
    confidential: Mapped[bool] = mapped_column(default=False)
    collective: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False)
    other_procedure: Mapped[str] = mapped_column(sa.String(20), default="")
    safe_contact: Mapped[str] = mapped_column(sa.String(200), default="")
    limitation_nominal_on: Mapped[date | None]
    limitation_due_on: Mapped[date | None] = mapped_column(index=True)
    limitation_certain: Mapped[bool] = mapped_column(default=False)
    limitation_next_at: Mapped[datetime | None]
    worker_id: Mapped[int | None] = mapped_column(sa.ForeignKey("party.id", use_alter=True))
    employer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("party.id", use_alter=True))
    imported: Mapped[bool] = mapped_column(default=False)
    erased_at: Mapped[datetime | None]
    audit_seq: Mapped[int] = mapped_column(default=0)
    audit_head: Mapped[str] = mapped_column(sa.String(64), default="")

    __table_args__ = (
        sa.Index(
            "ix_matter_limitation_next_at",
            "limitation_next_at",
            postgresql_where=sa.text("limitation_next_at is not null"),
            sqlite_where=sa.text("limitation_next_at is not null"),
        ),
    )

    worker: Mapped["Party | None"] = relationship(foreign_keys=worker_id, post_update=True)
    employer: Mapped["Party | None"] = relationship(foreign_keys=employer_id, post_update=True)


class PartyKind(StrEnum):
    """Whose side a person or unit is on."""

    WORKER = "worker"
    REPRESENTATIVE = "representative"
    EMPLOYER = "employer"


class Party(Base):
    """A person or employer in a matter (当事人); numbers are sealed, equal ones found by fingerprint.

    The records of the register say which parties of other matters are the same; an anonymous worker has none.
    `texts_agreed` is whether the person agreed to text messages on that phone (同意接收短信).
    """

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    kind: Mapped[PartyKind] = mapped_column(stored(PartyKind))
    name: Mapped[str] = mapped_column(sa.String(100), default="", index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("party.phone"))
    phone_index: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    phone_tail: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    id_number: Mapped[str | None] = mapped_column(Sealed("party.id_number"))
    id_index: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    id_tail: Mapped[str | None] = mapped_column(sa.String(64))
    bank_account: Mapped[str | None] = mapped_column(Sealed("party.bank_account"))
    bank_index: Mapped[str | None] = mapped_column(sa.String(64))
    credit_code: Mapped[str | None] = mapped_column(sa.String(18), index=True)
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    job: Mapped[str] = mapped_column(sa.String(100), default="")
    crowd: Mapped[str] = mapped_column(sa.String(20), default="")
    is_caller: Mapped[bool] = mapped_column(default=False)
    relation: Mapped[str] = mapped_column(sa.String(50), default="")
    texts_agreed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    worker_record_id: Mapped[int | None] = mapped_column(sa.ForeignKey("worker_record.id"), index=True)
    employer_record_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer_record.id"), index=True)

    def identify(
        self, *, phone: str | None = None, id_number: str | None = None, bank_account: str | None = None
    ) -> None:
        """Set the sealed numbers together with their fingerprints."""
        self.phone, self.phone_index, self.phone_tail = (
            phone or None,
            blind(phone, "phone"),
            blind_tail(phone, "phone"),
        )
        self.id_number, self.id_index, self.id_tail = (
            id_number or None,
            blind(id_number, "id"),
            blind_tail(id_number, "id"),
        )
        self.bank_account, self.bank_index = bank_account or None, blind(bank_account, "bank")


class LimitationEvent(Base):
    """An event that starts, restarts or suspends the limitation of arbitration, with evidence (时效事件)."""

    __tablename__ = "limitation_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    on: Mapped[date]
    days: Mapped[int] = mapped_column(default=0)
    evidence: Mapped[str] = mapped_column(sa.String(200), default="", info=PERSONAL)
    certain: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int]
