"""Fields and options of the intake form."""

from dataclasses import replace
from functools import cache

from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from caseflow.casework.parties import Person
from caseflow.hotline.knowledge.picker import categories
from caseflow.hotline.process import TICKET
from caseflow.kernel.machine import Kind
from caseflow.kernel.roles import SYSTEM
from caseflow.web.forms import CheckField, SelectField, TextField
from caseflow.web.forms.build import Fits, field_for
from caseflow.web.forms.fields import whole
from caseflow.web.forms.reading import read_phone

SELF, OTHER = "self", "other"
SPEAKERS = ((SELF, "职工本人"), (OTHER, "代他人反映"))

REGISTER, IMPORT, SUBMIT = "register", "import_upstream", "submit"
UPSTREAM = "upstream"
"""The channel of a ticket that somebody above has registered before."""

ANSWER, BOOK, DECLINE = "answer_now", "book_callback", "propose_decline"

ROUTES = {"aid": "转法援", "mediation": "转调解", "reminder": "拟提示函"}
"""The processes that a call may be sent on to, and what that is called at the desk."""

STEPS = (
    (SUBMIT, "派单"),
    (ANSWER, "当场答复"),
    *ROUTES.items(),
    (BOOK, "约回拨"),
    (DECLINE, "不予受理"),
    (REGISTER, "只登记"),
)

CROWDS = (
    ("migrant", "农民工"),
    ("platform", "新就业形态劳动者"),
    ("woman", "孕期、产期、哺乳期女职工"),
    ("minor", "未成年工"),
    ("disabled", "残疾职工"),
    ("aged", "超龄劳动者"),
)

NAME, PLACE = 100, 200

_DATA = {
    datum.name: datum
    for action in (REGISTER, IMPORT, SUBMIT, ANSWER, BOOK, DECLINE)
    for datum in TICKET.transition(action).needs
}


@cache
def typed_subjects() -> list[SelectChoice]:
    """The subjects, each with what else is typed for it."""
    typed = (
        SelectChoice(each.code, each.label, render_kw={"data-keys": each.keys}, optgroup=each.group)
        for each in categories()
    )
    return [SelectChoice("", "请选择"), *typed]


def asked(name: str) -> Field:
    """The field of what every call is asked."""
    return field_for(_DATA[name], SYSTEM)


def asked_by_step(name: str) -> Field:
    """The field of what only some calls are asked; it is checked with the step that was chosen."""
    datum = _DATA[name]
    if datum.kind is Kind.CONFIRMED:
        return CheckField(datum.label, description=datum.hint)
    return field_for(replace(datum, required=False), SYSTEM)


def unit_field(name: str) -> Field:
    """One of the units; the form fills in which there are."""
    datum = _DATA[name]
    return SelectField(
        datum.label, choices=(), coerce=whole, description=datum.hint, validators=[Fits(datum)]
    )


def fits(name: str) -> Fits:
    """The check of a datum, for a field that is drawn in its own way."""
    return Fits(_DATA[name])


def at_most(length: int) -> Length:
    """A text that its column can keep."""
    return Length(max=length, message=f"最多{length}字")


class NamesField(TextField):
    """Other workers with the same claim, one in a line: name, and a phone number if known."""

    def read(self, text: str) -> tuple[Person, ...]:
        """The people named.

        Raises:
            ValueError: a line is no name with a phone number.
        """
        lines = (line.replace("，", " ").replace(",", " ").split() for line in text.splitlines())
        return tuple(_person(words, number) for number, words in enumerate(lines, 1) if words)


def _person(words: list[str], line: int) -> Person:
    name, *rest = words
    if len(name) > NAME:
        raise ValueError(f"第{line}行：姓名最多{NAME}字")
    try:
        return Person(name=name, phone=read_phone("".join(rest)) if rest else None)
    except ValueError as unreadable:
        raise ValueError(f"第{line}行：{unreadable}") from unreadable
