"""Two people let something be missing from a file (缺项说明, domain §8.2)."""

from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.directory import Directory
from caseflow.casework.filing.wholeness import gaps, missing
from caseflow.casework.models import FileGap, Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.queries import find_to_change
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import ACTS, Permission, Viewer

ASKED, DECIDED = "ask_file_gap", "decide_file_gap"


def ask(proceeding_id: int, entry: str, *, reason: str, viewer: Viewer, at: datetime) -> FileGap:
    """Say why something is missing; those who may agree are told.

    Raises:
        Forbidden: the viewer does not work on such proceedings.
        GuardRefused: it is not missing, or was asked already.
        NotFound: the proceeding is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        require(viewer, ACTS[proceeding.definition.family])
        if entry not in {one.label for one in missing(session, proceeding)}:
            raise GuardRefused(f"卷内不缺“{entry}”，请刷新后核对。")
        if any(asked.gap.entry == entry and asked.gap.waits for asked in gaps(session, proceeding)):
            raise GuardRefused(f"“{entry}”的缺项说明已经提交，等另一人批准。")
        gap = FileGap(
            matter_id=proceeding.matter_id,
            proceeding_id=proceeding.id,
            entry=entry,
            reason=reason,
            asked_by=viewer.user_id,
            asked_at=at,
        )
        session.add(gap)
        session.flush()
        data = {"entry": entry, "reason": reason}
        engine.note(proceeding, ASKED, viewer=viewer, at=at, data=data)
        _tell(session, gap, proceeding, viewer, at)
        return gap


def decide(id: int, proceeding_id: int, *, agreed: bool, viewer: Viewer, at: datetime) -> FileGap:
    """Let it be missing, or not.

    Raises:
        Forbidden: the viewer may not decide.
        GuardRefused: it is the viewer's own request, or it was decided.
        NotFound: the proceeding is out of scope, or has no such request.
    """
    require(viewer, Permission.FILE_GAPS)
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        gap = session.get(FileGap, id, with_for_update=True)
        if gap is None or gap.proceeding_id != proceeding.id:
            raise NotFound
        if gap.asked_by in viewer.persons:
            raise GuardRefused("不能批准自己提交的缺项说明，请由另一人批准。")
        if not gap.waits:
            raise GuardRefused("这项缺项说明已经办过，请刷新后核对。")
        gap.decided_by, gap.decided_at, gap.agreed = viewer.user_id, at, agreed
        data = {"entry": gap.entry, "answer": "同意" if agreed else "不同意"}
        engine.note(proceeding, DECIDED, viewer=viewer, at=at, data=data)
        text = f"“{gap.entry}”的缺项说明{'已获同意' if agreed else '未获同意，请补齐材料'}"
        tell(session, f"file-gap-decided-{gap.id}", (gap.asked_by,), text, about=proceeding, at=at)
        return gap


def _tell(session: Session, gap: FileGap, proceeding: Proceeding, viewer: Viewer, at: datetime) -> None:
    directory = Directory.read(session)
    managers = set(directory.recipients(Recipient.MANAGER, proceeding.unit_id, None, None)) - {viewer.user_id}
    text = f"{viewer.name}说明卷内缺“{gap.entry}”的原因，请批准"
    tell(session, f"file-gap-{gap.id}", managers, text, about=proceeding, at=at)
