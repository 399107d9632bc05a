"""Long tables, made one after the other away from any request (后台导出)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import BinaryIO

from flask import current_app

from caseflow.accounts.viewers import viewer_of
from caseflow.casework.exports import orders, sheets
from caseflow.casework.exports.columns import Cells
from caseflow.casework.models import Export
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import DomainError, NotFound
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.exports.listing import STRETCH, lister_of, table

GONE = "您的权限或者这份清单已有变化，不能再导出。"


def run(*, at: datetime) -> int:
    """Remove what has been kept for a day, and make what was ordered; how many were made (导出)."""
    orders.erase(at=at)
    made = 0
    while export := orders.claim(at=at):
        made += _made(export, at)
    return made


def _made(export: Export, at: datetime) -> bool:
    """Whether it could be made; what breaks it is left to the job, and tried again some times."""
    id = export.id
    with TemporaryFile() as stream:
        try:
            viewer, rows = _write(export, stream, at)
        except DomainError:
            orders.fail(id, GONE, at=at)
            return False
        orders.finish(id, stream, rows, viewer=viewer, at=utcnow())
        return True


def _write(export: Export, stream: BinaryIO, at: datetime) -> tuple[Viewer, int]:
    """Ask for the list as its page would, with the rights that the person has now.

    Raises:
        NotFound: the person has left, or may not see the list any more.
    """
    viewer = viewer_of(export.user_id, local_day(at))
    lister = lister_of(export.endpoint, viewer) if viewer else None
    if viewer is None or lister is None:
        raise NotFound
    id, form, mark = export.id, export.form, orders.watermark(export, viewer, at)
    with current_app.test_request_context(f"/exports/of/{export.endpoint}?{export.query}"):
        heads, cells = table(lister(viewer, at), viewer, unmasked=export.unmasked)
        return viewer, sheets.write(form, stream, mark, heads, _told(cells, id))


def _told(cells: Iterable[Cells], id: int) -> Iterator[Cells]:
    """The rows; now and then it is said how many there were."""
    for n, row in enumerate(cells):
        if n % STRETCH == 0:
            orders.progress(id, n, at=utcnow())
        yield row
