"""Words of one meaning, as the office keeps them for its search (同义词)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.extensions import Base

LONGEST_WORD = 20


class SynonymGroup(Base):
    """A group of words that are searched for together; one that came with the system bears nobody's name."""

    __tablename__ = "synonym_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    changed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    changed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    words: Mapped[list["SynonymWord"]] = relationship(
        order_by="SynonymWord.place", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class SynonymWord(Base):
    """A word of one group only, in the form in which it is looked up, with its initials."""

    __tablename__ = "synonym_word"

    word: Mapped[str] = mapped_column(sa.String(LONGEST_WORD), primary_key=True)
    letters: Mapped[str] = mapped_column(sa.String(LONGEST_WORD), index=True)
    place: Mapped[int]
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("synonym_group.id"), index=True)
