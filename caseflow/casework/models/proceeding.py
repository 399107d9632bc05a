"""The joined table under every process."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, column_property, mapped_column, relationship

from caseflow.casework.models.beginning import Beginning
from caseflow.casework.models.matter import Matter
from caseflow.casework.models.numbering import Numbering
from caseflow.extensions import Base, stored
from caseflow.kernel.machine import START, Facts, Process, State

_UNKNOWN = object()


class Card(StrEnum):
    """How late a proceeding has been allowed to get (红黄牌)."""

    NONE = ""
    YELLOW = "yellow"
    RED = "red"


class Proceeding(Base):
    """One run of one process (办理); each slice adds its columns in a joined table.

    `open`, `next_due_at`, `urgency` and `done_by` repeat what the states, clocks and audit rows say, so that
    a queue is one indexed query and a guard needs none. The engine is their only writer.
    """

    __tablename__ = "proceeding"
    definition: ClassVar[Process]
    numbering: ClassVar[Numbering]
    beginning: ClassVar[Beginning | None] = None

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    process: Mapped[str] = mapped_column(sa.String(20))
    number: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    state: Mapped[str] = mapped_column(sa.String(30), default=START)
    open: Mapped[bool] = mapped_column(default=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    opened_at: Mapped[datetime]
    state_since: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None]
    urgency: Mapped[int | None] = mapped_column(sa.BigInteger)
    overlays: Mapped[list[str]] = mapped_column(default=list)
    done_by: Mapped[dict[str, Any]] = mapped_column(default=dict)
    card: Mapped[Card] = mapped_column(stored(Card), default=Card.NONE)
    extension: Mapped[int | None]
    imported: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"polymorphic_on": "process", "version_id_col": version}
    __table_args__ = (
        sa.Index("ix_proceeding_due", "open", "urgency", "id"),
        sa.Index("ix_proceeding_queue", "unit_id", "open", "urgency", "id"),
        sa.Index("ix_proceeding_mine", "handler_id", "open", "urgency", "id"),
        sa.Index("ix_proceeding_state", "state", "process", "urgency", "id"),
        sa.Index(
            "ix_proceeding_free",
            *("handler_id", "state", "process", "urgency", "id"),
            postgresql_where=sa.text("handler_id is null"),
            sqlite_where=sa.text("handler_id is null"),
        ),
        sa.Index("ix_proceeding_closed", "closed_at", "id"),
    )

    def objections(self, given: Mapping[str, Any]) -> dict[str, str]:
        """By datum, what the slice finds wrong with answers that fit by themselves."""
        return {}

    @property
    def stage(self) -> State:
        """The present state as its definition knows it."""
        return self.definition.state(self.state)

    def facts(self, **found: Any) -> Facts:
        """What the guards may know: own columns of the same names, the matter's, and what was `found`."""
        found = {"overlays": frozenset(self.overlays), "answer_within": None, **found}
        names = [f.name for f in fields(self.definition.facts) if f.name not in found]
        known: dict[str, Any] = {name: getattr(self, name, _UNKNOWN) for name in names}
        own = {name: value for name, value in known.items() if value is not _UNKNOWN}
        shared = {name: getattr(self.matter, name) for name in names if name not in own}
        return self.definition.facts(**shared, **own, **found)


BESIDE = ("supervision",)
"""Processes whose proceedings lie beside their parent: it goes on as it is, and does not wait for them."""

_child = aliased(Proceeding)
sa.inspect(Proceeding).add_property(
    "open_children",
    column_property(
        sa.select(sa.func.count(_child.id))
        .where(_child.parent_id == Proceeding.id, _child.open, _child.process.not_in(BESIDE))
        .correlate_except(_child)
        .scalar_subquery()
    ),
)


class Involvement(Base):
    """A person who takes part in a proceeding and may therefore see it (参与人)."""

    __tablename__ = "involvement"

    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"))
    since: Mapped[datetime]

    __table_args__ = (sa.Index("ix_involvement_user", "user_id", "matter_id", "proceeding_id"),)
