"""Whether a paper is genuine, for anybody who holds one (文书核验)."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from caseflow.casework.documents import verifying
from caseflow.casework.documents.verifying import Verdict
from caseflow.kernel.time import utcnow
from caseflow.web.access import public
from caseflow.web.forms import FilesField, Form, LineField

pages = Blueprint("verify", __name__, url_prefix="/verify")

_LONGEST = 60


class VerifyForm(Form):
    """A number and the file that bears it."""

    number = LineField(
        "文号",
        [DataRequired("请填写文书上的文号"), Length(max=_LONGEST, message="文号过长，请核对")],
        description="与文书上印的一致",
    )
    files = FilesField(
        "文书文件（PDF）",
        [DataRequired("请选择收到的 PDF 文件")],
        description="收到的原文件，没有转存、打印、扫描过。文件只用来核对，不会保存",
    )


@pages.route("", methods=("GET", "POST"))
@public
def index() -> ResponseReturnValue:
    """Ask for number and file, and say whether they belong together."""
    form = VerifyForm()
    verdict = form.submit(_verdict)
    return render_template("papers/verify.html", form=form, verdict=verdict), form.status


def _verdict(data: dict[str, Any]) -> Verdict:
    file = data["files"][0].stream
    return verifying.verify(data["number"], file, address=request.remote_addr or "", at=utcnow())
