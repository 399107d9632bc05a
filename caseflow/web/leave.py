"""Who is away and who stands in: one's own, and those of the unit (请假代理)."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired

from caseflow.accounts.models import ABSENCE_REASONS, AbsenceReason, User
from caseflow.casework import candidates, leave
from caseflow.casework.exports.columns import Column
from caseflow.casework.leave import Leave
from caseflow.casework.queries import find
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import DateField, Form, SelectField
from caseflow.web.forms.fields import offered, whole

pages = Blueprint("leave", __name__, url_prefix="/leave")


class LeaveForm(Form):
    """From when until when, why, and who stands in."""

    first_on = DateField("第一天", [DataRequired("请填写第一天")])
    last_on = DateField("最后一天", [DataRequired("请填写最后一天")], description="这一天也不在岗")
    reason = SelectField("事由", list(ABSENCE_REASONS.items()), validators=[DataRequired("请选择事由")])
    deputy_id = SelectField(
        "代理人",
        [],
        whole,
        description="代理期间收到提醒，办理名下的件；须有同样的岗位，自己不在请假。不选的，由单位负责人代理",
    )

    def offer_deputies(self, user: User) -> None:
        """Let the person choose among those who could stand in."""
        self.deputy_id.choices = [*self.deputy_id.choices, *offered(leave.deputies(user))]

    @property
    def leave(self) -> Leave:
        """What was filled in."""
        given = self.given()
        return Leave(**given | {"reason": AbsenceReason(given["reason"])})


COLUMNS = (
    Column("姓名", lambda one: one.name, 12),
    Column("单位", lambda one: one.unit, 28),
    Column("第一天", lambda one: one.first_on, 12),
    Column("最后一天", lambda one: one.last_on, 12),
    Column("事由", lambda one: one.reason.label, 12),
    Column("代理人", lambda one: one.stand_in or "督办员", 14),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """Who is away, as a table to take away."""
    return Listed("请假代理", COLUMNS, in_one(leave.of_units(viewer, at)))


@pages.get("")
@needs(Permission.ABSENCES)
@exported(_listed)
def index() -> str:
    """Who of the unit is away, or will be."""
    viewer, at = current_viewer(), utcnow()
    return render_template(
        "accounts/absences.html", absences=leave.of_units(viewer, at), people=candidates.people(viewer, ())
    )


@pages.get("/new")
@needs(Permission.ABSENCES)
def choose() -> ResponseReturnValue:
    """Go to the form about the person that was chosen."""
    user_id = whole(request.args.get("user"))
    return redirect(url_for(".new", user_id=user_id) if user_id else url_for(".index"), 303)


@pages.route("/me/new", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def own() -> ResponseReturnValue:
    """Record an absence of one's own."""
    return _record(current_viewer().user_id, url_for("account.profile"))


@pages.route("/of/<int:user_id>", methods=["GET", "POST"])
@needs(Permission.ABSENCES)
def new(user_id: int) -> ResponseReturnValue:
    """Record an absence of somebody of the unit."""
    return _record(user_id, url_for(".index"))


def _record(user_id: int, back: str) -> ResponseReturnValue:
    viewer, form = current_viewer(), LeaveForm()
    user = find(User, user_id, viewer)
    if not user.active:
        raise NotFound
    form.offer_deputies(user)
    if form.submit(lambda _: leave.record(user_id, form.leave, viewer=viewer, at=utcnow())):
        flash("已登记。代理期间的提醒和在办件会送到代理人。", "success")
        return redirect(back, 303)
    return render_template("accounts/absence.html", form=form, user=user, back=back), form.status


@pages.post("/<int:id>/end")
@needs(Permission.SIGNED_IN)
def end(id: int) -> ResponseReturnValue:
    """Somebody is back."""
    viewer = current_viewer()
    absence = leave.end(id, viewer=viewer, at=utcnow())
    flash("已销假，今天起不再代理。", "success")
    return redirect(url_for("account.profile" if absence.user_id == viewer.user_id else ".index"), 303)
