"""One's own account: signing in and out, the password, the session (登录、退出、修改密码)."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired, EqualTo

from caseflow.accounts import passwords
from caseflow.accounts.models import User
from caseflow.accounts.throttle import SignInRefused
from caseflow.casework import drafts, leave, sessions
from caseflow.casework.delivery.preferences import wishes_of
from caseflow.casework.queries import find
from caseflow.casework.sessions import Account
from caseflow.extensions import login
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs, public, viewer_or_none
from caseflow.web.addresses import within_site
from caseflow.web.drafting import PATH, hold
from caseflow.web.errors import blamed
from caseflow.web.forms import Form, LineField
from caseflow.web.session import begin, end, must_change_password, seconds_left

pages = Blueprint("account", __name__)

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SignInForm(Form):
    """Login and password; `held` is the draft of a form that was sent too late."""

    login = LineField("登录名", [DataRequired("请填写登录名")], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "密码", [DataRequired("请填写密码")], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()
    held = HiddenField()

    @property
    def credentials(self) -> tuple[str, str]:
        """What was filled in."""
        return str(self.login.data), str(self.password.data)


class PasswordForm(Form):
    """The present password and a new one, twice."""

    current_password = PasswordField(
        "现在的密码", [DataRequired("请填写现在的密码")], render_kw={"autocomplete": "current-password"}
    )
    new_password = PasswordField(
        "新密码", [DataRequired("请填写新密码")], render_kw={"autocomplete": "new-password"}
    )
    repeat_password = PasswordField(
        "再输一次新密码",
        [DataRequired("请再输一次新密码"), EqualTo("new_password", "两次输入的新密码不一样")],
        render_kw={"autocomplete": "new-password"},
    )


@pages.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    there = request.args.get("next")
    return redirect(within_site(there)) if viewer_or_none() else _sign_in_page(SignInForm(next=there))


@pages.post("/sign-in")
@public
def start_session() -> ResponseReturnValue:
    """Begin a session, and go where the person wanted to go."""
    form = SignInForm()
    if not form.validate() or _demo_in_production(form):
        return _sign_in_page(form)
    try:
        account = sessions.sign_in(*form.credentials, address=_address(), at=utcnow())
    except SignInRefused as refused:
        form.form_errors.append(str(refused))
        return _sign_in_page(form), refused.status
    return _welcome(account, form)


def _demo_in_production(form: SignInForm) -> bool:
    """Demo data may have been carried into a production database; its accounts stay shut there."""
    known = form.password.data == passwords.DEMO and current_app.config["SETTINGS"].production
    if known:
        form.form_errors.append("演示账号的密码不能用于正式环境，请联系管理员重设密码")
    return bool(known)


def _address() -> str:
    return request.remote_addr or ""


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form)


def _welcome(account: Account, form: SignInForm) -> ResponseReturnValue:
    begin(account, utcnow())
    if drafts.waits(form.held.data or "", account.user_id):
        return redirect(url_for("drafts.resume", token=form.held.data), 303)
    if form.held.data:
        flash("登录过期前填写的内容属于另一位用户，已存为他的草稿。", "warning")
    return redirect(within_site(form.next.data), 303)


@login.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> ResponseReturnValue:
    """What someone gets who is not signed in, or not any more: the sign-in page, with what was typed kept.

    A part of a page (htmx) cannot hold that page: reading leads to it, writing leaves the page as it is, and
    `session.js` offers to sign in beside it.
    """
    writing = request.method not in SAFE
    if "HX-Request" in request.headers:
        shown = request.headers.get("HX-Current-URL", "").removeprefix(request.host_url.rstrip("/"))
        there = url_for("account.sign_in", next=within_site(shown))
        kept = writing and PATH in request.form and hold()
        said = "登录已过期，您填写的内容已存为草稿。" if kept else "登录已过期。"
        return said, 401, {} if writing else {"HX-Redirect": there}
    if writing and (token := hold()):
        form = SignInForm(formdata=None)
        form.held.data = token
        return _sign_in_page(form), 401
    back = None if writing else request.full_path.removesuffix("?")
    return redirect(url_for("account.sign_in", next=back), 303)


@pages.post("/sign-out")
@needs(Permission.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    sessions.sign_out(viewer=current_viewer(), at=utcnow())
    end()
    return redirect(url_for(".sign_in"), 303)


@pages.get("/session/ping")
@needs(Permission.SIGNED_IN)
def ping() -> dict[str, int]:
    """Keep the session: asking is being active."""
    return {"seconds": seconds_left(utcnow())}


@pages.route("/me/password", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Choose another password; sessions elsewhere end."""
    form = PasswordForm()
    if form.validate_on_submit():
        with blamed(form):
            begin(_change_password(form), utcnow())
            flash("密码已修改，其他地方的登录已退出。", "success")
            return redirect(url_for(".profile"), 303)
    return render_template("accounts/password.html", form=form, first=must_change_password())


def _change_password(form: PasswordForm) -> Account:
    current, new = form.current_password.data, form.new_password.data
    return sessions.change_password(current, new, address=_address(), viewer=current_viewer(), at=utcnow())


@pages.get("/me")
@needs(Permission.SIGNED_IN)
def profile() -> str:
    """Who I am here: unit, roles, login (我的账号)."""
    viewer = current_viewer()
    return render_template(
        "accounts/profile.html",
        user=find(User, viewer.user_id, viewer),
        wishes=wishes_of(viewer),
        absences=leave.own(viewer, utcnow()),
        stands_in_for=[one.name for one in viewer.capacities],
    )
