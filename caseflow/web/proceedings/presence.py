"""Who else has the page open, or is about to take the same step (正在查看、正在办理)."""

from flask import render_template, request

from caseflow.casework import presence
from caseflow.casework.presence import Present
from caseflow.kernel.machine import Process
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, unattended
from caseflow.web.proceedings.family import Family


@unattended
def present(family: Family, id: int) -> str:
    """A page says that it is in sight; the answer names the others."""
    action, at = request.args.get("doing", ""), utcnow()
    process, others = presence.be_present(family.model, id, action, viewer=current_viewer(), at=at)
    lines = [_said(one, action, process) for one in others]
    return render_template("proceedings/presence.html", lines=lines)


def _said(one: Present, action: str, process: Process) -> tuple[str, bool]:
    """What somebody is doing, and whether it is what the reader is about to do."""
    if not one.action:
        return f"{one.name} 正在查看", False
    if one.action == action:
        return f"{one.name} 正在办理这一步，请先和对方商量", True
    return f"{one.name} 正在办理“{process.transition(one.action).label}”", False
