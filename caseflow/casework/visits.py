"""Who opens the page of a proceeding, and what is new to them since the time before (查阅留痕)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.models import Viewing
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Viewer

GAP = timedelta(minutes=30)
"""Who comes back sooner is still on the same visit: what was new stays marked."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the viewer knows on opening the page `now`.

    Of the last visit there is the day, the instant and the last link it showed; `earlier` is the last one
    that the visit before it did.
    """

    day: date | None
    at: datetime | None
    shown: int | None
    earlier: int | None
    now: datetime

    @property
    def over(self) -> bool:
        """Whether the last visit has ended, so that this is another one."""
        return self.at is None or self.now - self.at >= GAP

    @property
    def known(self) -> int | None:
        """The last link of the chain that the viewer knows from earlier visits; None without any."""
        return self.shown if self.over else self.earlier

    def is_news(self, seq: int) -> bool:
        """Whether opening the page, which shows the chain up to that link, has to be put on record."""
        return self.over or self.day != local_day(self.now) or self.shown != seq


def log_viewing(id: int, visit: Visit, seq: int, viewer: Viewer) -> None:
    """Put on record that the viewer has opened the proceeding today, and the last link the page showed."""
    at, day = visit.now, local_day(visit.now)
    now = {"last_at": at, "shown_seq": seq, "earlier_seq": visit.known}
    key = {"proceeding_id": id, "user_id": viewer.user_id, "day": day}
    with transaction() as session:
        insert = dialect_insert(session)(Viewing.__table__).values({**key, "first_at": at, **now})
        session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=now))
