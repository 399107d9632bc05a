"""What the people of the demo office bring before a file is put away (演示归档)."""

from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from caseflow.casework import attachments
from caseflow.casework.catalogues import SIGNED_COPY
from caseflow.casework.filing.keeping import SAYS_WHOLE
from caseflow.casework.filing.wholeness import missing
from caseflow.casework.models import Proceeding
from caseflow.casework.uploads import Meaning, Upload, examined
from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import Viewer
from caseflow.seed.desks import picture


def complete(
    session: Session, proceeding: Proceeding, step: Transition, viewer: Viewer, at: datetime
) -> None:
    """Signed copies of what the file lacks, scanned."""
    if SAYS_WHOLE.isdisjoint(datum.name for datum in step.needs):
        return
    for n, entry in enumerate(missing(session, proceeding)):
        fit, brought = examined([Upload(f"{entry.label}.png", BytesIO(picture(proceeding.id * 50 + n)))])
        copy = f"{SIGNED_COPY}{entry.papers[0]}" if entry.papers else ""
        backs = copy or next(iter(entry.proves), "")
        meaning = Meaning(backs, next(iter(entry.materials), None))
        attachments.keep(session, proceeding, fit, brought, meaning=meaning, viewer=viewer, at=at)
