"""The form by which a matter begins with a proceeding of its own (直接立案)."""

from collections.abc import Iterator, Mapping
from functools import partial

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import Field

from caseflow.casework.actions import opening_by
from caseflow.casework.models import Beginning
from caseflow.casework.openings import asked_beside, beginning_with, start_matter
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Datum, Process, Transition
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.forms import OnceForm, PhoneField
from caseflow.web.forms.build import Fits, field_for
from caseflow.web.forms.identity import CreditCodeField, IdNumberField
from caseflow.web.proceedings.family import Family, address_of
from caseflow.web.proceedings.writing import drawn, mixins_of

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "线索来源": ("source", "complaint_received_on", "real_name", "identity_consent"),
    "职工": ("worker_name", "worker_phone", "id_number", "confidential"),
    "用人单位": (
        *("employer_name", "credit_code", "employer_address"),
        *("legal_representative", "platform_company"),
    ),
    "案情": (
        *("category", "event_on", "headcount", "amount", "work_place", "other_procedure"),
        *("worker_group", "mass_dispute", "facts_text", "dispute_facts", "clue", "sanitised_facts"),
    ),
}
"""What stands under which head, whoever asks for it; the rest of the opening stands under its own name."""

NO_WORKER = "排查、检查、专项行动等没有具体职工的，不填。"
SPECIAL: Mapping[str, type[Field]] = {
    "worker_phone": PhoneField,
    "id_number": IdNumberField,
    "credit_code": CreditCodeField,
}

Section = tuple[str, str, list[Field]]


def begin(family: Family, process: str) -> ResponseReturnValue:
    """The form of a process that a matter begins with, and beginning it."""
    viewer = current_viewer()
    definition, beginning = _of(family, process)
    step = opening_by(definition, viewer)
    form = _form(beginning, step, viewer, *mixins_of(definition, step))
    starts = partial(start_matter, process, token=form.token.data, viewer=viewer, at=utcnow())
    if done := form.submit(lambda data: starts(data=data)):
        said = "以前已经登记过，没有重复登记" if done.again else "已登记"
        flash(f"{definition.label}{said}。", "warning" if done.again else "success")
        return redirect(address_of(definition, done.id), 303)
    part = drawn(definition, step, form, None)
    told = {"process": definition, "step": step, "form": form, "drawn": part}
    page = render_template("proceedings/begin.html", sections=_sections(form, step), **told)
    return page, form.status


def _of(family: Family, process: str) -> tuple[Process, Beginning]:
    """The process, when it is one of the family.

    Raises:
        NotFound: it is not, or no matter begins with it.
    """
    model, beginning = beginning_with(process)
    if model.definition.family != family.name:
        raise NotFound
    return model.definition, beginning


def _form(beginning: Beginning, step: Transition, viewer: Viewer, *mixins: type) -> OnceForm:
    """What is asked of the people and the matter, and what the opening asks for."""
    beside = {datum.name: _field(datum, viewer) for datum in asked_beside(beginning, step)}
    own = {datum.name: field_for(datum, viewer) for datum in step.needs}
    clean = {"headcount": 1} if "headcount" in beginning.required else {}
    form: OnceForm = type("BeginForm", (*mixins, OnceForm), {**beside, **own})(data=clean)
    return form


def _field(datum: Datum, viewer: Viewer) -> Field:
    special = SPECIAL.get(datum.name)
    return special(datum.label, [Fits(datum)]) if special else field_for(datum, viewer)


def _sections(form: OnceForm, step: Transition) -> Iterator[Section]:
    """The fields under their heads, with a word on those that may stay empty as a whole."""
    fields = {field.name: field for field in form.shown()}
    for title, names in SECTIONS.items():
        if found := [fields.pop(name) for name in names if name in fields]:
            optional = found[0].name == "worker_name" and not found[0].flags.required
            yield title, NO_WORKER if optional else "", found
    yield step.label, "", list(fields.values())
