"""Writing notes: for colleagues, for lawyers, for the worker, who reads them only as they were looked at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import notes
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.casework.models import Audience, Note
from caseflow.casework.notes import Draft
from caseflow.casework.reveals import may_read_story
from caseflow.kernel.errors import Forbidden, GuardRefused
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.note_form import NoteForm
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

WITHHELD = "备注已写下，没有发给职工。请按安全联系方式告知。"


def write(family: Family, id: int) -> ResponseReturnValue:
    """Write a note, or add one to another, which has the same readers."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    before = _followed(file, viewer)
    form = NoteForm.for_one() if before else NoteForm.for_any(_allowed(file, viewer))

    def add(data: dict[str, Any]) -> Note:
        draft = Draft(
            audience=before.audience if before else Audience(data["audience"]),
            text=data["text"],
            token=form.token.data or "",
            confirmed=form.is_confirmed,
            follows_id=before.id if before else None,
        )
        return notes.add_note(id, draft, viewer=viewer, at=at)

    return _answer(file, form, before, add, "补充备注" if before else "写备注")


def edit(family: Family, id: int, note_id: int) -> ResponseReturnValue:
    """Mend one's own note while that is possible."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    note = notes.read_note(note_id, file.proceeding, viewer)
    if not notes.may_edit(note.written_by, note.written_at, viewer, at):
        raise GuardRefused(notes.TOO_LATE)
    form = NoteForm.for_one(note.text)
    mend = partial(notes.edit_note, note_id, id, viewer=viewer, at=at)
    return _answer(file, form, note, lambda data: mend(data["text"], confirmed=form.is_confirmed), "修改备注")


def _allowed(file: File[Any], viewer: Viewer) -> tuple[Audience, ...]:
    """For whom the viewer may write.

    Raises:
        Forbidden: for nobody.
    """
    allowed = notes.audiences(viewer, file.proceeding.definition.family)
    if not allowed:
        raise Forbidden("您的岗位不写备注。需要时请联系管理员。")
    return allowed


def _followed(file: File[Any], viewer: Viewer) -> Note | None:
    """The note that the address says is added to."""
    id = request.args.get("follows", type=int)
    return notes.read_note(id, file.proceeding, viewer) if id else None


def _answer(
    file: File[Any], form: NoteForm, about: Note | None, write: Callable[[dict[str, Any]], Note], title: str
) -> ResponseReturnValue:
    """What becomes of it: the note stands, or is looked at as the worker will read it, or is asked for."""
    id = file.proceeding.id
    if _has_to_be_seen(form, about.audience if about else form.chosen):
        form.show_preview()
        return _page(file, form, about, title, preview=form.said)
    if note := form.submit(write):
        flash(WITHHELD if note.withheld else "备注已写下。", "warning" if note.withheld else "success")
        return redirect(url_for(".page", id=id, _anchor=f"note-{note.id}"), 303)
    return _page(file, form, about, title), form.status


def _has_to_be_seen(form: NoteForm, audience: Audience | None) -> bool:
    """The worker will read it, there is nothing wrong with it, and it was not looked at as it is now."""
    worker = audience is Audience.WORKER and form.is_submitted() and not form.is_confirmed
    return worker and form.validate() and notes.fault_of(Audience.WORKER, form.said) is None


def _page(file: File[Any], form: NoteForm, about: Note | None, title: str, preview: str = "") -> str:
    now, matter = Now(utcnow(), file.law.calendar), file.proceeding.matter
    return render_template(
        "proceedings/note.html",
        strip=strip_of(file, now),
        form=form,
        title=title,
        about=about,
        letter=notes.letter(file.proceeding, preview, now.at) if preview else "",
        withheld=bool(matter.safe_contact),
        safe_contact=matter.safe_contact if may_read_story(current_viewer(), matter) else "",
    )
