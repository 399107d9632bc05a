"""Users and the tree of units they work in."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.extensions import Base, stored
from caseflow.kernel.roles import Role


class UnitKind(StrEnum):
    """What a unit is (单位类型)."""

    FEDERATION = "federation"
    TOWNSHIP = "township"
    STREET = "street"
    PARK = "park"
    ENTERPRISE = "enterprise"
    AGENCY = "agency"
    LAW_FIRM = "law_firm"
    MEDIATION = "mediation"

    @property
    def label(self) -> str:
        """The kind's Chinese name."""
        return UNIT_KIND_LABELS[self]


UNIT_KIND_LABELS = {
    UnitKind.FEDERATION: "总工会",
    UnitKind.TOWNSHIP: "乡镇工会",
    UnitKind.STREET: "街道工会",
    UnitKind.PARK: "园区工会",
    UnitKind.ENTERPRISE: "企业工会",
    UnitKind.AGENCY: "协作部门",
    UnitKind.LAW_FIRM: "律师事务所",
    UnitKind.MEDIATION: "调解组织",
}


class Unit(Base):
    """A node of the unit tree (单位).

    `path` holds the ids from the root down, such as `/1/7/`, so that a subtree is one prefix.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100), unique=True)
    kind: Mapped[UnitKind] = mapped_column(stored(UnitKind))
    area: Mapped[str] = mapped_column(sa.String(50), default="")
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    path: Mapped[str] = mapped_column(sa.String(200), default="/", index=True)
    head_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", use_alter=True))
    active: Mapped[bool] = mapped_column(default=True)


class User(Base):
    """Someone who signs in (用户).

    A session names the epoch it began in; counting `session_epoch` up ends every older session.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(50), unique=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    password_changed_at: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=0)

    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    roles: Mapped[list["UserRole"]] = relationship(cascade="all, delete-orphan", order_by="UserRole.role")


class UserRole(Base):
    """A role that a user holds."""

    __tablename__ = "user_role"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(stored(Role), primary_key=True, index=True)


class AbsenceReason(StrEnum):
    """Why somebody is away, as far as colleagues need to know (请假事由)."""

    LEAVE = "leave"
    TRIP = "trip"
    TRAINING = "training"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in a word."""
        return ABSENCE_REASONS[self]


ABSENCE_REASONS = {
    AbsenceReason.LEAVE: "休假",
    AbsenceReason.TRIP: "出差",
    AbsenceReason.TRAINING: "培训学习",
    AbsenceReason.OTHER: "其他",
}


class Absence(Base):
    """Days on which somebody is away, both included, and who stands in (请假代理).

    Without a deputy the head of the unit stands in, or the head above if that is the person.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(index=True)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    reason: Mapped[AbsenceReason] = mapped_column(stored(AbsenceReason))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))


class SignInAttempt(Base):
    """A try to sign in, kept so that all web nodes throttle together (登录限流)."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(50))
    address: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    succeeded: Mapped[bool]

    __table_args__ = (
        sa.Index("ix_sign_in_attempt_address_at", "address", "at"),
        sa.Index("ix_sign_in_attempt_login_at", "login", "at"),
    )
