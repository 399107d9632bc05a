"""Form fields that turn what is typed into values, and show it again as it was typed when they cannot."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, SelectMultipleField
from wtforms import RadioField as WTRadioField
from wtforms import SelectField as WTSelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, FileInput, ListWidget, TextArea, TextInput

from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.machine import is_blank
from caseflow.web.forms.reading import clean, read_date, read_moment, read_money, read_number, read_phone


class LineField(Field):
    """One line of text; the base of every field that is typed."""

    widget = TextInput()

    def read(self, text: str) -> object:
        """The value of a text that is not empty; raises ValueError with what is wrong."""
        return text

    def show(self, value: Any) -> str:
        """The value as the box shows it."""
        return str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        self.data = None
        text = clean(valuelist[0]) if valuelist else ""
        self.data = self.read(text) if text else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0]).replace("\0", "")
        return "" if self.data is None else self.show(self.data)


class TextField(LineField):
    """Several lines of text."""

    widget = TextArea()


class NumberField(LineField):
    """A whole number."""

    def read(self, text: str) -> int:
        """The number."""
        return read_number(text)


class MoneyField(LineField):
    """An amount in yuan."""

    def read(self, text: str) -> Decimal:
        """The amount, with two decimals."""
        return read_money(text)


class PhoneField(LineField):
    """A phone number."""

    def read(self, text: str) -> str:
        """The digits."""
        return read_phone(text)


class DateField(LineField):
    """A day, typed or picked."""

    def read(self, text: str) -> date:
        """The day."""
        return read_date(text)


class MomentField(LineField):
    """A day and a time in Shanghai; the value is in UTC."""

    widget = TextInput("datetime-local")

    def read(self, text: str) -> datetime:
        """The instant, in UTC."""
        return read_moment(text)

    def show(self, value: datetime) -> str:
        """The time in Shanghai."""
        return f"{value.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"


class CheckField(BooleanField):
    """A box that is ticked, or not."""


class FilesField(Field):
    """Any number of files; the value is a tuple of werkzeug's `FileStorage`."""

    widget = FileInput(multiple=True)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The files that were chosen; an empty box sends one without a name."""
        self.data = tuple(file for file in valuelist if isinstance(file, FileStorage) and file.filename)

    def _value(self) -> bool:
        return False


def whole(value: object) -> int | None:
    """The id that an option stands for; None for the empty option and for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004


def word(value: object) -> str | None:
    """The name that an option stands for; None for the empty option."""
    return str(value) if value else None


class _OneOf(Field):
    """What choosing one of several has in common: nothing chosen is None, anything not offered is refused."""

    def process_data(self, value: object) -> None:
        """The option to start with."""
        self.data = None if value is None else self.coerce(value)

    def pre_validate(self, form: object) -> None:
        """Refuse what was not offered."""
        if self.data is None:
            return
        if not any(selected for _, _, selected, *_ in self.iter_choices()):
            self.data = None
            raise ValidationError("请从列表中选择")


class SelectField(_OneOf, WTSelectField):
    """One of many options, in a list; options may be grouped."""

    def __init__(self, label: str, choices: Any, coerce: Callable[[Any], Any] = word, **rest: Any) -> None:
        options = [SelectChoice("", "请选择"), *offered(choices)]
        super().__init__(label, choices=options, coerce=coerce, **rest)


class OptionsField(_OneOf, WTRadioField):
    """One of a few options, all in sight."""

    def __init__(self, label: str, choices: Any, coerce: Callable[[Any], Any] = word, **rest: Any) -> None:
        super().__init__(label, choices=offered(choices), coerce=coerce, **rest)


class PeopleField(SelectMultipleField):
    """Any number of options, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, choices: Any, coerce: Callable[[Any], Any] = whole, **rest: Any) -> None:
        super().__init__(label, choices=offered(choices), coerce=coerce, **rest)

    def process_data(self, value: Iterable[object] | None) -> None:
        """The options to start with."""
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """The options that were ticked, each once."""
        self.data = tuple(dict.fromkeys(map(self.coerce, valuelist)))

    def pre_validate(self, form: object) -> None:
        """Refuse what was not offered."""
        known = {self.coerce(value) for value, *_ in self.iter_choices()}
        if not known.issuperset(self.data):
            self.data = tuple(value for value in self.data if value in known)
            raise ValidationError("请从列表中选择")


def was_emptied(field: Field) -> bool:
    """Whether the field showed a value and was sent with nothing in it; one that was not sent says nothing.

    A list that does not offer what stands, such as a person who has left, has shown nothing.
    """
    stood, sent = field.object_data, field.raw_data
    if is_blank(stood) or not sent or any(text.strip() for text in sent):
        return False
    return not hasattr(field, "iter_choices") or any(
        field.coerce(value) == stood for value, *_ in field.iter_choices()
    )


def offered(choices: Any) -> list[SelectChoice]:
    """The options from pairs of value and label; a mapping puts those of each key under that heading."""
    if isinstance(choices, dict):
        groups = choices.items()
        return [SelectChoice(value, label, optgroup=name) for name, pairs in groups for value, label in pairs]
    return [SelectChoice(value, label) for value, label in choices]
