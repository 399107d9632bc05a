"""Forms: they read and check what people type, and save nothing."""

from caseflow.web.forms.base import ActForm, Form, OnceForm, TokenField
from caseflow.web.forms.build import form_for
from caseflow.web.forms.fields import (
    CheckField,
    DateField,
    FilesField,
    LineField,
    MomentField,
    MoneyField,
    NumberField,
    OptionsField,
    PeopleField,
    PhoneField,
    SelectField,
    TextField,
)

__all__ = [
    "ActForm",
    "CheckField",
    "DateField",
    "FilesField",
    "Form",
    "LineField",
    "MomentField",
    "MoneyField",
    "NumberField",
    "OnceForm",
    "OptionsField",
    "PeopleField",
    "PhoneField",
    "SelectField",
    "TextField",
    "TokenField",
    "form_for",
]
