"""The office's own words for messages (消息模板): read, checked, kept, taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.delivery.posting import own_words
from caseflow.casework.delivery.words import KINDS, Form, Kind, Template, Words
from caseflow.casework.models import MessageTemplate
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer


@dataclass(frozen=True, slots=True)
class Wording:
    """What a kind of message says on one form of channel, and whether the office has written that itself."""

    kind: Kind
    form: Form
    words: Words
    own: bool


def wordings() -> Iterator[Wording]:
    """Everything that messages say, in the order of the page."""
    own = own_words(db.session())
    for kind in KINDS.values():
        for form, words in kind.words.items():
            said = own.get((kind.template, form))
            yield Wording(kind, form, said or words, said is not None)


def wording(template: str, form: str) -> Wording:
    """What the kind of message says there.

    Raises:
        NotFound: there is no such message on such a channel.
    """
    found = next((w for w in wordings() if (w.kind.template, w.form) == (template, form)), None)
    if found is None:
        raise NotFound
    return found


def reword(template: Template, form: Form, words: Words, *, viewer: Viewer, at: datetime) -> None:
    """Say it in these words from now on; what has been written down before stays.

    Raises:
        Incomplete: a placeholder is none, or one that is needed is missing.
    """
    require(viewer, Permission.CHANNELS)
    if faults := KINDS[template].faults(form, words):
        raise Incomplete(faults)
    with transaction() as session:
        kept = session.get(MessageTemplate, (template, form)) or MessageTemplate(template=template, form=form)
        kept.subject, kept.text = words.subject if form is Form.MAIL else "", words.text
        kept.changed_at, kept.changed_by = at, viewer.user_id
        session.add(kept)
        data = {"template": template, "form": form, "text": words.text}
        audit.record(session, None, Deed(action="message_reworded", viewer=viewer, at=at, data=data))


def take_back(template: Template, form: Form, *, viewer: Viewer, at: datetime) -> None:
    """Say it again as it was said at first (恢复默认)."""
    require(viewer, Permission.CHANNELS)
    own = MessageTemplate.template == template, MessageTemplate.form == form
    with transaction() as session:
        session.execute(sa.delete(MessageTemplate).where(*own))
        data = {"template": template, "form": form}
        audit.record(session, None, Deed(action="message_words_reset", viewer=viewer, at=at, data=data))
