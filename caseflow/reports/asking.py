"""What a page of figures is asked for, as its address has it (报表的筛选)."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from flask import url_for
from wtforms import ValidationError

from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Viewer
from caseflow.reports.counting import Asked
from caseflow.reports.periods import Period, UnreadablePeriod
from caseflow.web.forms import LineField
from caseflow.web.forms.fields import whole
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import FilterField, FilterForm


class ReportFilters(FilterForm):
    """A period in words, and what narrows the figures; what cannot be read is said, and the year shown."""

    period = LineField("报告期")
    unit_id = FilterField("单位")
    channel = FilterField("来源渠道")
    category = FilterField("类别")

    def offer_to(self, viewer: Viewer) -> None:
        """Let the viewer choose among what the viewer sees."""
        self.offer("unit_id", choices.units(viewer))
        datum = wired().datum("channel")
        self.offer("channel", list(datum.choices) if datum else [])
        self.offer("category", choices.subject_groups())

    def validate_period(self, field: LineField) -> None:
        """The period must be one."""
        try:
            Period.parse(str(field.data or self.today.year))
        except UnreadablePeriod as fault:
            raise ValidationError(str(fault)) from fault

    def __init__(self, viewer: Viewer, at: datetime) -> None:
        super().__init__()
        self.today: date = local_day(at)
        self.offer_to(viewer)
        self.validate()

    def asked(self, viewer: Viewer, at: datetime) -> Asked:
        """The report that is asked for."""
        typed = "" if self["period"].errors else self.text("period")
        return Asked(
            viewer,
            Period.parse(typed or str(self.today.year)),
            at,
            unit_id=whole(self.text("unit_id")),
            channel=self.text("channel"),
            category=self.text("category"),
        )


@dataclass(frozen=True, slots=True)
class Quick:
    """A period that people often ask for, one click away."""

    label: str
    code: str


def quick(today: date) -> list[Quick]:
    """This month and the last one, this quarter, this year and the last one."""
    month = Period(today.year * 100 + today.month, today.year * 100 + today.month)
    quarter = Period.parse(f"{today.year}Q{(today.month + 2) // 3}")
    periods = [month, month.before, quarter, Period.year(today.year), Period.year(today.year - 1)]
    labels = ("本月", "上月", "本季度", "本年", "上年")
    return [Quick(label, period.code) for label, period in zip(labels, periods, strict=True)]


def address(asked: Asked, endpoint: str, **more: object) -> str:
    """The address of a page about the same part of the same period."""
    narrowed = {
        "period": asked.period.code,
        "unit_id": asked.unit_id,
        "channel": asked.channel,
        "category": asked.category,
        **{name: value for name, value in more.items() if name != "code"},
    }
    path = url_for(endpoint, code=more["code"]) if "code" in more else url_for(endpoint)
    return f"{path}?{urlencode({name: value for name, value in narrowed.items() if value or name == 'cell'})}"
