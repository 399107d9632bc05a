"""The form of a paper, made from what the paper asks for (文书填写)."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.kernel.machine import Datum, Kind
from caseflow.web.forms import (
    DateField,
    Form,
    LineField,
    MomentField,
    MoneyField,
    NumberField,
    OnceForm,
    TextField,
)
from caseflow.web.forms.build import Fits
from caseflow.web.forms.tables import TableField

_REASON = Datum("reason", "理由", Kind.LINE)

_FIELDS: Mapping[Shape, type[Field]] = {
    Shape.LINE: LineField,
    Shape.PERSON: LineField,
    Shape.TEXT: TextField,
    Shape.LIST: TextField,
    Shape.NUMBER: NumberField,
    Shape.MONEY: MoneyField,
    Shape.DATE: DateField,
    Shape.MOMENT: MomentField,
}
_HINTS = {Shape.LIST: "一行一项，编号由系统加上"}


class PaperForm(OnceForm):
    """What a paper asks for; a draft may have gaps, and the form says which."""

    def typed(self) -> dict[str, Any]:
        """Everything that the form shows, also what is empty."""
        return {field.name: field.data for field in self.shown()}


class VoidForm(Form):
    """Why a document counts no more."""

    reason = LineField(_REASON.label, [Fits(_REASON)], description="例如“金额有误，已重新制作”")


class _Fits:
    """Asks the slot itself; what is still missing is no fault of a draft."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self.field_flags = {"required": slot.required}

    def __call__(self, form: object, field: Field) -> None:
        """Refuse what does not fit.

        Raises:
            ValidationError: with the reason.
        """
        fault = None if field.errors else self.slot.misfit(field.data)
        if fault:
            raise ValidationError(fault)


def form_of(paper: Paper, standing: Mapping[str, Any]) -> PaperForm:
    """The form, filled in with what stands."""
    fields = {slot.name: _field(slot) for slot in paper.every if not slot.sealed}
    form: PaperForm = type("APaperForm", (PaperForm,), fields)(data=dict(standing))
    return form


def _field(slot: Slot) -> Field:
    rest: dict[str, Any] = {
        "description": slot.hint or _HINTS.get(slot.shape, ""),
        "validators": [_Fits(slot)],
    }
    if slot.shape is Shape.TABLE:
        return TableField(slot.label, [column.label for column in slot.columns], **rest)
    return _FIELDS[slot.shape](slot.label, **rest)
