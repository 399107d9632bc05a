"""The limitation of a matter: what bears on it, the last day and why it is that day (仲裁时效)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.calculators.limitation import Effect, Event, last_day, that_count
from caseflow.casework import limitations
from caseflow.casework.limitations import ADDED, EVIDENCE, KINDS, EventKind
from caseflow.casework.models import LimitationEvent, Matter
from caseflow.kernel.calendar import Due
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Datum
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.forms import Form
from caseflow.web.forms.build import field_for
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened


@dataclass(frozen=True, slots=True)
class Line:
    """An event, who recorded it, and what it does; `counts` when the last day rests on it."""

    event: LimitationEvent
    kind: EventKind
    who: str
    does: str
    counts: bool

    @property
    def bears(self) -> bool:
        """Whether such an event may move the last day at all, once a lawyer has confirmed it."""
        return self.kind.effect is not Effect.NOTHING


@dataclass(frozen=True, slots=True)
class Reckoning:
    """From which day the year runs, and until when; `on_record` is the last day that the matter keeps."""

    since: date
    suspended: int
    due: Due
    certain: bool
    on_record: date | None


def limitation(family: Family, id: int) -> str:
    """The events with what they do, the last day, and the reckoning."""
    file, now = opened(family, id)
    rows = limitations.events_of(file.proceeding.matter_id)
    events = limitations.weighed([event for event, _ in rows])
    due, counted = last_day(events, now.calendar), that_count(events)
    return render_template(
        "proceedings/limitation.html",
        strip=strip_of(file, now),
        lines=[_line(*row, event, counted) for row, event in zip(rows, events, strict=True)],
        reckoning=_reckoning(file.proceeding.matter, counted, due) if due else None,
        may_confirm=current_viewer().can(Permission.LIMITATION),
    )


def confirm(family: Family, id: int, event_id: int) -> ResponseReturnValue:
    """Confirm an event, with the evidence that shows it."""
    viewer = current_viewer()
    file, _ = opened(family, id)
    event = _event(file.proceeding.matter_id, event_id)
    form = _form((EVIDENCE,), viewer, evidence=event.evidence)
    confirms = partial(limitations.confirm_event, event_id, id, viewer=viewer, at=utcnow())
    if form.submit(lambda data: confirms(evidence=data["evidence"])):
        flash("已确认，时效已重新推算。", "success")
        return redirect(url_for(".limitation", id=id), 303)
    return _ask(family, id, form, event_id)


def add(family: Family, id: int) -> ResponseReturnValue:
    """Add an event that no process has noted."""
    viewer = current_viewer()
    opened(family, id)
    form = _form(ADDED, viewer)
    adds = partial(limitations.add_event, id, viewer=viewer, at=utcnow())
    if form.submit(adds):
        flash("已补记，时效已重新推算。", "success")
        return redirect(url_for(".limitation", id=id), 303)
    return _ask(family, id, form)


def _event(matter_id: int, id: int) -> LimitationEvent:
    """The event of that id in the matter.

    Raises:
        NotFound: the matter has none.
    """
    found = next((event for event, _ in limitations.events_of(matter_id) if event.id == id), None)
    if found is None:
        raise NotFound
    return found


def _form(asked: Sequence[Datum], viewer: Viewer, **known: object) -> Form:
    fields = {datum.name: field_for(datum, viewer) for datum in asked}
    form: Form = type("EventForm", (Form,), fields)(data=known)
    return form


def _ask(family: Family, id: int, form: Form, event_id: int | None = None) -> ResponseReturnValue:
    """The form, about an event that is there or about a new one."""
    file, now = opened(family, id)
    event = _event(file.proceeding.matter_id, event_id) if event_id else None
    page = render_template(
        "proceedings/limitation_event.html",
        strip=strip_of(file, now),
        form=form,
        event=event,
        kind=KINDS[event.kind] if event else None,
    )
    return page, form.status


def _line(event: LimitationEvent, who: str, weighed: Event, counted: Sequence[Event]) -> Line:
    counts = weighed in counted
    return Line(event, KINDS[event.kind], who, _does(weighed, counts=counts), counts)


def _does(event: Event, *, counts: bool) -> str:
    """What the event does to the last day, in words."""
    effect = {
        Effect.START: "起算",
        Effect.RESTART: "中断，重新起算",
        Effect.SUSPEND: f"中止{event.days}日",
        Effect.HOLDS: "劳动关系存续期间不起算",
        Effect.NOTHING: "不影响时效",
    }[event.effect]
    if counts or event.effect is Effect.NOTHING:
        return effect
    if event.effect is Effect.HOLDS and event.certain:
        return effect
    if event.effect is Effect.START:
        return "不作为起算：另有较早的或者已确认的起算事件"
    return "不影响：早于现在的起算日" if event.certain else f"待确认，现在不计入；确认后{effect}"


def _reckoning(matter: Matter, counted: Sequence[Event], due: Due) -> Reckoning:
    return Reckoning(
        since=max(event.on for event in counted if event.effect is not Effect.SUSPEND),
        suspended=sum(event.days for event in counted),
        due=due,
        certain=matter.limitation_certain,
        on_record=matter.limitation_due_on,
    )
