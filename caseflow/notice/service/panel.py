"""The way from the page of a letter to the page for those who bring it."""

from datetime import datetime
from typing import Any

from caseflow.casework.files import File
from caseflow.kernel.roles import Permission
from caseflow.notice.service.actions import TO_BE_SERVED
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.values import Reader


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel | None:
    """A link while the letter is to be served."""
    letter = file.proceeding
    to_serve = letter.state in {"serving", *TO_BE_SERVED} and letter.definition.family == "notice"
    if not to_serve or not reader.viewer.can(Permission.NOTICE_ACT):
        return None
    return Panel(Place.WORK, "notice/serve_panel.html", None)
