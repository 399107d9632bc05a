"""Users, for administrators (用户管理)."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from caseflow.accounts.grants import ASSIGNABLE
from caseflow.accounts.models import User
from caseflow.casework import people
from caseflow.casework.exports.columns import Column
from caseflow.casework.people import PAGE, Person
from caseflow.casework.queries import find
from caseflow.casework.units import choices, tree
from caseflow.kernel.roles import Permission, Role, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.errors import blamed
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import Form, LineField, PeopleField, SelectField
from caseflow.web.forms.fields import offered, whole, word

pages = Blueprint("users", __name__, url_prefix="/admin/users")


class PersonForm(Form):
    """Name, unit and roles."""

    name = LineField("姓名", [DataRequired("请填写姓名"), Length(max=50)])
    unit_id = SelectField("单位", [], whole, validators=[DataRequired("请选择单位")])
    roles = PeopleField("岗位", [(role.value, role.label) for role in ASSIGNABLE], word)

    def offer_units(self) -> None:
        """Let the person choose among the units in scope."""
        self.unit_id.choices = [*self.unit_id.choices, *offered(choices(tree(current_viewer())))]

    @property
    def person(self) -> Person:
        """What was filled in."""
        given = self.given()
        roles = frozenset(Role(role) for role in given.get("roles", ()))
        return Person(given["name"], given["unit_id"], roles)


class NewPersonForm(PersonForm):
    """A person with the login that stays theirs."""

    login = LineField(
        "登录名",
        [DataRequired("请填写登录名")],
        description="2 到 50 位小写字母、数字、点或短横；以后不能改",
    )


COLUMNS = (
    Column("姓名", lambda user: user.name, 12),
    Column("登录名", lambda user: user.login, 16),
    Column("单位", lambda user: user.unit.name, 28),
    Column("岗位", lambda user: "、".join(held.role.label for held in user.roles), 30),
    Column("状态", lambda user: "在用" if user.active else "已停用", 8),
)


def _wanted() -> tuple[str, int | None]:
    """The name or login, and the unit that the address asks for."""
    return request.args.get("q", "").strip(), whole(request.args.get("unit"))


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The users in scope as a table to take away."""
    text, unit_id = _wanted()
    unit = dict(choices(tree(viewer))).get(unit_id or 0, "").strip()
    said = (f"姓名或登录名：{text}" if text else "", f"单位：{unit}" if unit else "")
    return Listed("用户", COLUMNS, in_one(_all_of(viewer, text, unit_id)), "；".join(filter(None, said)))


def _all_of(viewer: Viewer, text: str, unit_id: int | None) -> list[User]:
    found: list[User] = []
    while True:
        after = found[-1].login if found else ""
        some = people.people(viewer, text=text, unit_id=unit_id, after=after)
        found += some[:PAGE]
        if len(some) <= PAGE:
            return found


@pages.get("/")
@needs(Permission.ACCOUNTS)
@exported(_listed)
def index() -> str:
    """Find a user by name or login, or by unit."""
    viewer, (text, unit_id) = current_viewer(), _wanted()
    found = people.people(viewer, text=text, unit_id=unit_id, after=request.args.get("after", ""))
    page = {"users": found[:PAGE], "more": len(found) > PAGE, "text": text, "unit_id": unit_id}
    return render_template("accounts/users.html", units=choices(tree(viewer)), **page)


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.ACCOUNTS)
def new() -> ResponseReturnValue:
    """Add a user."""
    form = NewPersonForm()
    form.offer_units()
    if form.validate_on_submit():
        with blamed(form):
            added = people.add_person(
                form.given()["login"], form.person, viewer=current_viewer(), at=utcnow()
            )
            return _handed_over(*added)
    return render_template("accounts/user_new.html", form=form)


@pages.route("/<int:id>", methods=["GET", "POST"])
@needs(Permission.ACCOUNTS)
def edit(id: int) -> ResponseReturnValue:
    """Correct a user."""
    user = find(User, id, current_viewer())
    form = PersonForm(name=user.name, unit_id=user.unit_id, roles=[held.role for held in user.roles])
    form.offer_units()
    if form.validate_on_submit():
        with blamed(form):
            people.change_person(id, form.person, viewer=current_viewer(), at=utcnow())
            flash("已保存。", "success")
            return redirect(url_for(".edit", id=id), 303)
    return render_template("accounts/user.html", form=form, user=user, open_work=people.open_work(user))


@pages.post("/<int:id>/deactivate")
@needs(Permission.ACCOUNTS)
def deactivate(id: int) -> ResponseReturnValue:
    """Let a user go."""
    user = people.deactivate(id, viewer=current_viewer(), at=utcnow())
    flash(f"{user.name}的账号已停用，登录已退出。", "success")
    return redirect(url_for(".edit", id=id), 303)


@pages.post("/<int:id>/activate")
@needs(Permission.ACCOUNTS)
def activate(id: int) -> ResponseReturnValue:
    """Take a user back."""
    user = people.activate(id, viewer=current_viewer(), at=utcnow())
    flash(f"{user.name}的账号已启用。", "success")
    return redirect(url_for(".edit", id=id), 303)


@pages.post("/<int:id>/reset-password")
@needs(Permission.ACCOUNTS)
def reset_password(id: int) -> ResponseReturnValue:
    """Make a password to hand over."""
    return _handed_over(*people.reset_password(id, viewer=current_viewer(), at=utcnow()))


def _handed_over(user: User, password: str) -> str:
    """The password, shown this once: it is in no address, no cookie and no log."""
    return render_template("accounts/handed_over.html", user=user, password=password)
