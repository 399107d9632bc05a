"""Documents of a proceeding: drafted, mended, finished, taken away, called back (制作文书)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import drafts, engine
from caseflow.casework.audit import plain
from caseflow.casework.contents import refuse_erased
from caseflow.casework.db import transaction
from caseflow.casework.documents.freezing import freeze, started, withdraw
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.reading import document_of, offered, paper_of
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Document, Proceeding, Standing
from caseflow.casework.queries import find_to_change
from caseflow.kernel.errors import Conflict, GuardRefused, Incomplete
from caseflow.kernel.machine import is_blank
from caseflow.kernel.roles import ACTS, Viewer

DRAFTED, TAKEN = "draft_document", "take_document"


def begin(
    proceeding_id: int,
    code: str,
    *,
    values: Mapping[str, Any],
    token: str = "",
    viewer: Viewer,
    at: datetime,
) -> Document:
    """Keep a new draft, which may have gaps (拟制); the form of that `token` sent again makes no other.

    Raises:
        GuardRefused: such a paper is not made in this state.
        Incomplete: something that was typed does not fit.
        NotFound: proceeding or paper is out of scope.
    """
    with transaction() as session:
        proceeding, paper = _held(session, proceeding_id, code, viewer)
        if paper not in offered(proceeding, viewer):
            raise GuardRefused(f"现在还不能制作《{paper.label}》。请先办理对应的步骤。")
        source = Source(session, proceeding, viewer, at)
        if not drafts.claim(session, token, viewer=viewer, at=at):
            return document_of(session, proceeding, drafts.outcome(session, token, viewer=viewer), viewer)[0]
        document = started(source, paper)
        drafts.led_to(session, token, document.id, viewer=viewer)
        _write(source, paper, document, values)
        data = {"document": paper.label, "document_id": document.id}
        engine.note(proceeding, DRAFTED, viewer=viewer, at=at, data=data)
        return document


def revise(
    id: int,
    proceeding_id: int,
    *,
    values: Mapping[str, Any],
    version: int | None = None,
    viewer: Viewer,
    at: datetime,
) -> Document:
    """Mend a draft.

    Raises:
        Conflict: somebody else has mended it since the page was shown.
        GuardRefused: it is final.
        Incomplete: something that was typed does not fit.
        NotFound: it is out of scope.
    """
    with transaction() as session:
        proceeding, document, paper = _draft(session, id, proceeding_id, viewer)
        if version is not None and version != document.version:
            raise Conflict
        _write(Source(session, proceeding, viewer, at), paper, document, values)
        return document


def finish(id: int, proceeding_id: int, *, viewer: Viewer, at: datetime) -> Document:
    """Number the draft, print it and freeze it (定稿).

    Raises:
        GuardRefused: it is final, it becomes so by a signature, or it would tell an employer who complained.
        Incomplete: something is missing.
        NotFound: it is out of scope.
        Unprintable: a character cannot be printed.
    """
    with transaction() as session:
        proceeding, document, paper = _draft(session, id, proceeding_id, viewer)
        if paper.signed_by and not proceeding.done_by.keys() & set(paper.signed_by):
            raise GuardRefused(f"《{paper.label}》在签发（签批）时自动定稿、编号，不能单独定稿。")
        freeze(Source(session, proceeding, viewer, at), paper, document)
        return document


def void(id: int, proceeding_id: int, *, reason: str, viewer: Viewer, at: datetime) -> Document:
    """Let a document count no more; its number is never used again (作废).

    Raises:
        GuardRefused: it is void already, or its letter has to be called back by its own step.
        NotFound: it is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        document, paper = document_of(session, proceeding, id, viewer)
        if document.standing is Standing.VOID:
            raise GuardRefused("这份文书已经作废。")
        if paper.voids and document.standing is Standing.FINAL:
            raise GuardRefused(f"《{paper.label}》已经签发，请办理“撤回”，文号随之作废。")
        withdraw(Source(session, proceeding, viewer, at), paper, document, reason)
        return document


def taken(id: int, proceeding_id: int, *, how: str, viewer: Viewer, at: datetime) -> tuple[Document, Paper]:
    """A document that somebody opens or takes away as `how`, which is put on record.

    Raises:
        NotFound: it is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        document, paper = document_of(session, proceeding, id, viewer)
        refuse_erased(proceeding.matter)
        data = {"document": paper.label, "document_id": document.id, "taken_as": how}
        engine.note(proceeding, TAKEN, viewer=viewer, at=at, data=data)
        return document, paper


def _write(source: Source, paper: Paper, document: Document, values: Mapping[str, Any]) -> None:
    """Keep what differs from what the proceeding knows, so that its later changes reach the draft."""
    typed = [slot for slot in paper.every if slot.name in values and not slot.sealed]
    faults = {slot.name: fault for slot in typed if (fault := slot.misfit(values[slot.name]))}
    if faults:
        raise Incomplete(faults)
    found = source.values(paper)
    own = {slot.name: values[slot.name] for slot in typed if not _same(values[slot.name], found[slot.name])}
    document.answers = json.dumps(plain(own), ensure_ascii=False)


def _same(typed: Any, found: Any) -> bool:
    if is_blank(typed) and is_blank(found):
        return True
    if isinstance(typed, str) and isinstance(found, str):
        return typed.split() == found.split()
    return bool(typed == found)


def _held(session: Session, id: int, code: str, viewer: Viewer) -> tuple[Proceeding, Paper]:
    proceeding = find_to_change(Proceeding, id, viewer, session)
    require(viewer, ACTS[proceeding.definition.family])
    return proceeding, paper_of(code)


def _draft(
    session: Session, id: int, proceeding_id: int, viewer: Viewer
) -> tuple[Proceeding, Document, Paper]:
    proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
    require(viewer, ACTS[proceeding.definition.family])
    document, paper = document_of(session, proceeding, id, viewer)
    if document.standing is not Standing.DRAFT:
        raise GuardRefused("文书已定稿或者作废，不能再改。需要更正的，请作废后另行制作。")
    return proceeding, document, paper
