"""Documents that the people of the demo office have made beside what was signed (演示文书)."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework.documents import making, reading
from caseflow.casework.models import Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete

AGO = timedelta(minutes=15)

MADE: Mapping[str, tuple[str, bool]] = {
    "reminder": ("service_return", True),
    "opinion": ("service_return", False),
    "mediation": ("mediation_rights", False),
    "aid": ("aid_application", True),
    "ticket": ("dispatch_notice", False),
}
"""For each process a paper, and whether it is finished or waits as a draft."""

EACH = 3


def make(at: datetime) -> None:
    """A paper by whoever is in charge, where it can be made."""
    for process, (code, finished) in MADE.items():
        query = (
            sa.select(Proceeding.id, User.id, User.session_epoch)
            .join(User, User.id == Proceeding.handler_id)
            .where(Proceeding.process == process, Proceeding.open)
        )
        for row in db.session.execute(query.order_by(Proceeding.id.desc()).limit(EACH)).all():
            _make(*row, code, at - AGO, finished=finished)


def _make(id: int, user_id: int, epoch: int, code: str, at: datetime, *, finished: bool) -> None:
    viewer = load_viewer(user_id, epoch)
    proceeding = db.session.get_one(Proceeding, id)
    if viewer is None or reading.paper_of(code) not in reading.offered(proceeding, viewer):
        return
    document = making.begin(id, code, values={}, viewer=viewer, at=at)
    if finished:
        with suppress(Incomplete):  # of somebody who gave no name it stays a draft
            making.finish(document.id, id, viewer=viewer, at=at)
