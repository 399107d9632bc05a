"""The pages of calls back: the list, the call about one ticket, booking, capacity (回拨与回访)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.accounts.models import Unit, User
from caseflow.casework.actions import act
from caseflow.casework.exports.columns import Column
from caseflow.casework.files import File
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.queries import find
from caseflow.casework.worklists import Cursor, Page
from caseflow.extensions import db
from caseflow.hotline.calls import actions, worklist
from caseflow.hotline.calls.capacity import HOURS, next_try, plan_of, set_capacity, starts
from caseflow.hotline.calls.forms import AttemptForm, BookForm, NumberForm, SatisfactionForm, capacity_form
from caseflow.hotline.calls.models import CallResult
from caseflow.hotline.calls.sheet import sheet_of, table_of
from caseflow.hotline.models import Ticket
from caseflow.hotline.views import pages
from caseflow.kernel.calendar import SHANGHAI, local_day
from caseflow.kernel.errors import Conflict
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms import Form
from caseflow.web.forms.fields import whole
from caseflow.web.forms.reading import read_date
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.values import Reader
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists.filtering import after, next_page

list_pages = Blueprint("callbacks", __name__, url_prefix="/callbacks")
capacity_pages = Blueprint("call_capacity", __name__, url_prefix="/admin/units")

PROMISED, AWAITED = "promised", "awaited"


COLUMNS = (
    Column("时间", lambda call: call.when or "未约时间", 24),
    Column("已呼叫次数", lambda call: call.tries, 10, head="时间"),
    Column("编号", lambda call: call.number, 18),
    Column("职工", lambda call: call.worker, 10, head="职工和单位"),
    Column("用人单位", lambda call: call.employer, 28, head="职工和单位"),
    Column("安全联系", lambda call: call.safe_contact, 24, head="安全联系和事由"),
    Column("事由", lambda call: call.note, 32, head="安全联系和事由"),
    Column("状态", lambda call: call.state, 14, head="状态和期限"),
    Column("期限", lambda call: call.left, 16, head="状态和期限"),
)


def _lister() -> tuple[str, Callable[[Viewer, Cursor | None, Now], Page[worklist.Call]]]:
    """Which of the two lists the address names."""
    show = AWAITED if request.args.get("show") == AWAITED else PROMISED
    return show, worklist.awaited if show == AWAITED else worklist.promised


def _listed(viewer: Viewer, at: datetime) -> Listed:
    show, listed = _lister()
    title, now = "待回访工单" if show == AWAITED else "约定回拨", now_at(at)
    return Listed(title, COLUMNS, lambda after: listed(viewer, after, now))


@list_pages.get("")
@needs(Permission.CALLBACKS)
@exported(_listed)
def index() -> str:
    """Whom to call: what was promised, or what waits for its last call; with the hours of the desk."""
    viewer, now = current_viewer(), now_at(utcnow())
    show, listed = _lister()
    promised, awaited = worklist.counts(viewer)
    page = listed(viewer, after(), now)
    tabs = [
        (PROMISED, "约回拨", url_for(".index"), promised),
        (AWAITED, "回访", url_for(".index", show=AWAITED), awaited),
    ]
    table = table_of(plan_of(db.session(), _own_unit(viewer), now.calendar, now.at))
    return render_template(
        "hotline/calls/list.html", tabs=tabs, show=show, page=page, table=table, next=next_page(page)
    )


@pages.get("/<int:id>/call")
@needs(Permission.CALLBACKS)
def call(id: int) -> str:
    """The call about a ticket: how to call safely, the number on demand, attempts, what follows."""
    return _call(id)


@pages.post("/<int:id>/call/number")
@needs(Permission.CALLBACKS)
def call_number(id: int) -> ResponseReturnValue:
    """Show the number, this once."""
    form, viewer, at = NumberForm(), current_viewer(), utcnow()
    number = form.submit(lambda _: actions.number_to_call(id, viewer=viewer, at=at))
    return _call(id, number_form=form, number=number or ""), form.status


@pages.post("/<int:id>/call")
@needs(Permission.CALLBACKS)
def log_call(id: int) -> ResponseReturnValue:
    """Write down a call; one that reached nobody leads to the next try."""
    form, viewer, at = AttemptForm(), current_viewer(), utcnow()
    done = form.submit(
        lambda given: actions.log_call(
            id, CallResult(given["result"]), note=given.get("note", ""), viewer=viewer, at=at
        )
    )
    if done is None:
        return _call(id, attempt=form), form.status
    flash(f"已登记：{done.result.label}。", "success")
    return redirect(url_for(".call", id=id), 303)


@pages.post("/<int:id>/call/decide")
@needs(Permission.CALLBACKS)
def decide_call(id: int) -> ResponseReturnValue:
    """Close the ticket, or send it back, by what the worker said."""
    form, viewer, at = SatisfactionForm(), current_viewer(), utcnow()
    version = form.version
    done = form.submit(
        lambda given: act(
            Ticket, id, given.pop("decision"), data=given, version=version, viewer=viewer, at=at
        )
    )
    if done:
        flash(f"回访已登记，现在是“{done.label}”。", "success")
        return redirect(url_for(".page", id=id), 303)
    return _call(id, decide=form), form.status


@pages.route("/<int:id>/callback", methods=["GET", "POST"])
@needs(Permission.TICKET_ACT)
def book(id: int) -> ResponseReturnValue:
    """Promise a call in an hour that has room."""
    form, viewer, at = BookForm(), current_viewer(), utcnow()
    done = form.submit(
        lambda given: actions.book(
            id, given["day"], int(given["hour"]), note=given.get("note", ""), viewer=viewer, at=at
        )
    )
    if done:
        flash(f"已约定 {actions.spoken(done)} 回拨。", "success")
        return redirect(url_for(".call" if may_open(viewer, f"{pages.name}.call") else ".page", id=id), 303)
    return _book(id, form, viewer, at), form.status


@pages.post("/<int:id>/callback/cancel")
@needs(Permission.TICKET_ACT)
def cancel_call(id: int) -> ResponseReturnValue:
    """The worker does not wish the call any more."""
    actions.cancel(id, viewer=current_viewer(), at=utcnow())
    flash("已取消回拨。", "success")
    return redirect(url_for(".page", id=id), 303)


@pages.get("/<int:id>/call/panel")
@needs(Permission.TICKET_READ)
def call_panel(id: int) -> str:
    """What is promised, as a part of the case page."""
    ticket = find(Ticket, id, current_viewer())
    promise = actions.open_call(db.session(), ticket)
    return render_template(
        "hotline/calls/promise.html",
        id=id,
        promised_for=actions.spoken(promise.starts_at) if promise else "",
        attempts=len(actions.attempts_of(db.session(), ticket)),
    )


@capacity_pages.route("/<int:id>/calls", methods=["GET", "POST"])
@needs(Permission.ACCOUNTS)
def edit(id: int) -> ResponseReturnValue:
    """How many calls a unit makes in each hour."""
    viewer, at = current_viewer(), utcnow()
    unit = find(Unit, id, viewer)
    plan = plan_of(db.session(), unit.id, current_law(db.session()).calendar, at)
    days = "\n".join(f"{day} {calls}" for day, calls in sorted(plan.days.items()))
    form = capacity_form()(data={"days": days, **{f"h{hour}": plan.hours.get(hour) for hour in HOURS}})
    if form.validate_on_submit():
        set_capacity(id, form.hours, form.single_days, viewer=viewer, at=at)
        flash("已保存回拨容量。", "success")
        return redirect(url_for(".edit", id=id), 303)
    return render_template("hotline/calls/capacity.html", unit=unit, form=form, hours=HOURS)


def _own_unit(viewer: Viewer) -> int:
    return db.session.scalars(sa.select(User.unit_id).where(User.id == viewer.user_id)).one()


def _call(
    id: int,
    *,
    number_form: NumberForm | None = None,
    number: str = "",
    attempt: AttemptForm | None = None,
    decide: SatisfactionForm | None = None,
) -> str:
    """The page of the call with whichever form was sent as it was sent."""
    at = utcnow()
    sheet = sheet_of(id, current_viewer(), at)
    sent: Form | None = number_form or attempt or decide
    decide = decide or SatisfactionForm(formdata=None, data={"called_at": at})
    if sent is not decide or isinstance(decide.refusal, Conflict):
        decide.decided_on(sheet.strip.version, sheet.strip.seen)
    forms: dict[str, Any] = {
        "form": sent or decide,
        "number_form": number_form or NumberForm(formdata=None),
        "attempt": attempt or AttemptForm(formdata=None),
        "decide": decide,
    }
    return render_template("hotline/calls/call.html", strip=sheet.strip, sheet=sheet, number=number, **forms)


def _book(id: int, form: BookForm, viewer: Viewer, at: datetime) -> str:
    """The form beside the table of hours; it starts with the hour asked for, or the best for the next try."""
    ticket = find(Ticket, id, viewer)
    plan = plan_of(db.session(), ticket.matter.unit_id, current_law(db.session()).calendar, at)
    failed = actions.failed_of(actions.attempts_of(db.session(), ticket))
    chosen = _asked() or (next_try(plan, failed) if failed else None)
    if chosen and not form.is_submitted():
        form.day.data, form.hour.data = local_day(chosen), str(chosen.astimezone(SHANGHAI).hour)
    sheet = sheet_of(id, viewer, at)
    return render_template(
        "hotline/calls/book.html", strip=sheet.strip, sheet=sheet, form=form, table=table_of(plan, chosen)
    )


def _asked() -> datetime | None:
    """The hour that the address names."""
    hour = whole(request.args.get("hour"))
    try:
        day = read_date(request.args.get("day", ""))
    except ValueError:
        return None
    return starts(day, hour) if hour is not None and hour in HOURS else None


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel | None:
    """What is promised, on the case page of an open ticket; it comes by itself, without a query."""
    if not (file.proceeding.open and isinstance(file.proceeding, Ticket)):
        return None
    may = {name: may_open(reader.viewer, f"{pages.name}.{name}") for name in ("call", "book")}
    return Panel(Place.ABOUT, "hotline/calls/panel.html", may)
