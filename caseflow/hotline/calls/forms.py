"""What booking a call, trying it and deciding after it ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms.validators import Length, ValidationError

from caseflow.hotline.calls.capacity import HOURS
from caseflow.hotline.calls.models import RESULT_LABELS
from caseflow.hotline.process import TICKET, data
from caseflow.kernel.machine import Datum, Kind
from caseflow.web.forms import (
    ActForm,
    CheckField,
    DateField,
    Form,
    LineField,
    MomentField,
    NumberField,
    OptionsField,
    SelectField,
    TextField,
)
from caseflow.web.forms.build import Fits
from caseflow.web.forms.reading import read_date, read_number

MOST_CALLS = 99
MOST_DAYS = 60

DECISIONS = ("close", "order_rework")
"""The actions that may follow a call which reached the worker."""

_KNOWN = {datum.name: datum for datum in data.CALLBACK}
_RESULT = Datum(
    "result", "结果", Kind.CHOICE, choices=tuple((r.value, RESULT_LABELS[r]) for r in RESULT_LABELS)
)
_DECISION = Datum(
    "decision",
    "回访结论",
    Kind.CHOICE,
    choices=tuple((name, TICKET.transition(name).label) for name in DECISIONS),
)
_SATISFACTION = Datum(
    "satisfaction",
    "满意度",
    Kind.CHOICE,
    choices=(*data.SATISFACTIONS[:-1], data.UNSATISFIED[0], data.SATISFACTIONS[-1]),
)
_SAFE = Datum("confirmed", "已看过安全联系方式，现在可以拨打", Kind.CONFIRMED)
_DAY = Datum("day", "日期", Kind.DATE)
_HOUR = Datum(
    "hour", "时段", Kind.CHOICE, choices=tuple((str(hour), f"{hour}:00–{hour + 1}:00") for hour in HOURS)
)
_SHORT = [Length(max=200, message="最多200字")]


class BookForm(Form):
    """When to call, and about what."""

    day = DateField(_DAY.label, [Fits(_DAY)])
    hour = SelectField(_HOUR.label, _HOUR.choices, validators=[Fits(_HOUR)])
    note = LineField("事由", _SHORT, description="例如“补充劳动合同后再谈”")

    def blame(self, faults: Mapping[str, str]) -> None:
        """The process asks for one instant, this form for a day and an hour."""
        super().blame({"hour" if name == "callback_at" else name: fault for name, fault in faults.items()})


class NumberForm(Form):
    """Whoever calls has read how to call safely."""

    confirmed = CheckField(_SAFE.label, [Fits(_SAFE)])


class AttemptForm(Form):
    """How a call went."""

    result = OptionsField(_RESULT.label, _RESULT.choices, validators=[Fits(_RESULT)])
    note = LineField("备注", _SHORT)


class SatisfactionForm(ActForm):
    """What the worker says about the outcome, and what follows from it."""

    called_at = MomentField(_KNOWN["called_at"].label, [Fits(_KNOWN["called_at"])])
    reached = CheckField(_KNOWN["reached"].label, [Fits(_KNOWN["reached"])])
    resolved = OptionsField(_KNOWN["resolved"].label, data.RESOLVED, validators=[Fits(_KNOWN["resolved"])])
    satisfaction = OptionsField(_SATISFACTION.label, _SATISFACTION.choices, validators=[Fits(_SATISFACTION)])
    comment = TextField(_KNOWN["comment"].label, [Fits(_KNOWN["comment"])])
    decision = OptionsField(_DECISION.label, _DECISION.choices, validators=[Fits(_DECISION)])
    reason = TextField("重办理由", description="结论是重办时填写，承办单位会看到")

    def validate_satisfaction(self, field: Any) -> None:
        """What was said has to go with what follows from it."""
        offered = data.UNSATISFIED if self.decision.data == DECISIONS[1] else data.SATISFACTIONS
        if field.data and self.decision.data and field.data not in dict(offered):
            raise ValidationError(
                f"“{self.decision_label}”时请选择：{'、'.join(label for _, label in offered)}"
            )

    @property
    def decision_label(self) -> str:
        """The conclusion in words."""
        return dict(_DECISION.choices).get(str(self.decision.data), "")


class CapacityForm(Form):
    """How many calls a unit makes: in each hour of a working day, and on single days."""

    days = TextField(
        "个别日期",
        description="每行一个日期和当天每小时可以拨打的个数，例如“2026-9-30 2”。写 0 表示当天不回拨。",
    )

    def validate_days(self, field: Any) -> None:
        """Each line has to be a day and a number."""
        try:
            lines = self.single_days
        except ValueError as fault:
            raise ValidationError(f"个别日期：{fault}") from fault
        if len(lines) > MOST_DAYS or any(not 0 <= calls <= MOST_CALLS for calls in lines.values()):
            raise ValidationError(f"最多 {MOST_DAYS} 个日期，每小时 0 到 {MOST_CALLS} 个")

    @property
    def single_days(self) -> Mapping[date, int]:
        """The days; raises ValueError where a line says none."""
        lines = [line.rpartition(" ") for line in str(self.days.data or "").split("\n") if line.strip()]
        return {read_date(day): read_number(calls) for day, _, calls in lines}

    @property
    def hours(self) -> Mapping[int, int]:
        """The hours with calls."""
        return {hour: self[f"h{hour}"].data for hour in HOURS if self[f"h{hour}"].data}


def capacity_form() -> type[CapacityForm]:
    """The form with a box for each hour."""
    calls = Datum("calls", "个数", Kind.NUMBER, required=False, least=0)
    few = _AtMost()
    boxes = {f"h{hour}": NumberField(f"{hour}:00–{hour + 1}:00", [Fits(calls), few]) for hour in HOURS}
    return type("CapacityForm", (CapacityForm,), boxes)


class _AtMost:
    """No more than anybody can call."""

    def __call__(self, form: object, field: Any) -> None:
        if isinstance(field.data, int) and field.data > MOST_CALLS:
            raise ValidationError(f"最多 {MOST_CALLS}")
