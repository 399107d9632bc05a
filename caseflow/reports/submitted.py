"""Pages of submitted reports: submitting, the figures as they were, restatement, what stood behind (上报)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import ValidationError
from wtforms.validators import DataRequired

from caseflow.accounts.models import Unit
from caseflow.casework.exports.columns import Column
from caseflow.casework.queries import find
from caseflow.casework.worklists import Cursor, Page
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.reports import drilling, listings, manual
from caseflow.reports.counting import Asked
from caseflow.reports.figures import figure
from caseflow.reports.measures import InPost, Measure
from caseflow.reports.models import Snapshot
from caseflow.reports.periods import Period, UnreadablePeriod
from caseflow.reports.snapshots import comparing, freezing, reading, restating
from caseflow.reports.snapshots.comparing import Side
from caseflow.reports.snapshots.sheet import sheet
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import Form, LineField, SelectField
from caseflow.web.forms.fields import offered, whole
from caseflow.web.proceedings import address_of
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import after, next_page, same_list

pages = Blueprint("submitted", __name__, url_prefix="/reports/submitted")


class SubmitForm(Form):
    """Which report is submitted."""

    period = LineField(
        "报告期",
        [DataRequired("请填写报告期")],
        description="例如：2026-10、2026年第三季度、2026年上半年、2026",
    )
    unit_id = SelectField("单位", [], whole, validators=[DataRequired("请选择单位")])

    def validate_period(self, field: LineField) -> None:
        """The period must be one."""
        try:
            Period.parse(str(field.data))
        except UnreadablePeriod as fault:
            raise ValidationError(str(fault)) from fault


SUBMITTED = (
    Column("报表", lambda row: row.Snapshot.told["period"], 18),
    Column("第几次", lambda row: row.Snapshot.turn, 8, head="报表"),
    Column("单位", lambda row: row.unit, 28),
    Column("上报人", lambda row: row.by, 12, head="上报"),
    Column("上报时间", lambda row: row.Snapshot.submitted_at, 18, head="上报"),
    Column("不同的项数", lambda row: len(row.Snapshot.restated), 12, head="与现在相比"),
    Column("核对时间", lambda row: row.Snapshot.checked_at, 18, head="与现在相比"),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """What was submitted, as a table to take away."""
    return Listed("上报记录", SUBMITTED, lambda after: reading.snapshots(viewer, after))


@pages.get("")
@needs(Permission.REPORTS)
@exported(_listed)
def index() -> str:
    """What the units in scope have submitted."""
    viewer = current_viewer()
    page = reading.snapshots(viewer, after())
    may = viewer.can(Permission.REVIEW)
    return render_template("reports/submitted.html", page=page, next=next_page(page), may_submit=may)


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.REVIEW)
def new() -> ResponseReturnValue:
    """Submit the report of a unit and a period, after a look at what that means."""
    viewer, at = current_viewer(), utcnow()
    form = SubmitForm(data=_asked_for(viewer))
    form.unit_id.choices = [*form.unit_id.choices, *offered(choices.units(viewer))]
    if made := form.submit(lambda given: _submitted(given, viewer, at)):
        flash("已上报。数字从此固定，以后的更正列在旁边。", "success")
        return redirect(url_for(".page", id=made.id), 303)
    return render_template("reports/submit.html", form=form), form.status


def _asked_for(viewer: Viewer) -> dict[str, Any]:
    """What the page that leads here was about."""
    home = manual.home(viewer)
    unit_id = whole(request.args.get("unit_id", "")) or (home.id if home else None)
    return {"period": request.args.get("period", ""), "unit_id": unit_id}


def _submitted(given: dict[str, Any], viewer: Viewer, at: datetime) -> Snapshot:
    return freezing.submit(Period.parse(given["period"]), given["unit_id"], viewer=viewer, at=at)


def _listed_figures(viewer: Viewer, at: datetime) -> Listed:
    """The report as it was submitted, as a table to take away."""
    shown = sheet(_snapshot(viewer))
    lines = [line for lines in shown.groups.values() for line in lines]
    return Listed(shown.title, listings.FROZEN, in_one(lines), shown.standing)


def _snapshot(viewer: Viewer) -> Snapshot:
    """The report that the address names."""
    named = (request.view_args or {}).get("id") or whole(request.args.get("id", ""))
    return reading.find_snapshot(named or 0, viewer)


@pages.get("/<int:id>")
@needs(Permission.REPORTS)
@exported(_listed_figures)
def page(id: int) -> str:
    """The figures as they were submitted, and beside them what they are now."""
    snapshot = reading.find_snapshot(id, current_viewer())
    sound = restating.is_sound(snapshot)
    return render_template("reports/snapshot.html", sheet=sheet(snapshot), snapshot=snapshot, sound=sound)


@pages.post("/<int:id>/check")
@needs(Permission.REPORTS)
def check(id: int) -> ResponseReturnValue:
    """Look again whether the figures are still the same."""
    snapshot = reading.find_snapshot(id, current_viewer())
    moved = len(restating.check(snapshot.id, at=utcnow()).restated)
    flash(f"已核对：{moved}项指标与上报时不同。" if moved else "已核对：与上报时一致。", "success")
    return redirect(url_for(".page", id=id), 303)


def _asked(snapshot: Snapshot, viewer: Viewer, at: datetime) -> Asked:
    unit = find(Unit, snapshot.unit_id, viewer)
    return freezing.asked_of(unit, Period.parse(snapshot.period), at)


def _side() -> Side:
    asked = request.args.get("side", "")
    return Side(asked) if asked in set(Side) else Side.THEN


def _listed_cases(viewer: Viewer, at: datetime) -> Listed:
    """What stood behind a number, as a table to take away."""
    snapshot, each = _snapshot(viewer), figure(request.args.get("code", ""))
    part = drilling.part(each, request.args.get("part", ""))
    if isinstance(part.measure, InPost):
        raise NotFound
    measure, asked, side = part.measure, _asked(snapshot, viewer, at), _side()

    def page(after: Cursor | None) -> Page[Any]:
        return comparing.behind(measure, snapshot, asked, side, viewer, after)

    return Listed(f"{each.label}（{side.label}）", FROZEN_CASES, page, sheet(snapshot).title)


FROZEN_CASES = (
    Column("编号", lambda item: item.number or "未编号", 18),
    Column("流程", listings.process_label, 12),
    Column("日期", lambda item: item.day, 12),
    Column("金额（元）", listings.yuan, 14),
    Column("人数", lambda item: item.persons or None, 8),
    Column("现在", lambda item: item.now, 20),
    Column("上报后的办理", lambda item: item.since, 40),
)


@pages.get("/<int:id>/<code>")
@needs(Permission.REPORTS)
@exported(_listed_cases)
def cases(id: int, code: str) -> str:
    """What stood behind a number of the report, and what has changed since."""
    viewer, each = current_viewer(), figure(code)
    snapshot = reading.find_snapshot(id, viewer)
    part = drilling.part(each, request.args.get("part", ""))
    shown = {"snapshot": snapshot, "sheet": sheet(snapshot), "figure": each, "part": part}
    if isinstance(part.measure, InPost):
        page = drilling.persons_of(part.measure, reading.posts_of(part.measure, snapshot), after())
        return render_template("reports/frozen_officers.html", page=page, next=next_page(page), **shown)
    parts = [(one.code, one.label, same_list(part=one.code), None) for one in drilling.parts(each)]
    compared = _compared(part.measure, snapshot, viewer)
    return render_template("reports/frozen.html", parts=parts, **shown, **compared)


def _compared(measure: Measure, snapshot: Snapshot, viewer: Viewer) -> dict[str, Any]:
    """What was counted then or counts now, as the address asks for it, and how many each list has."""
    asked, side = _asked(snapshot, viewer, utcnow()), _side()
    page = comparing.behind(measure, snapshot, asked, side, viewer, after())
    counts = comparing.counts(measure, snapshot, asked)
    tabs = [(each, each.label, same_list(side=each), counts[each]) for each in Side]
    return {"page": page, "next": next_page(page), "tabs": tabs, "side": side, "address_of": address_of}
