"""The page on which a letter is written, and the letter beside it (拟稿向导的页面)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field

from caseflow.casework.documents.printing import Sheet
from caseflow.casework.documents.source import Source
from caseflow.casework.documents.typesetting import typeset
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.parties import given_away
from caseflow.casework.queries import parties_of
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import WorkCalendar, local_day
from caseflow.kernel.machine import Process, is_blank
from caseflow.kernel.time import utcnow
from caseflow.notice.clauses.library import GENERAL, Clause, near
from caseflow.notice.clauses.own import offered
from caseflow.notice.demands import Demand, received_by
from caseflow.notice.documents.letters import LETTERS
from caseflow.notice.models import READ_OUTSIDE
from caseflow.notice.review.reading import Said, comments_of
from caseflow.notice.wizard.form import LetterForm, calendar
from caseflow.web.access import current_viewer
from caseflow.web.forms import OnceForm

PARTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "source": ("来源和当事人", frozenset()),
    "facts": (
        "事实",
        frozenset(
            {
                *("category", "event_on", "headcount", "amount", "work_place", "other_procedure"),
                *("worker_group", "mass_dispute", "facts_text", "sanitised_facts", "prior_letters"),
                *("opinion_refused", "occasion", "purpose", "areas"),
            }
        ),
    ),
    "law": ("违反的条款", frozenset({"breaches", "legal_basis"})),
    "demands": (
        "要求和期限",
        frozenset({"suggestion", "measures", "rectify_by", "reply_days", "feedback_by"}),
    ),
    "sending": (
        "发送",
        frozenset(
            {
                *("authority", "evidence_index", "workers_annex", "sharing_basis", "copy_to", "contact"),
                *("channels", "valid_until"),
            }
        ),
    ),
}
"""The steps of the wizard, and what stands in each; the rest stands in the first."""

OWN = "本案类别的条款"

PAPERS = {paper.processes[0]: paper for paper in LETTERS}
"""The letter that each process writes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the wizard; `ready` once nothing is missing in it."""

    key: str
    title: str
    fields: list[Field]
    ready: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A demand with a limit, and the day on which it ends; `moved` when that was a day off."""

    n: int
    words: str
    due: date
    moved: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of the wizard shows; `own` is the heading of the clauses of the case's own category."""

    parts: list[Part]
    own: str
    groups: list[tuple[str, list[Clause]]]
    sheet: Sheet
    received: date
    limits: list[Limit]
    told: str
    comments: list[Said]


def shown(process: Process, form: OnceForm, about: Proceeding | None) -> Desk:
    """The steps, the clauses that fit, the letter as it would look, and when each demand is due."""
    at, subject = utcnow(), _subject(process, form, about)
    values = {field.name: field.data for field in form.shown()}
    source = Source(db.session(), subject, current_viewer(), at, values)
    paper, today = PAPERS[process.name], local_day(at)
    sheet = typeset(paper, source.values(paper), subject.number or "", draft=True)
    demands = form.demands if isinstance(form, LetterForm) else []
    days = calendar()
    received = received_by(today, days)
    return Desk(
        parts=list(_parts(form)),
        own=OWN if subject.matter.category else "",
        groups=_groups(subject.matter.category or ""),
        sheet=sheet,
        received=received,
        limits=list(_limits(demands, received, days)),
        told=_told(about, values),
        comments=_waiting(subject),
    )


def _waiting(letter: Proceeding) -> list[Said]:
    """The comments of the legal review that are not closed."""
    if not getattr(letter, "comments_open", None):
        return []
    return [one for one in comments_of(db.session(), letter) if not one.comment.closed_at]


def _subject(process: Process, form: OnceForm, about: Proceeding | None) -> Proceeding:
    """The letter itself, or one that stands in no session until it is opened."""
    if about is not None and about.process == process.name:
        return about
    matter = about.matter if about else Matter(category=form.data.get("category") or "")
    return wired().models[process.name](matter=matter)


def _parts(form: OnceForm) -> Iterator[Part]:
    rest = list(form.shown())
    sorted_out = {key: [f for f in rest if f.name in names] for key, (_, names) in PARTS.items()}
    known = {field.name for fields in sorted_out.values() for field in fields}
    sorted_out["source"] = [field for field in rest if field.name not in known]
    for key, (title, _) in PARTS.items():
        fields = sorted_out[key]
        missing = any(field.flags.required and is_blank(field.data) for field in fields)
        if fields:
            yield Part(key, title, fields, ready=not missing and not any(f.errors for f in fields))


def _groups(category: str) -> list[tuple[str, list[Clause]]]:
    """The clauses of the category first, then the others by their group."""
    every = list(offered())
    own = near(every, category) if category else []
    groups: dict[str, list[Clause]] = {OWN: own} if own else {}
    for clause in every:
        if clause not in own:
            groups.setdefault(_group(clause.categories[0]), []).append(clause)
    return list(groups.items())


def _group(category: str) -> str:
    """The name of the group to which a category belongs."""
    datum = wired().datum("category")
    choices = datum.choices if datum and category else ()
    return next((label.split("－")[0] for code, label in choices if code.startswith(category)), GENERAL)


def _limits(demands: Sequence[Demand], received: date, days: WorkCalendar) -> Iterator[Limit]:
    for n, one in enumerate(demands, 1):
        due = one.due(received, days)
        if due and one.limit:
            rolled = days.assumed.roll(due)
            moved = f"{days.assumed.why(due)}，顺延至{rolled}" if rolled != due else ""
            words = one.limit.text if not isinstance(one.limit, date) else "指定日期"
            yield Limit(n, words, due, moved)


def _told(about: Proceeding | None, values: Mapping[str, Any]) -> str:
    """What the text gives away of the complainant, whether the matter is confidential or not."""
    texts = [values.get(name) or "" for name in READ_OUTSIDE]
    if about is None or values.get("identity_consent"):
        return ""
    return given_away("\n".join(texts), db.session.scalars(parties_of(about.matter_id)).all())
