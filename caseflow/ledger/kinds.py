"""What can be imported on the page: a kind of table, who may, and what a row of it becomes (导入种类)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caseflow.kernel.errors import Forbidden
from caseflow.kernel.roles import Permission, Viewer
from caseflow.ledger import employers, holidays, letters, officers, tickets, units
from caseflow.ledger.office import Office
from caseflow.ledger.reading import APPEALS, EMPLOYERS, HOLIDAYS, LETTERS, OFFICERS, UNITS, Layout, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of import; `chunk` rows are taken in one transaction, `finish` comes after the last one.

    `gathered` rows go through the engine and stand for themselves: none looks for what another one has made.
    """

    code: str
    layout: Layout
    permission: Permission
    take_over: Callable[[Office, Row], list[str]]
    becomes: str
    chunk: int = 200
    gathered: bool = False
    finish: Callable[[Office], list[str]] | None = None

    @property
    def label(self) -> str:
        """What the file is called."""
        return self.layout.label


WHOLE_YEAR = 400
"""Rows of a notice; they are read in one go, for together they make one change."""

KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            code="appeals",
            layout=APPEALS,
            permission=Permission.LEDGERS,
            take_over=tickets.take_over,
            becomes="每行成为一件工单，连同由它发起的法律援助、调解，按当年的日期走完流程",
            chunk=100,
            gathered=True,
        ),
        Kind(
            code="letters",
            layout=LETTERS,
            permission=Permission.LEDGERS,
            take_over=letters.take_over,
            becomes="每行成为一份公开提示函，按当年的日期走完流程",
            chunk=100,
            gathered=True,
        ),
        Kind(
            code="officers",
            layout=OFFICERS,
            permission=Permission.OFFICERS,
            take_over=officers.take_over,
            becomes="每行登记一人，或者给已登记的人增加岗位",
        ),
        Kind(
            code="units",
            layout=UNITS,
            permission=Permission.ACCOUNTS,
            take_over=units.take_over,
            becomes="每行在本级工会下面新建一个单位",
        ),
        Kind(
            code="employers",
            layout=EMPLOYERS,
            permission=Permission.REGISTER_WRITE,
            take_over=employers.take_over,
            becomes="每行在单位档案中登记一个用人单位",
        ),
        Kind(
            code="holidays",
            layout=HOLIDAYS,
            permission=Permission.CALENDAR_PROPOSE,
            take_over=holidays.take_over,
            becomes="全部行合成一份日历变更，在日历里预览影响、应用以后才生效",
            chunk=WHOLE_YEAR,
            finish=holidays.propose,
        ),
    )
}

ELSEWHERE = "批量导入写入全区的名录和台账，由本级工会办理；请把文件交给本级工会的督办员或者系统管理员"


def kinds_for(viewer: Viewer) -> list[Kind]:
    """What the viewer may import.

    Raises:
        Forbidden: the viewer does not work in the root, which imports are for.
    """
    if not viewer.everywhere:
        raise Forbidden(ELSEWHERE)
    return [kind for kind in KINDS.values() if viewer.can(kind.permission)]
