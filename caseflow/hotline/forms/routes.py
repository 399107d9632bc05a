"""The application that a call may be sent on with: asked where its process lets the operator open it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wtforms import Field

from caseflow.casework.actions import opening_for
from caseflow.casework.wiring import wired
from caseflow.hotline.forms.fields import ROUTES
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Transition, is_blank
from caseflow.kernel.roles import Viewer
from caseflow.web.forms import ActForm, form_for

DERIVED = frozenset({"dispute_facts", "received_on"})
"""What an application asks for and the call has told."""


@dataclass(frozen=True, slots=True)
class Application:
    """What the opening of a process asks beside what the call tells."""

    process: str
    opening: Transition
    form: ActForm

    @property
    def fields(self) -> list[Field]:
        """The fields that a person fills in, in order."""
        return [self.form[datum.name] for datum in self.opening.needs]

    def answers(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """The answers to all that the opening asks for."""
        filled = {field.short_name: field.data for field in self.fields if not is_blank(field.data)}
        return {
            "dispute_facts": told["facts_text"],
            "received_on": local_day(told["received_at"]),
            **filled,
        }


def applications(viewer: Viewer, **sent: Any) -> dict[str, Application]:
    """Those that the viewer's roles may make, by process; `sent` is form data, else that of the request."""
    openings = {name: opening_for(wired().models[name].definition, viewer) for name in ROUTES}
    found = ((name, opening) for name, opening in openings.items() if opening)
    return {name: _application(name, opening, viewer, sent) for name, opening in found}


def _application(name: str, opening: Transition, viewer: Viewer, sent: Mapping[str, Any]) -> Application:
    needs = tuple(datum for datum in opening.needs if datum.name not in DERIVED)
    rest = replace(opening, needs=needs)
    return Application(name, rest, form_for(rest, viewer)(prefix=f"{name}-", meta={"csrf": False}, **sent))
