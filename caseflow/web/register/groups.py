"""Disputes of many workers with one employer (群体)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import Length

from caseflow.casework.exports.columns import Column
from caseflow.casework.groups import forming, speaking
from caseflow.casework.groups.children import open_children
from caseflow.casework.groups.reading import GroupFile, group_file, joinable
from caseflow.casework.groups.speaking import CHOSEN, CONSENTED, Said
from caseflow.casework.models import Matter
from caseflow.casework.parties import LONGEST_NAME, Person
from caseflow.casework.queries import find
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import DateField, Form, LineField, OptionsField, PeopleField, PhoneField
from caseflow.web.forms.build import Fits
from caseflow.web.forms.fields import offered, whole
from caseflow.web.forms.identity import IdNumberField
from caseflow.web.proceedings.views import now_at

pages = Blueprint("groups", __name__, url_prefix="/groups")

_REASON = Datum("reason", "理由", Kind.LINE)
_DAY = Datum("on", "日期", Kind.DATE)
_WAY = Datum("how", "方式", Kind.CHOICE, choices=(*CHOSEN.items(), *CONSENTED.items()))


class ReasonForm(Form):
    """Why."""

    reason = LineField(_REASON.label, [Fits(_REASON), Length(max=200, message="最多200字")])


class WorkerForm(ReasonForm):
    """Another worker with the same claim."""

    name = LineField("姓名", [Fits(Datum("name", "姓名", Kind.LINE)), Length(max=LONGEST_NAME)])
    phone = PhoneField("电话", description="不知道的可以不填")
    id_number = IdNumberField("身份证号码")
    job = LineField("工种或者岗位", [Length(max=LONGEST_NAME)])

    @property
    def person(self) -> Person:
        """Who was written down."""
        given = self.given()
        return Person(
            **{name: given[name] for name in ("name", "phone", "id_number", "job") if name in given}
        )


class MattersForm(ReasonForm):
    """Other matters on the same employer."""

    matters = PeopleField("案件", [], description="同一单位、还不在群体里的案件")


class ChildrenForm(Form):
    """Who gets a matter of their own."""

    members = PeopleField(
        "职工", [], description="按母案的登记内容为每人单独立案，人数记为1人，金额由承办人补填"
    )


class RepresentativesForm(Form):
    """Who speaks for the others, since when, and how they were chosen."""

    members = PeopleField("代表人", [], description="3至5名；没有勾选的不再是代表人")
    on = DateField("推举日期", [Fits(_DAY)])
    how = OptionsField("推举方式", list(CHOSEN.items()), validators=[Fits(_WAY)])


class ConsentForm(Form):
    """Who agrees that the representatives speak for them, since when, and how it was said."""

    members = PeopleField("表示同意的职工", [], description="变更、放弃请求或者和解，须经被代表的职工同意")
    on = DateField("表示日期", [Fits(_DAY)])
    how = OptionsField("表示方式", list(CONSENTED.items()), validators=[Fits(_WAY)])


COLUMNS = (
    Column("职工", lambda one: one.name, 12),
    Column("编号", lambda one: one.id, 8),
    Column("单独办理", lambda one: one.line.number if one.line else "", 18),
    Column("状态", lambda one: one.line.stage.label if one.line else "没有单独立案", 14),
    Column("期限", lambda one: one.line.due if one.line else "", 20),
    Column("金额", lambda one: one.amount, 12),
    Column("推举为代表人", lambda one: one.represents_on, 14),
    Column("同意由代表人代表", lambda one: one.consented_on, 16),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The members in scope as a table to take away."""
    named = (request.view_args or {}).get("id") or whole(request.args.get("id", ""))
    file = group_file(named or 0, viewer, now_at(at))
    return Listed(f"群体争议成员（{file.employer}）", COLUMNS, in_one(file.members))


@pages.get("/<int:id>")
@needs(Permission.REGISTER_READ)
@exported(_listed)
def page(id: int) -> str:
    """The members in scope and what is done for all of them."""
    return render_template("register/group.html", file=_file(id))


@pages.route("/new/<int:matter_id>", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def new(matter_id: int) -> ResponseReturnValue:
    """Make a group around a matter."""
    viewer, form = current_viewer(), ReasonForm()
    find(Matter, matter_id, viewer)
    go = partial(forming.open_group, matter_id, viewer=viewer, at=utcnow())
    if group := form.submit(lambda data: go(reason=data["reason"])):
        flash("已组成群体。", "success")
        return redirect(url_for(".page", id=group.id), 303)
    page = render_template("register/group_act.html", form=form, title="组成群体", file=None)
    return page, form.status


@pages.route("/<int:id>/workers", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def add_worker(id: int) -> ResponseReturnValue:
    """Write down another worker."""
    form = WorkerForm()
    go = partial(forming.add_worker, id, viewer=current_viewer(), at=utcnow())
    return _asked(id, form, "补充成员", lambda data: go(form.person, reason=data["reason"]))


@pages.route("/<int:id>/matters", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def add_matters(id: int) -> ResponseReturnValue:
    """Take other matters on the same employer in."""
    viewer, form = current_viewer(), MattersForm()
    form.matters.choices = offered(joinable(_changeable(id), viewer))
    go = partial(forming.add_matters, id, viewer=viewer, at=utcnow())
    return _asked(id, form, "并入案件", lambda data: go(data.get("matters", ()), reason=data["reason"]))


@pages.route("/<int:id>/members/<int:member_id>/remove", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def remove(id: int, member_id: int) -> ResponseReturnValue:
    """Let a worker go out of the group."""
    go = partial(forming.remove_member, id, member_id, viewer=current_viewer(), at=utcnow())
    name = next((m.name for m in _changeable(id).members if m.id == member_id), None)
    if name is None:
        raise NotFound
    return _asked(id, ReasonForm(), f"移出成员：{name}", lambda data: go(because=data["reason"]))


@pages.route("/<int:id>/children", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def children(id: int) -> ResponseReturnValue:
    """Open a matter of their own for several members at once."""
    form = ChildrenForm()
    form.members.choices = offered(
        [(m.id, f"{m.name}（{m.id}）") for m in _changeable(id).members if not m.line]
    )
    go = partial(open_children, id, viewer=current_viewer(), at=utcnow())
    return _asked(id, form, "批量单独立案", lambda data: go(data.get("members", ())))


@pages.route("/<int:id>/representatives", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def representatives(id: int) -> ResponseReturnValue:
    """Who speaks for the others."""
    form, file = RepresentativesForm(), _changeable(id)
    _offer(form, file)
    go = partial(speaking.choose, id, viewer=current_viewer(), at=utcnow())
    return _asked(id, form, "推举代表人", lambda data: go(_said(data)))


@pages.route("/<int:id>/consent", methods=["GET", "POST"])
@needs(Permission.GROUP_ACT)
def consent(id: int) -> ResponseReturnValue:
    """Who agrees to be represented."""
    form, file = ConsentForm(), _changeable(id)
    _offer(form, file)
    go = partial(speaking.consent, id, viewer=current_viewer(), at=utcnow())
    return _asked(id, form, "登记同意", lambda data: go(_said(data)))


def _file(id: int) -> GroupFile:
    return group_file(id, current_viewer(), now_at(utcnow()))


def _changeable(id: int) -> GroupFile:
    """The group, for those who see its parent."""
    file = _file(id)
    if not file.whole:
        raise NotFound
    return file


def _offer(form: Any, file: GroupFile) -> None:
    form.members.choices = offered([(m.id, f"{m.name}（{m.id}）") for m in file.members])


def _said(data: dict[str, Any]) -> Said:
    return Said(data.get("members", ()), data["on"], data["how"])


def _asked(id: int, form: Form, title: str, go: Callable[[dict[str, Any]], object]) -> ResponseReturnValue:
    """The form of something to do with the group; once done, back to its page."""
    file = _changeable(id)

    def done(data: dict[str, Any]) -> bool:
        go(data)
        return True

    if form.submit(done):
        flash(f"{title.partition('：')[0]}已保存。", "success")
        return redirect(url_for(".page", id=id), 303)
    return render_template("register/group_act.html", form=form, title=title, file=file), form.status
