"""What belongs in the file of a process, in which order, and what may not be missing (卷内目录, domain §4.7).

Each slice declares its own; the registry hands them in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from caseflow.casework.models import Material
from caseflow.kernel.rules import Mark

SIGNED_COPY = "paper:"
"""Before the code of a document, what a file proves that is its signed copy."""


class Filed(Protocol):
    """What a file says of itself."""

    @property
    def proves(self) -> str:
        """What it backs."""

    @property
    def material(self) -> Material | None:
        """Its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the list: documents of these codes, files of these kinds or that prove one of these answers.

    It may not be empty once one of the actions `after` was taken, unless one of `unless` was, too.
    """

    label: str
    papers: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    proves: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def demanded(self, done: Collection[str]) -> bool:
        """Whether it may not be missing, after what was done."""
        return not set(self.after).isdisjoint(done) and set(self.unless).isdisjoint(done)

    def holds(self, file: Filed) -> bool:
        """Whether a file belongs here."""
        copies = tuple(f"{SIGNED_COPY}{code}" for code in self.papers)
        return file.proves in (*self.proves, *copies) or (not file.proves and file.material in self.materials)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The places of a file from front to back, on what that order rests, and how binding that is."""

    entries: tuple[Entry, ...]
    basis: str
    mark: Mark = Mark.HOUSE

    def place_of_paper(self, code: str) -> int:
        """Where a document stands; behind all places if nothing is said of it."""
        found = (n for n, entry in enumerate(self.entries) if code in entry.papers)
        return next(found, len(self.entries))

    def place_of_file(self, file: Filed) -> int:
        """Where a file stands; behind all places if nothing is said of it."""
        found = (n for n, entry in enumerate(self.entries) if entry.holds(file))
        return next(found, len(self.entries))


REST = Entry(label="其他材料")
"""What has no place of its own."""

EVIDENCE = (
    Material.DOCUMENTARY,
    Material.PHYSICAL,
    Material.AUDIOVISUAL,
    Material.ELECTRONIC,
    Material.TESTIMONY,
    Material.STATEMENT,
    Material.APPRAISAL,
    Material.INSPECTION,
)
"""The kinds of evidence (民事诉讼法 第六十六条)."""

NO_CATALOGUE = Catalogue((), "按形成时间排列")


def places(catalogue: Catalogue) -> Sequence[Entry]:
    """Every place, with the one for what has none."""
    return (*catalogue.entries, REST)
