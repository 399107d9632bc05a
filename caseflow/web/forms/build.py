"""The form of an action, made from what the action asks for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import Field, SelectChoice
from wtforms.validators import ValidationError

from caseflow.casework import attachments, candidates
from caseflow.casework.models import Proceeding
from caseflow.kernel.machine import Datum, Kind, Transition
from caseflow.kernel.roles import Viewer
from caseflow.web.forms.base import ActForm
from caseflow.web.forms.fields import (
    CheckField,
    DateField,
    LineField,
    MomentField,
    MoneyField,
    NumberField,
    OptionsField,
    PeopleField,
    SelectField,
    TextField,
    offered,
    whole,
)

FEW = 5
"""Up to so many options are shown as radio buttons."""


class Fits:
    """Asks the datum itself, so that a form and the engine refuse with the same words."""

    def __init__(self, datum: Datum) -> None:
        self.datum = datum
        # A fact that is not stated is answered, too.
        demanded = datum.required and datum.kind is not Kind.YES
        self.field_flags = {"required": demanded or datum.kind is Kind.CONFIRMED}

    def __call__(self, form: object, field: Field) -> None:
        """Refuse a value that does not fit; one that could not be read was refused before.

        Raises:
            ValidationError: with the reason.
        """
        fault = None if field.errors else self.datum.fault(field.data)
        if fault:
            raise ValidationError(fault)


def form_for(transition: Transition, viewer: Viewer, *mixins: type) -> type[ActForm]:
    """A form with a field for each datum of the action; people and units are those the viewer may name."""
    fields = {datum.name: field_for(datum, viewer) for datum in transition.needs}
    return type(f"{transition.action.title().replace('_', '')}Form", (*mixins, ActForm), fields)


def field_for(datum: Datum, viewer: Viewer) -> Field:
    """The field of one datum."""
    return _MAKERS[datum.kind](datum, viewer, {"description": datum.hint, "validators": [Fits(datum)]})


_Rest = Mapping[str, Any]
_Maker = Callable[[Datum, Viewer, _Rest], Any]


def _plain(kind: type[Field]) -> _Maker:
    return lambda datum, viewer, rest: kind(datum.label, **rest)


def _choice(datum: Datum, viewer: Viewer, rest: _Rest) -> Field:
    if len(datum.choices) > FEW:
        return SelectField(datum.label, choices=datum.choices, **rest)
    none = () if datum.required else (("", "不填"),)
    return OptionsField(datum.label, choices=(*datum.choices, *none), **rest)


def _person(datum: Datum, viewer: Viewer, rest: _Rest) -> Field:
    people = candidates.people(viewer, datum.roles)
    return SelectField(datum.label, choices=people, coerce=whole, **rest)


def _people(datum: Datum, viewer: Viewer, rest: _Rest) -> Field:
    return PeopleField(datum.label, choices=candidates.people(viewer, datum.roles), **rest)


def _unit(datum: Datum, viewer: Viewer, rest: _Rest) -> Field:
    return SelectField(datum.label, choices=candidates.units(), coerce=whole, **rest)


def _file(datum: Datum, viewer: Viewer, rest: _Rest) -> Field:
    """A list that is filled once it is known what the action is about (`offer_files`)."""
    return SelectField(datum.label, choices=[], coerce=whole, **rest)


def offer_files(form: ActForm, needs: Iterable[Datum], proceeding: Proceeding, viewer: Viewer) -> None:
    """Let the person name one of the files of the proceeding, where the action asks for one."""
    asked = [datum for datum in needs if datum.kind is Kind.FILE]
    files = attachments.of_proceeding(proceeding, viewer) if asked else ()
    counting = [(file.id, file.name) for file, *_ in files if not file.withdrawn]
    for datum in asked:
        form[datum.name].choices = [SelectChoice("", "不选"), *offered(counting)]


_MAKERS: Mapping[Kind, _Maker] = {
    Kind.LINE: _plain(LineField),
    Kind.TEXT: _plain(TextField),
    Kind.DATE: _plain(DateField),
    Kind.MOMENT: _plain(MomentField),
    Kind.NUMBER: _plain(NumberField),
    Kind.MONEY: _plain(MoneyField),
    Kind.YES: _plain(CheckField),
    Kind.CONFIRMED: _plain(CheckField),
    Kind.CHOICE: _choice,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.UNIT: _unit,
    Kind.FILE: _file,
}
