"""Use cases that every process has."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.casework import drafts, engine
from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding, Suggestion
from caseflow.casework.queries import find, find_to_change
from caseflow.casework.suggestions import take_up
from caseflow.kernel.errors import Forbidden, NotFound
from caseflow.kernel.machine import START, Process, State, Transition
from caseflow.kernel.roles import Viewer

OPEN_CHILD = "open_child"
"""The action of a parent that goes with opening a proceeding from it, where its process has one (H12)."""


def act(  # noqa: PLR0913 - what a form sends
    model: type[Proceeding],
    id: int,
    action: str,
    *,
    data: Mapping[str, object],
    version: int | None,
    token: str = "",
    replaces: str = "",
    viewer: Viewer,
    at: datetime,
) -> State:
    """Take the action on the proceeding, and say where it has come to.

    `version` is that of the page it was decided on, None any. `token` is that of the form: sent again, it
    does nothing. The draft of the form that it `replaces` goes.

    Raises:
        NotFound: it is out of scope.
        Conflict: it has changed since the page was shown.
        DomainError: the action is refused.
    """
    with transaction() as session:
        new = drafts.claim(session, token, viewer=viewer, at=at)
        proceeding = find_to_change(model, id, viewer, session)
        if not new:
            return proceeding.stage
        if version is not None:
            engine.expect_version(proceeding, version)
        engine.apply(proceeding, action, viewer=viewer, at=at, data=data)
        drafts.forget(session, replaces, viewer=viewer)
        return proceeding.stage


def opening_for(process: Process, viewer: Viewer) -> Transition | None:
    """The action by which one of the viewer's roles opens a proceeding of the process; None if none does."""
    return next((t for t in process.leaving(START) if not viewer.roles.isdisjoint(t.by)), None)


def opening_by(process: Process, viewer: Viewer) -> Transition:
    """The same, where there has to be one.

    Raises:
        Forbidden: none of the viewer's roles opens the process.
    """
    opening = opening_for(process, viewer)
    if opening is None:
        raise Forbidden(f"{process.label}不由您的岗位发起")
    return opening


def open_child(  # noqa: PLR0913 - what a form sends
    parent_id: int,
    process: str,
    *,
    data: Mapping[str, object],
    version: int | None,
    suggestion_id: int | None = None,
    token: str = "",
    viewer: Viewer,
    at: datetime,
) -> Proceeding:
    """Open a proceeding that grows from another one, which goes on its special track (转专项办理, H12).

    A suggestion that proposed it is marked as taken up. `token` is that of the form: sent again, it leads to
    the proceeding that it has opened.

    Raises:
        NotFound: the parent is out of scope, or it has no such suggestion.
        Conflict: the parent has changed since the page was shown.
        DomainError: the opening, or the parent's own step, is refused.
    """
    with transaction() as session:
        if not drafts.claim(session, token, viewer=viewer, at=at):
            return session.get_one(Proceeding, drafts.outcome(session, token, viewer=viewer))
        parent = find_to_change(Proceeding, parent_id, viewer, session)
        if version is not None:
            engine.expect_version(parent, version)
        child = grow(session, parent, process, data=data, viewer=viewer, at=at)
        if suggestion_id:
            _follow(session, suggestion_id, parent, child, viewer, at)
        if token:
            drafts.led_to(session, token, child.id, viewer=viewer)
        return child


def grow(
    session: Session,
    parent: Proceeding,
    process: str,
    *,
    data: Mapping[str, object],
    viewer: Viewer,
    at: datetime,
) -> Proceeding:
    """The same in the caller's transaction, which holds the parent.

    Raises:
        DomainError: the opening, or the parent's own step, is refused.
    """
    model = engine.model_of(process)
    opening = opening_by(model.definition, viewer)
    child = model(matter=parent.matter, parent_id=parent.id, unit_id=parent.matter.unit_id)
    session.add(child)
    engine.open_proceeding(child, opening.action, viewer=viewer, at=at, data=data)
    _go_on_special_track(parent, child, viewer, at)
    return child


def _go_on_special_track(parent: Proceeding, child: Proceeding, viewer: Viewer, at: datetime) -> None:
    step = next((t for t in parent.definition.leaving(parent.state) if t.action == OPEN_CHILD), None)
    if step:
        label = child.definition.label
        data = {"child": child.definition.family, "reason": f"发起{label}"}
        engine.apply(parent, OPEN_CHILD, viewer=viewer, at=at, data=data)


def _follow(
    session: Session, suggestion_id: int, parent: Proceeding, child: Proceeding, viewer: Viewer, at: datetime
) -> None:
    suggestion = find(Suggestion, suggestion_id, viewer, session=session)
    if suggestion.source_id != parent.id or suggestion.process != child.process or suggestion.settled_at:
        raise NotFound
    take_up(session, suggestion_id, child, viewer=viewer, at=at)
    engine.note(parent, "take_up_suggestion", viewer=viewer, at=at, data={"rule": suggestion.rule})
