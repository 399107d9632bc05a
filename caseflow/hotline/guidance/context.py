"""What the parts of the intake page beside the form show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from caseflow.casework.law import Law
from caseflow.hotline.forms import Application, IntakeForm
from caseflow.hotline.guidance import foresight
from caseflow.hotline.guidance.foresight import Beside, Foresight
from caseflow.hotline.knowledge import LIBRARY, Item, Script
from caseflow.hotline.matches import Match
from caseflow.hotline.triage import TREE, Proposal, Walk, propose
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Viewer
from caseflow.web.forms import LineField, TextField

READ = (
    *("service", "category", "headcount", "event_on", "other_procedure", "step"),
    *("urgent", "injured_without_money", "widely_watched"),
)
"""The fields of the form that guidance reads; nothing that identifies anybody."""

FIELDS = (*READ, *(question.key for question in TREE.questions.values()))


@dataclass(frozen=True, slots=True)
class Guidance:
    """Where the triage stands, what is proposed, how to speak about it and what can be told.

    `category` is that of the form, or else the one that is proposed; `asks` says how to ask for each field.
    """

    walk: Walk
    proposal: Proposal
    category: str
    script: Script | None
    items: Sequence[Item]
    asks: Sequence[tuple[str, str]]
    fields: str = ",".join(FIELDS)
    version: str = f"{TREE.version}（{TREE.date}）"


def guidance_of(
    form: IntakeForm, answers: Mapping[str, str], *, found: Sequence[Match], at: datetime, law: Law
) -> Guidance:
    """What helps with the call as the form has it.

    `answers` is what was sent with the form or the address: the triage answers stand in it under the keys of
    their questions. `found` are earlier matters, where they have been looked for.
    """
    given = form.told().answers
    walk = TREE.walk(answers, given)
    proposal = propose(given, walk, found, local_day(at), law.calendar)
    category = given.get("category") or (proposal.category.value if proposal.category else "")
    return Guidance(
        walk=walk,
        proposal=proposal,
        category=category,
        script=LIBRARY.script(category),
        items=LIBRARY.beside(category),
        asks=[(form[name].label.text, ask) for name, ask in LIBRARY.fields.items() if name in form],
    )


def deadlines_of(
    form: IntakeForm, ways: Mapping[str, Application], *, viewer: Viewer, at: datetime, law: Law
) -> Foresight:
    """The deadlines that saving the form now would start; what cannot be read yet is named first."""
    foreseen = foresight.foresee(form.told(), _beside(form, ways, at), viewer=viewer, at=at, law=law)
    missing = dict.fromkeys((*_unread(form), *foreseen.missing))
    asked = (f.name for way in ways.values() for f in way.fields if not isinstance(f, TextField | LineField))
    fields = ",".join((*foresight.FIELDS, "open_now", *asked))
    return replace(foreseen, missing=tuple(missing), fields=fields)


def _beside(form: IntakeForm, ways: Mapping[str, Application], at: datetime) -> Beside | None:
    """What is opened with the ticket, when the operator says so."""
    told = form.told()
    way = ways.get(told.route) if form.open_now.data else None
    known = {"facts_text": "", "received_at": at, **told.given}
    return Beside(way.process, way.opening.action, way.answers(known)) if way else None


def _unread(form: IntakeForm) -> Iterator[str]:
    """What was typed into a field that bears on a date, and cannot be read yet, in the words of the form."""
    for name in foresight.FIELDS:
        if name in form:
            yield from (f"{form[name].label.text}：{fault}" for fault in form[name].process_errors)
