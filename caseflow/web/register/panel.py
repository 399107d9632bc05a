"""The group on the page of each of its matters (群体附栏)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework.files import File
from caseflow.casework.groups.reading import fellows
from caseflow.casework.lights import Now
from caseflow.casework.worklists.lines import Line
from caseflow.kernel.roles import Permission
from caseflow.web.proceedings.family import address_of
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.values import Reader

TEMPLATE = "register/group_panel.html"


@dataclass(frozen=True, slots=True)
class Group:
    """The group that the matter is part of with the others in scope; or none yet, and how to make one."""

    id: int | None
    matter_id: int
    fellows: Sequence[tuple[str, Line]] = ()


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel | None:
    """Members in scope, with how far they are; a way to make a group for those who may."""
    matter = file.proceeding.matter
    if not reader.viewer.can(Permission.REGISTER_READ):
        return None
    if file.group_id is None:
        offers = reader.viewer.can(Permission.GROUP_ACT) and file.proceeding.open and matter.worker_id
        return Panel(Place.ABOUT, TEMPLATE, Group(None, matter.id)) if offers else None
    lines = fellows(file.group_id, matter.id, reader.viewer, Now(at, file.law.calendar))
    named = [(address_of(line.process, line.id), line) for line in lines]
    return Panel(Place.ABOUT, TEMPLATE, Group(file.group_id, matter.id, named))
