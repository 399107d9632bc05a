"""What happens to a file after the end, unless that is still to come (归档)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from caseflow.casework.models import Proceeding
from caseflow.kernel.roles import Viewer
from caseflow.ledger.diary import Diary
from caseflow.ledger.office import Office

UNTOLD = "历史台账未载明"
"""What an action asks for and a ledger does not tell."""


@dataclass(frozen=True, slots=True)
class FilingStep:
    """A step that follows the one before after so many working days."""

    days: int
    action: str
    by: Viewer
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """A proceeding at its end, what is left to do with its file, and the word for it."""

    what: str
    proceeding: Proceeding
    steps: tuple[FilingStep, ...]


def archiving(office: Office, proceeding: Proceeding) -> FilingStep:
    """The file is put away a week later."""
    period = "30_years" if proceeding.matter.collective else "10_years"
    return FilingStep(5, "archive", office.desks.archive, {"complete": True, "retention": period})


def put_away(office: Office, finished: Iterable[Finished], diary: Diary) -> None:
    """Take the files as far as time has come."""
    for each in finished:
        pages = diary.afterwards()
        for step in each.steps:
            if (at := pages.then(step.days)) > office.now:
                break
            office.act(each.proceeding, step.action, step.by, at, **step.data)
        office.leave(each.proceeding)
