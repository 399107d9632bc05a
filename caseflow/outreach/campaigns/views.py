"""Campaigns as pages: the register, a campaign by area, its employers, visits, letters to many (专项行动)."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import files
from caseflow.casework.exports.columns import Column
from caseflow.casework.models import Outcome
from caseflow.kernel.roles import Permission, Role, Viewer
from caseflow.kernel.time import utcnow
from caseflow.outreach.campaigns import actions, mailing, reading, writing
from caseflow.outreach.campaigns.forms import CampaignForm, MailingForm, TargetsForm, VisitForm
from caseflow.outreach.campaigns.models import Campaign
from caseflow.outreach.campaigns.reading import find_campaign, find_target
from caseflow.outreach.campaigns.reporting import report
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms.fields import offered
from caseflow.web.proceedings import address_of
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("campaigns", __name__, url_prefix="/campaigns")

FIGURES = (
    Column("片区单位", lambda one: one.targets, 10),
    Column("已走访", lambda one: one.visited, 10),
    Column("发出提示函", lambda one: one.letters, 12),
    Column("发现问题", lambda one: one.problems, 10),
    Column("已整改", lambda one: one.fixed, 10),
)
REGISTER = (
    Column("行动名称", lambda one: one.campaign.name, 28),
    Column("开始日期", lambda one: one.campaign.begins_on, 12),
    Column("结束日期", lambda one: one.campaign.ends_on, 12),
    *FIGURES,
    Column("状态", lambda one: one.standing, 10),
)
TARGETS = (
    Column("单位", lambda one: one.target.employer_name, 28),
    Column("片区", lambda one: one.target.area, 14),
    Column("统一社会信用代码", lambda one: one.target.credit_code, 22),
    Column("地址", lambda one: one.target.address, 28),
    Column("走访次数", lambda one: one.visits, 10),
    Column("最近走访", lambda one: one.last, 12),
    Column("发现问题", lambda one: one.problems, 10),
    Column("已整改", lambda one: one.fixed, 10),
    Column("提示函文号", lambda one: one.number, 24),
)


def _register(viewer: Viewer, at: datetime) -> Listed:
    return Listed("片区专项行动", REGISTER, partial(reading.campaigns, viewer))


@pages.get("")
@needs(Permission.CAMPAIGNS_READ)
@exported(_register)
def index() -> str:
    """The campaigns in scope."""
    viewer = current_viewer()
    page = reading.campaigns(viewer, after())
    may = viewer.can(Permission.CAMPAIGNS)
    return render_template("outreach/campaigns.html", page=page, next=next_page(page), may_write=may)


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.CAMPAIGNS)
def new() -> ResponseReturnValue:
    """Begin a campaign."""
    form, viewer = CampaignForm(), current_viewer()
    begins = partial(actions.begin, token=form.token.data or "", viewer=viewer, at=utcnow())
    if id := form.submit(lambda given: begins(form.plan(given))):
        flash("已建立专项行动，请录入片区单位。", "success")
        return redirect(url_for(".page", id=id), 303)
    return render_template("outreach/campaign_form.html", form=form, campaign=None), form.status


@pages.route("/<int:id>/edit", methods=["GET", "POST"])
@needs(Permission.CAMPAIGNS)
def edit(id: int) -> ResponseReturnValue:
    """Correct what is said of a campaign."""
    campaign, viewer = find_campaign(id, current_viewer()), current_viewer()
    known = {name: getattr(campaign, name) for name in ("name", "purpose", "begins_on", "ends_on")}
    form = CampaignForm(data={**known, "areas": "\n".join(campaign.areas)})
    changes = partial(actions.change, id, viewer=viewer, at=utcnow())
    if form.submit(lambda given: changes(form.plan(given))):
        flash("已保存。", "success")
        return redirect(url_for(".page", id=id), 303)
    return render_template("outreach/campaign_form.html", form=form, campaign=campaign), form.status


def _employers(viewer: Viewer, at: datetime) -> Listed:
    campaign = find_campaign(request.args.get("id", 0, type=int), viewer)
    area = request.args.get("area", "")
    return Listed(f"{campaign.name}片区单位", TARGETS, partial(reading.targets, campaign, area), area)


@pages.get("/<int:id>")
@needs(Permission.CAMPAIGNS_READ)
@exported(_employers)
def page(id: int) -> str:
    """A campaign: how far each area is, its employers, its letters to many."""
    return _page(find_campaign(id, current_viewer()), None)


def _page(campaign: Campaign, form: TargetsForm | None) -> str:
    viewer, area = current_viewer(), request.args.get("area", "")
    found = reading.targets(campaign, area, after())
    if form is None:
        form = TargetsForm(formdata=None)
        form.offer(campaign.areas)
    return render_template(
        "outreach/campaign.html",
        campaign=campaign,
        areas=reading.by_area(campaign),
        area=area,
        rows=[(row, _letter(row.letter_id)) for row in found.rows],
        page=found,
        next=next_page(found),
        mailings=mailing.mailings_of(campaign),
        form=form,
        may_write=viewer.can(Permission.CAMPAIGNS) and not campaign.closed_at,
        may_visit=viewer.can(Permission.VISIT) and not campaign.closed_at,
        may_send=Role.SIGNATORY in viewer.roles and not campaign.closed_at,
    )


def _letter(id: int | None) -> str:
    """Where a letter is; empty where there is none, or where the viewer may read no letters."""
    return address_of(mailing.LETTER, id) if id and current_viewer().can(Permission.NOTICE_READ) else ""


@pages.post("/<int:id>")
@needs(Permission.CAMPAIGNS)
def enter(id: int) -> ResponseReturnValue:
    """Put employers on the list."""
    campaign, form, viewer = find_campaign(id, current_viewer()), TargetsForm(), current_viewer()
    form.offer(campaign.areas)
    enters = partial(actions.enter, id, viewer=viewer, at=utcnow())
    entered = form.submit(lambda given: enters(form.addressees(given)))
    if entered is None:
        return _page(campaign, form), form.status
    flash(f"录入{entered}家单位，原来已有的没有重复录入。", "success")
    return redirect(url_for(".page", id=id), 303)


@pages.post("/<int:id>/close")
@needs(Permission.CAMPAIGNS)
def close(id: int) -> ResponseReturnValue:
    """End a campaign."""
    actions.close(id, viewer=current_viewer(), at=utcnow())
    flash("行动已结束。", "success")
    return redirect(url_for(".page", id=id), 303)


@pages.route("/employers/<int:target_id>", methods=["GET", "POST"])
@needs(Permission.CAMPAIGNS_READ)
def target(target_id: int) -> ResponseReturnValue:
    """An employer of a campaign: what was seen there, and the form for another visit."""
    viewer, at = current_viewer(), utcnow()
    found, _ = find_target(target_id, viewer)
    form = VisitForm()
    form.offer_to(viewer)
    notes = partial(actions.note_visit, target_id, viewer=viewer, at=at)
    if form.submit(lambda given: notes(form.seen(given, form.token.data or ""))):
        flash(f"已登记对{found.employer_name}的走访。", "success")
        return redirect(url_for(".target", target_id=target_id), 303)
    return _target_page(target_id, form), form.status


def _target_page(target_id: int, form: VisitForm) -> str:
    viewer = current_viewer()
    found, campaign = find_target(target_id, viewer)
    visits = reading.visits_of(found)
    names = files.names({id for visit in visits for id in visit.persons}, set()).users
    may = viewer.can(Permission.VISIT) and not campaign.closed_at
    told = {"target": found, "campaign": campaign, "form": form, "may_visit": may}
    return render_template("outreach/target.html", visits=visits, names=names, **told)


@pages.route("/<int:id>/letters", methods=["GET", "POST"])
@needs(Permission.NOTICE_ACT)
def letters(id: int) -> ResponseReturnValue:
    """Choose a model and areas, see who would get a letter and who not, and sign for all of them."""
    viewer, campaign = current_viewer(), find_campaign(id, current_viewer())
    form = _mailing_form(campaign, viewer)
    sends = request.form.get("then") == "send"
    starts = partial(mailing.start, id, token=form.token.data or "", viewer=viewer, at=utcnow())
    looks = partial(mailing.preview, campaign, viewer=viewer)
    done: Any = form.submit(lambda given: (starts if sends else looks)(given["model"], areas=given["areas"]))
    if done and sends:
        return redirect(url_for(".sent", id=id, mailing_id=done.id), 303)
    lines = done if not sends and done is not None else None
    told = {"campaign": campaign, "form": form, "lines": lines}
    return render_template("outreach/mailing_form.html", **told), form.status


def _mailing_form(campaign: Campaign, viewer: Viewer) -> MailingForm:
    form = MailingForm()
    letters = [(one.id, f"{one.number} {one.employer_name}") for one in mailing.models(campaign, viewer)]  # type: ignore[attr-defined]
    form.model.choices = [*form.model.choices, *offered(letters)]
    form.areas.choices = offered([(area, area) for area in campaign.areas])
    return form


@pages.get("/<int:id>/letters/<int:mailing_id>")
@needs(Permission.CAMPAIGNS_READ)
def sent(id: int, mailing_id: int) -> str:
    """How far a mailing is, and what became of each letter."""
    campaign = find_campaign(id, current_viewer())
    found = mailing.find_mailing(mailing_id, campaign)
    told = report(found)
    numbered = [(one, _letter(one.letter_id)) for one in told.lines]
    return render_template(
        "outreach/mailing.html", campaign=campaign, mailing=found, told=told, rows=numbered, outcomes=Outcome
    )


@pages.post("/<int:id>/letters/<int:mailing_id>")
@needs(Permission.CAMPAIGNS_READ)
def go_on(id: int, mailing_id: int) -> ResponseReturnValue:
    """The next letters of a mailing; the page asks until there are none, and the scheduler does the same."""
    campaign = find_campaign(id, current_viewer())
    found = mailing.find_mailing(mailing_id, campaign)
    over = writing.step(found.id, at=utcnow())
    if "HX-Request" in request.headers and not over:
        told = {"campaign": campaign, "mailing": found, "told": report(found)}
        return render_template("outreach/mailing_progress.html", **told)
    answer = redirect(url_for(".sent", id=id, mailing_id=mailing_id), 303)
    if "HX-Request" in request.headers:
        answer.headers["HX-Refresh"] = "true"
        answer.status_code = 200
    return answer
