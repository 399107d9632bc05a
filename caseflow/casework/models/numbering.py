"""Official numbers without gaps."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class NumberSeries(Base):
    """The last number given in a series, such as `演示工监提〔2026〕`."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a process numbers its proceedings (编号、文号): at which actions, and what stands around it.

    `before` may hold `{prefix}` (代字), `{year}` and `{day}` of the action in Shanghai; it names
    the series, so that a new year, or day, starts at 1.
    """

    actions: tuple[str, ...]
    before: str
    after: str = "号"
    digits: int = 1

    def series(self, prefix: str, day: date) -> str:
        """What stands before the number on that day."""
        return self.before.format(prefix=prefix, year=day.year, day=f"{day:%Y%m%d}")

    def number(self, series: str, n: int) -> str:
        """The n-th number of the series."""
        return f"{series}{n:0{self.digits}}{self.after}"
