"""What `create_app` connects to the engine: the processes, what they trigger in each other, where we are.

Casework may not import the slices or the interlocks; they are handed in here once, when the program starts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from caseflow.casework.catalogues import NO_CATALOGUE, Catalogue
from caseflow.casework.documents.papers import Paper
from caseflow.casework.happenings import Happenings
from caseflow.casework.models import Proceeding
from caseflow.casework.step import Step
from caseflow.kernel.machine import Clock, Datum, Process
from caseflow.kernel.retention import Schedule

ENDED = "*"
"""The occasion of a reaction to any action that ends the work on a proceeding."""

MEGABYTE = 1024 * 1024

Reaction = Callable[[Proceeding, Step], None]
"""Runs in the transaction of the action that it reacts to; adds rows and never commits."""


@dataclass(frozen=True)
class Wiring:
    """The parts of this installation."""

    models: Mapping[str, type[Proceeding]] = field(default_factory=dict)
    reactions: Mapping[tuple[str, str], tuple[Reaction, ...]] = field(default_factory=dict)
    happenings: Happenings = field(default_factory=Happenings)
    region: str = ""
    office_name: str = ""
    doc_prefix: str = ""
    production: bool = False  # real people's data is kept here
    require_reminder_first: bool = False  # the region asks for a 提示函 before any 意见书
    papers: Mapping[str, Paper] = field(default_factory=dict)  # every kind of document, by code
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)  # what belongs in the file, by process
    officer_roles: tuple[str, ...] = ()  # what this office calls the three roles of its 三员
    font_folder: str = ""  # where the office keeps fonts of its own
    retention: Schedule = field(default_factory=lambda: Schedule({}))  # how long files are kept
    half_day_counts: bool = True  # a half day of the office is a working day of a house rule
    largest_file: int = 20 * MEGABYTE
    largest_matter: int = 500 * MEGABYTE  # all files of one matter

    @cached_property
    def processes(self) -> tuple[Process, ...]:
        """The definition of every process."""
        return tuple(model.definition for model in self.models.values())

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock of every process."""
        return tuple(clock for process in self.processes for clock in process.clocks)

    def catalogue(self, process: str) -> Catalogue:
        """What belongs in the file of the process."""
        return self.catalogues.get(process, NO_CATALOGUE)

    def datum(self, name: str) -> Datum | None:
        """What whichever process asks for it asks under the name, for what a matter keeps."""
        return self._data.get(name)

    @cached_property
    def _data(self) -> Mapping[str, Datum]:
        """What is asked for by name; the process that comes first decides."""
        transitions = [transition for process in self.processes for transition in process.transitions]
        return {datum.name: datum for each in reversed(transitions) for datum in reversed(each.needs)}


class _Wired:
    parts = Wiring()


def connect(parts: Wiring) -> None:
    """Use these parts from now on."""
    _Wired.parts = parts


def wired() -> Wiring:
    """The parts in use."""
    return _Wired.parts
