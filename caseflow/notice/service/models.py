"""What is kept of every attempt to serve a letter (送达经过)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import PERSONAL, Base


class ServiceAttempt(Base):
    """One attempt to serve a letter; `method` and `result` as in `service.asked`, `servers` are user ids.

    `photos` is how many pictures were taken; they lie among the files of the letter.
    """

    __tablename__ = "service_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    method: Mapped[str] = mapped_column(sa.String(20))
    result: Mapped[str] = mapped_column(sa.String(20))
    tried_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(sa.String(200))
    servers: Mapped[list[int]]
    receiver: Mapped[str] = mapped_column(sa.String(200), default="", info=PERSONAL)
    witnesses: Mapped[str] = mapped_column(sa.String(200), default="", info=PERSONAL)
    delivery_no: Mapped[str] = mapped_column(sa.String(200), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="", info=PERSONAL)
    photos: Mapped[int] = mapped_column(default=0)
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
