"""Where I want messages beside the inbox (消息接收)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.delivery import preferences
from caseflow.casework.delivery.posting import PERSONAL
from caseflow.casework.delivery.preferences import Wishes
from caseflow.casework.models import Channel
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.errors import blamed
from caseflow.web.forms import Form, LineField, PeopleField
from caseflow.web.forms.fields import word

pages = Blueprint("wishes", __name__, url_prefix="/me/messages")

CHANNELS = [(channel.value, channel.label) for channel in PERSONAL]


class WishesForm(Form):
    """Addresses, and the channels for single messages and for the digest."""

    email = LineField("邮箱")
    mobile = LineField("手机号", description="加密保存，只用来给您发提醒")
    single = PeopleField("逐条提醒发到", CHANNELS, word, description="催办、退单、派单等，随时发")
    digest = PeopleField("每日汇总发到", CHANNELS, word, description="每个工作日上午一次")

    @property
    def wishes(self) -> Wishes:
        """What was filled in."""
        given = self.given()
        chosen = {name: tuple(map(Channel, given.get(name, ()))) for name in ("single", "digest")}
        return Wishes(email=given.get("email", ""), mobile=given.get("mobile", ""), **chosen)


@pages.route("", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def edit() -> ResponseReturnValue:
    """Say where messages should go."""
    kept = preferences.wishes_of(current_viewer())
    form = WishesForm(data={name: getattr(kept, name) for name in ("email", "mobile", "single", "digest")})
    if form.validate_on_submit():
        with blamed(form):
            preferences.ask_for(form.wishes, viewer=current_viewer(), at=utcnow())
            flash("已保存消息接收方式。", "success")
            return redirect(url_for("account.profile"), 303)
    return render_template("delivery/wishes.html", form=form)
