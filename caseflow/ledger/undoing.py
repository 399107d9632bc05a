"""Taking a whole import back, as long as nothing has been built on it (整批撤销).

What it made is deleted; the trail stays, with a link that says so. A matter stays as an empty shell under its
trail. Numbers that it took are given back, so that a series has no gap.
"""

from datetime import datetime

import sqlalchemy as sa

from caseflow.casework import audit
from caseflow.casework.audit import IMPORT_UNDONE, Deed
from caseflow.casework.db import transaction
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Viewer
from caseflow.ledger.batches import held
from caseflow.ledger.built import built_on
from caseflow.ledger.models import UNDOABLE, ImportBatch, ImportRow, Stage
from caseflow.ledger.removing import remove


def undo(id: int, *, viewer: Viewer, at: datetime) -> ImportBatch:
    """Take everything back that the batch has made, or nothing.

    Raises:
        GuardRefused: it was not imported, or something has been built on it; says what.
    """
    with transaction() as session:
        batch, _ = held(session, id, viewer)
        if batch.stage not in UNDOABLE:
            raise GuardRefused(f"这一批{batch.stage.label}，没有可以撤销的内容")
        if blockers := built_on(session, batch):
            raise GuardRefused(f"不能整批撤销：{'；'.join(blockers)}。请逐件更正")
        remove(session, batch, at)
        batch.stage, batch.undone_by, batch.undone_at = Stage.UNDONE, viewer.user_id, at
        session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == id))
        data = {"batch": id, "file": batch.file, "made": batch.made}
        audit.record(session, None, Deed(action=IMPORT_UNDONE, viewer=viewer, at=at, data=data))
        return batch
