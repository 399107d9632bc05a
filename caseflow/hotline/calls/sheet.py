"""The page of a call, and the table of hours, put together from what was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.casework import engine, files
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.casework.models import Party
from caseflow.casework.privacy import mask_number
from caseflow.casework.reveals import may_read_story
from caseflow.extensions import db
from caseflow.hotline.calls import actions
from caseflow.hotline.calls.capacity import DAYS, HOUR, Plan, next_try, plan_of, starts
from caseflow.hotline.calls.models import CallAttempt, Callback
from caseflow.hotline.models import Ticket
from caseflow.hotline.process import TICKET
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web.forms import ActForm, form_for
from caseflow.web.proceedings.strip import Strip, strip_of

CLOSE, GIVE_UP = "close", "close_unreached"


@dataclass(frozen=True, slots=True)
class Hour:
    """A cell of the table: an hour of a day, how full it is in figures, a word and a shade."""

    day: date
    hour: int
    figures: str
    word: str
    shade: str
    chosen: bool
    free: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The hours of the next working days."""

    days: Sequence[date]
    rows: Sequence[tuple[int, Sequence[Hour]]]


@dataclass(frozen=True)
class CallSheet:
    """Everything that the page of a call draws; `give_up` is offered after enough tries.

    `hidden` is the story of a confidential matter, `locked` the number until another person has agreed.
    """

    strip: Strip
    ticket: Ticket
    safe_contact: str
    hidden: bool
    locked: bool
    masked: str
    party_id: int | None
    may_reveal: bool
    promise: Callback | None
    promised_for: str
    attempts: Sequence[CallAttempt]
    callers: Mapping[int, str]
    failed: int
    again: datetime | None
    awaits: bool
    asks: bool
    give_up: ActForm | None
    refusal: str


def sheet_of(id: int, viewer: Viewer, at: datetime) -> CallSheet:
    """The page of the call about a ticket.

    Raises:
        NotFound: the ticket is out of scope.
    """
    session = db.session()
    file = files.open_file(Ticket, id, viewer, at)
    ticket, now = file.proceeding, Now(at, file.law.calendar)
    party = actions.caller_of(session, ticket)
    attempts, promise = actions.attempts_of(session, ticket), actions.open_call(session, ticket)
    failed = actions.failed_of(attempts)
    story = may_read_story(viewer, ticket.matter)
    plan = plan_of(session, ticket.matter.unit_id, file.law.calendar, at)
    refusal = _refusal(file, viewer, at)
    strip = strip_of(file, now)
    return CallSheet(
        strip=strip,
        ticket=ticket,
        safe_contact=ticket.matter.safe_contact if story else "",
        hidden=not story,
        locked=bool(ticket.matter.confidential and party and not actions.approved(party, viewer, at)),
        masked=_masked(party, confidential=ticket.matter.confidential),
        party_id=party.id if party else None,
        may_reveal=viewer.can(Permission.REVEAL),
        promise=promise,
        promised_for=actions.spoken(promise.starts_at) if promise else "",
        attempts=attempts,
        callers=files.names({attempt.by_id for attempt in attempts}, set()).users,
        failed=len(failed),
        again=next_try(plan, failed) if failed else None,
        awaits=actions.awaits_call(ticket),
        asks=actions.awaits_call(ticket) and not refusal,
        give_up=_give_up(failed, strip, viewer) if actions.awaits_call(ticket) else None,
        refusal=refusal,
    )


def table_of(plan: Plan, chosen: datetime | None = None) -> Table:
    """The hours of the next working days with how full they are."""
    days = plan.working_days(DAYS)
    hours = sorted(hour for hour, calls in plan.hours.items() if calls)
    return Table(days, [(hour, [_hour(plan, day, hour, chosen) for day in days]) for hour in hours])


def _hour(plan: Plan, day: date, hour: int, chosen: datetime | None) -> Hour:
    starts_at = starts(day, hour)
    room, taken, left = plan.room(starts_at), plan.taken.get(starts_at, 0), plan.left(starts_at)
    word, shade = "空", "free"
    if starts_at + HOUR <= plan.at:
        word, shade = "已过", "over"
    elif not room:
        word, shade = "不回拨", "over"
    elif not left:
        word, shade = "满", "full"
    elif left * 2 <= room:
        word, shade = "较满", "tight"
    return Hour(day, hour, f"{taken}/{room}", word, shade, starts_at == chosen, left > 0)


def _masked(party: Party | None, *, confidential: bool) -> str:
    if party is None or not party.phone:
        return ""
    return "身份保密" if confidential else mask_number(party.phone)


def _refusal(file: File[Ticket], viewer: Viewer, at: datetime) -> str:
    """Why the viewer may not decide about the ticket, such as having handled it; empty where one may."""
    options = engine.choices(file.proceeding, file.clocks, viewer=viewer, at=at, law=file.law)
    return next((str(o.refusal or "") for o in options if o.transition.action == CLOSE), "")


def _give_up(failed: Sequence[datetime], strip: Strip, viewer: Viewer) -> ActForm | None:
    """The form that closes a ticket whose caller was not reached, with the tries filled in."""
    tries = actions.tries(failed)
    if not tries:
        return None
    form = form_for(TICKET.transition(GIVE_UP), viewer)(formdata=None, data=tries)
    form.decided_on(strip.version, strip.seen)
    return form
