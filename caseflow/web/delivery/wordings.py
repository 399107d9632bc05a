"""The words of messages, for administrators (消息模板)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.delivery import wording
from caseflow.casework.delivery.wording import Wording
from caseflow.casework.delivery.words import PLACEHOLDERS, Words
from caseflow.casework.delivery.words import Form as Shape
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.errors import blamed
from caseflow.web.forms import Form, LineField, TextField

pages = Blueprint("wordings", __name__, url_prefix="/admin/messages")


class WordsForm(Form):
    """What a text message or a robot says."""

    text = TextField("正文")


class MailWordsForm(WordsForm):
    """What a mail says."""

    subject = LineField("主题")


@pages.get("/")
@needs(Permission.CHANNELS)
def index() -> str:
    """Everything that messages say."""
    return render_template("delivery/wordings.html", wordings=list(wording.wordings()))


@pages.route("/<template>/<form>", methods=["GET", "POST"])
@needs(Permission.CHANNELS)
def edit(template: str, form: str) -> ResponseReturnValue:
    """Say it in other words."""
    said = wording.wording(template, form)
    asked = _form_of(said)
    if asked.validate_on_submit():
        with blamed(asked):
            words = Words(**{"subject": "", "text": "", **asked.given()})
            wording.reword(said.kind.template, said.form, words, viewer=current_viewer(), at=utcnow())
            flash("已保存，以后的消息按新的内容发送。", "success")
            return redirect(url_for(".index"), 303)
    return render_template("delivery/wording.html", said=said, form=asked, names=PLACEHOLDERS)


def _form_of(said: Wording) -> WordsForm:
    if said.form is Shape.MAIL:
        return MailWordsForm(subject=said.words.subject, text=said.words.text)
    return WordsForm(text=said.words.text)


@pages.post("/<template>/<form>/reset")
@needs(Permission.CHANNELS)
def reset(template: str, form: str) -> ResponseReturnValue:
    """Say it again as at first."""
    said = wording.wording(template, form)
    wording.take_back(said.kind.template, said.form, viewer=current_viewer(), at=utcnow())
    flash("已恢复默认内容。", "success")
    return redirect(url_for(".index"), 303)
