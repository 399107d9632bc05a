"""The answers that an action brings: which are asked for, and the columns that keep them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import class_mapper

from caseflow.casework import audit
from caseflow.casework.models import Matter, Proceeding
from caseflow.kernel.decide import Decision
from caseflow.kernel.machine import is_blank


def asked_for(proceeding: Proceeding, decision: Decision, data: Mapping[str, object]) -> dict[str, Any]:
    """The answers to what the action asks for; anything else that came along is left out.

    One that is there but blank empties what stood; one that is not there says nothing, as in an import.
    """
    names = [datum.name for datum in decision.transition.needs if datum.name in data]
    emptied = {name: None for name in names if is_blank(data[name]) and _stands(proceeding, name)}
    return {**emptied, **{name: data[name] for name in names if not is_blank(data[name])}}


def fitting(proceeding: Proceeding, decision: Decision, data: Mapping[str, object]) -> dict[str, Any]:
    """Those answers that can be taken, while others are still being typed."""
    asked = {datum.name: datum for datum in decision.transition.needs}
    given = asked_for(proceeding, decision, data)
    return {name: value for name, value in given.items() if not asked[name].fault(value)}


def take(proceeding: Proceeding, given: Mapping[str, object]) -> dict[str, object]:
    """Set the columns that bear the names of what was given; what they held before."""
    before: dict[str, object] = {}
    for name, value in given.items():
        owner = _owner(proceeding, name)
        if owner is None:
            continue
        old = getattr(owner, name)
        if not is_blank(old) and old != value:
            before[name] = old
        kept = audit.plain(value) if isinstance(value, tuple | list) else value
        setattr(owner, name, _nothing(owner, name) if is_blank(value) else kept)
    return before


def _nothing(owner: Proceeding | Matter, name: str) -> object:
    """What the column holds when nothing is known: its blank, or a number's usual value."""
    column = class_mapper(type(owner)).columns[name]
    usual: Any = column.default
    if column.nullable:
        return None
    return usual.arg if usual.is_scalar else []


def _stands(proceeding: Proceeding, name: str) -> bool:
    """Whether an earlier answer is kept under the name, in a column that can do without."""
    owner = _owner(proceeding, name)
    if owner is None or is_blank(getattr(owner, name)):
        return False
    column = class_mapper(type(owner)).columns[name]
    return bool(column.nullable or column.default is not None)


def _owner(proceeding: Proceeding, name: str) -> Proceeding | Matter | None:
    """The proceeding or its matter, whichever has a column of that name."""
    owners: tuple[Proceeding | Matter, ...] = (proceeding, proceeding.matter)
    return next((o for o in owners if name in class_mapper(type(o)).columns), None)
