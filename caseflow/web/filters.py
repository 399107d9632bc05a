"""How dates, times and money read in every template."""

from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from wtforms import Field
from wtforms.widgets import CheckboxInput, ListWidget

from caseflow.kernel.calendar import SHANGHAI, local_day
from caseflow.web.charts import brief, figure

WEEKDAYS = "一二三四五六日"


def day(value: date | None) -> str:
    """2026年8月3日, in Shanghai when an instant is given."""
    if value is None:
        return ""
    local = local_day(value) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日"


def weekday(value: date) -> str:
    """周一."""
    return f"周{WEEKDAYS[value.weekday()]}"


def moment(value: datetime | None) -> str:
    """2026年8月3日 14:05, in Shanghai."""
    return f"{day(value)} {clock(value)}" if value else ""


def clock(value: datetime) -> str:
    """14:05, in Shanghai."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def money(value: Decimal | None) -> str:
    """12,000.00 元."""
    return "" if value is None else f"{value:,.2f} 元"


def look(field: Field) -> str:
    """How a form field is drawn: `check` beside its label, `group` of options, or `box` below its label."""
    if isinstance(field.widget, CheckboxInput):
        return "check"
    return "group" if isinstance(field.widget, ListWidget) else "box"


def width(field: Field) -> str:
    """How wide the box of a field is by what goes into it: short, middle, or the whole line."""
    kind = type(field).__name__
    if kind in ("NumberField", "MoneyField", "PhoneField", "DateField"):
        return "short"
    return "middle" if kind in ("MomentField", "SelectField", "PasswordField") else ""


def add_filters(app: Flask) -> None:
    """Make them known to the templates."""
    for function in (day, weekday, moment, clock, money, look, width, figure, brief):
        app.add_template_filter(function)
