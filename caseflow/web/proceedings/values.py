"""What was given, in the words of the page: choices by label, people by name, dates as people write them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Self

from caseflow.casework.erasing.wiping import is_written
from caseflow.casework.files import Names
from caseflow.casework.models import Matter
from caseflow.casework.reveals import is_of_the_union, may_read_story
from caseflow.kernel.handover import NAME as HANDOVER
from caseflow.kernel.machine import Datum, Kind, Process, is_blank
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web import filters

STORY = frozenset({"facts_text", "repeat_text"})
"""What was told in the worker's own words."""

INTERNAL = frozenset({HANDOVER})
"""What people of the union tell each other; for nobody else."""

GONE = "（个人信息已依法删除，不再显示）"
UNKNOWN = "（已不在名册）"
NOTHING = "未填写"


def spoken(datum: Datum, value: Any, names: Names) -> str:
    """The value as a person reads it; values from the audit chain come as JSON keeps them."""
    if is_blank(value):
        return NOTHING
    match datum.kind:
        case Kind.CHOICE:
            return dict(datum.choices).get(value, str(value))
        case Kind.PERSON | Kind.PEOPLE:
            ids = value if isinstance(value, list | tuple) else [value]
            return "、".join(names.users.get(id, UNKNOWN) for id in ids)
        case Kind.FILE:
            return f"已附文件，见附件里的“{datum.label}”"
        case Kind.UNIT:
            return names.units.get(value, UNKNOWN)
        case _:
            return plainly(datum.kind, value)


def plainly(kind: Kind, value: Any) -> str:
    """Yes or no, a date, an instant, an amount or a text."""
    value = revived(kind, value)
    match kind:
        case Kind.YES | Kind.CONFIRMED:
            return "是" if value else "否"
        case Kind.DATE:
            return filters.day(value)
        case Kind.MOMENT:
            return filters.moment(value)
        case Kind.MONEY:
            return filters.money(value)
        case _:
            return str(value)


def revived(kind: Kind, value: Any) -> Any:
    """A value as it was before it was kept as JSON."""
    if not isinstance(value, str):
        return value
    return _REVIVE.get(kind, str)(value)


_REVIVE: Mapping[Kind, Callable[[str], Any]] = {
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.MONEY: Decimal,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads about a matter; `story` when what was told may be read in full.

    Of one that is `erased`, nobody reads what was written about its worker.
    """

    viewer: Viewer
    story: bool
    erased: bool = False

    @classmethod
    def of(cls, viewer: Viewer, matter: Matter) -> Self:
        """The viewer as a reader of the matter."""
        return cls(viewer, may_read_story(viewer, matter), matter.erased_at is not None)

    def barred(self, datum: Datum) -> str:
        """What is shown instead of an answer that the reader may not read; empty when they may."""
        if self.erased and is_written(datum):
            return GONE
        if datum.private and not self.viewer.can(Permission.PRIVATE_NOTES):
            return "（调解记录保密，不显示）"
        if datum.name in INTERNAL and not is_of_the_union(self.viewer):
            return "（内部资料，不显示）"
        return "（举报保密，不显示）" if datum.name in STORY and not self.story else ""


def ids_in(data: Iterable[tuple[Datum, Any]]) -> tuple[set[int], set[int]]:
    """The ids of people and of units that the values name."""
    users: set[int] = set()
    units: set[int] = set()
    for datum, value in data:
        if datum.kind in (Kind.PERSON, Kind.PEOPLE) and not is_blank(value):
            users.update(value if isinstance(value, list | tuple) else [value])
        elif datum.kind is Kind.UNIT and not is_blank(value):
            units.add(value)
    return users, units


@cache
def asked_in(process: Process) -> Mapping[str, Datum]:
    """Every datum that the actions of a process ask for, by name; the first one to bear a name counts."""
    found: dict[str, Datum] = {}
    for transition in process.transitions:
        for datum in transition.needs:
            found.setdefault(datum.name, datum)
    return found
