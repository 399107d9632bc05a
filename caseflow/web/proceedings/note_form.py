"""The form of a note: for whom it is, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from wtforms import HiddenField

from caseflow.casework import notes
from caseflow.casework.models import Audience
from caseflow.casework.privacy import sealed_digest
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Viewer
from caseflow.web.drafting import reopened
from caseflow.web.forms import OnceForm, OptionsField, TextField
from caseflow.web.forms.build import Fits
from caseflow.web.forms.fields import offered
from caseflow.web.proceedings.family import Family

READERS = {
    Audience.INTERNAL: "内部：本会办理这件事的人",
    Audience.PRIVATE: "律师：只有承办的律师、调解员",
    Audience.WORKER: "职工：职工本人，先看预览",
}
"""Who reads what, as the form says it."""

_AUDIENCE = Datum("audience", "给谁看", Kind.CHOICE, choices=tuple((a.value, a.label) for a in Audience))


class NoteForm(OnceForm):
    """A note; `previewed` is a digest of the text that the writer has seen as the worker will read it."""

    audience = OptionsField(_AUDIENCE.label, choices=(), validators=[Fits(_AUDIENCE)])
    text = TextField(notes.TEXT.label, [Fits(notes.TEXT)])
    previewed = HiddenField()

    @classmethod
    def for_any(cls, audiences: tuple[Audience, ...]) -> "NoteForm":
        """A form that asks for whom the note is; at first for colleagues."""
        form = cls(data={"audience": audiences[0].value if audiences else None})
        form.audience.choices = offered((one.value, READERS[one]) for one in audiences)
        return form

    @classmethod
    def for_one(cls, text: str = "") -> "NoteForm":
        """A form for a note whose readers are settled."""
        form = cls(data={"text": text})
        del form.audience
        return form

    @property
    def is_confirmed(self) -> bool:
        """Whether the text is the one that was looked at."""
        return bool(self.previewed.data == _seal(self.said))

    @property
    def said(self) -> str:
        """The text as it was read; empty when there is none that could be."""
        return str(self.text.data or "")

    @property
    def chosen(self) -> Audience | None:
        """For whom the note is, where the form asks."""
        return next((one for one in Audience if one == self.audience.data), None)

    def show_preview(self) -> None:
        """Remember that the text is now being looked at."""
        self.previewed.data, self.previewed.raw_data = _seal(self.said), None


def _seal(text: str) -> str:
    return sealed_digest(text, "preview")


@dataclass(frozen=True, slots=True)
class NoteBox:
    """The same form as the page of a proceeding draws it: clean, or with the draft that it goes on with.

    WTForms would take as long for it as everything else on the page together.
    """

    token: str
    text: str
    chosen: str
    readers: tuple[tuple[str, str], ...]


def note_box(viewer: Viewer, family: Family) -> NoteBox | None:
    """What the viewer may write here; None for those who write no notes."""
    allowed = notes.audiences(viewer, family.name)
    if not allowed:
        return None
    kept: Mapping[str, str] = reopened() or {}
    return NoteBox(
        token=kept.get("token") or uuid4().hex,
        text=kept.get("text", ""),
        chosen=kept.get("audience") or allowed[0].value,
        readers=tuple((one.value, READERS[one]) for one in allowed),
    )
