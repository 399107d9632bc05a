"""Forms of which a slice draws a part of the page itself, wherever their action is asked for (自有表单)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from caseflow.casework.models import Proceeding
from caseflow.kernel.machine import Process, Transition
from caseflow.web.forms import OnceForm

_WRITINGS = "caseflow.writings"


@dataclass(frozen=True, slots=True)
class Writing:
    """How the form of an action is drawn: what it does besides, its part of the page, and what stands there.

    `mixin` comes before the class of the form. What is `shown` is found for the process, its form, and the
    proceeding that it is about or grows from, if there is one.
    """

    mixin: type
    template: str
    shown: Callable[[Process, OnceForm, Proceeding | None], Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The part of the page: the template is included with what is `shown` at hand."""

    template: str
    shown: Any


def add_writings(app: Flask, writings: Mapping[tuple[str, str], Writing]) -> None:
    """Have these forms drawn so, by process and action."""
    app.extensions[_WRITINGS] = writings


def mixins_of(process: Process, step: Transition) -> tuple[type, ...]:
    """What the form of the action does besides."""
    found = _found(process, step)
    return (found.mixin,) if found else ()


def drawn(process: Process, step: Transition, form: OnceForm, about: Proceeding | None) -> Drawn | None:
    """The part of the page that the slice draws; None where the form is drawn field by field."""
    found = _found(process, step)
    return Drawn(found.template, found.shown(process, form, about)) if found else None


def _found(process: Process, step: Transition) -> Writing | None:
    writings: Mapping[tuple[str, str], Writing] = current_app.extensions[_WRITINGS]
    return writings.get((process.name, step.action))
