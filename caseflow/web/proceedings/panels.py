"""What other parts of the program add to the page of a proceeding, which knows none of them (附栏)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import Flask, current_app

from caseflow.casework.files import File
from caseflow.web.proceedings.values import Reader

_PANELS = "caseflow.panels"


class Place(StrEnum):
    """Where on the page a panel stands: with the work, or beside it."""

    WORK = "work"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Panel:
    """One addition: the template is included with the panel at hand as `panel`, and draws what is `shown`."""

    place: Place
    template: str
    shown: Any


Contribution = Callable[[File[Any], Reader, datetime], Panel | None]
"""The panel for this proceeding and reader, in one query at most; None where there is nothing to show.

It runs on every opening of the page: what the reader may not know must not be in it.
"""


def add_panels(app: Flask, contributions: Iterable[Contribution]) -> None:
    """Show these on every page of a proceeding, in this order."""
    app.extensions[_PANELS] = tuple(contributions)


def panels_of(file: File[Any], reader: Reader, at: datetime) -> tuple[Panel, ...]:
    """Every panel that there is something to show in."""
    contributions: tuple[Contribution, ...] = current_app.extensions[_PANELS]
    found = (contribution(file, reader, at) for contribution in contributions)
    return tuple(panel for panel in found if panel)
