"""What the generic pages of one slice are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import request

from caseflow.casework.models import Proceeding
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Process, Transition
from caseflow.kernel.roles import Viewer
from caseflow.web.forms import ActForm, form_for


@dataclass(frozen=True)
class Family:
    """The model of a slice, and the forms it has written by hand, by action."""

    model: type[Proceeding]
    forms: Mapping[str, type[ActForm]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The family of its processes, which is also their place in addresses."""
        kinds = [mapper.class_ for mapper in sa.inspect(self.model).self_and_descendants]
        family: str = next(kind.definition.family for kind in kinds if hasattr(kind, "definition"))
        return family

    @property
    def begins(self) -> bool:
        """Whether a matter may begin with one of its processes."""
        return any(mapper.class_.beginning for mapper in sa.inspect(self.model).self_and_descendants)

    def form(self, transition: Transition, viewer: Viewer, *mixins: type) -> type[ActForm]:
        """The form of an action: the slice's own, or the one made from what the action asks for."""
        return self.forms.get(transition.action) or form_for(transition, viewer, *mixins)


def address_of(process: Process | str, id: int) -> str:
    """Where the page of a proceeding is."""
    definition = wired().models[process].definition if isinstance(process, str) else process
    return f"{place_of(definition.family)}{id}"


def place_of(family: str) -> str:
    """What stands before the id in the addresses of a family or a register; lists put it before many."""
    return f"{request.script_root}/{family}/"
