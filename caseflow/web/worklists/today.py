"""What the viewer should do next (今日)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from caseflow.casework import inbox, worklists
from caseflow.casework.lights import Light
from caseflow.casework.worklists import Group, Line, Tab
from caseflow.casework.worklists.today import SHOWN
from caseflow.kernel.roles import FAMILIES, Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists.words import coming

pages = Blueprint("today", __name__)

MESSAGES = 5
"""Unread messages shown; the inbox has the others."""

LIGHTS: Mapping[Group, Light] = {
    Group.OVERDUE: Light.OVERDUE,
    Group.TODAY: Light.NEAR,
    Group.SOON: Light.NEAR,
}
"""The filter under which the queue shows the rest of a group."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its lines, and where the others are when there are more."""

    label: str
    lines: Sequence[Line]
    rest: str


@pages.get("/")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """What is due, what waits for others, what was said to the viewer."""
    viewer, now = current_viewer(), now_at(utcnow())
    groups = worklists.today(viewer, now)
    return render_template(
        "worklists/today.html",
        now=now,
        sections=list(_sections(groups)),
        nothing_due=_nothing_due(groups),
        advice=_advice(viewer),
        messages=inbox.messages(viewer, read=False).rows[:MESSAGES],
    )


def _sections(groups: Mapping[Group, Sequence[Line]]) -> Iterator[Section]:
    for group, lines in groups.items():
        if lines:
            rest = url_for("queue.index", tab=Tab.MINE, light=LIGHTS.get(group))
            yield Section(group.label, lines[:SHOWN], rest if len(lines) > SHOWN else "")


def _nothing_due(groups: Mapping[Group, Sequence[Line]]) -> str:
    """Says so when nothing is late or near, with the next date; empty otherwise."""
    if any(groups[group] for group in LIGHTS):
        return ""
    return f"没有超期和临近到期的事。{coming(groups[Group.LATER])}"


def _advice(viewer: Viewer) -> str:
    """The next step of people who have nothing to do."""
    if viewer.can(Permission.ACCOUNTS):
        return "系统管理员不办案。账号和单位的维护请从“用户”“单位”进入。"
    if not any(viewer.reach(family) for family in FAMILIES):
        return "您的岗位不查阅案件。需要时请联系管理员。"
    if viewer.can(Permission.INTAKE):
        return "有来电时，请从“来电登记”开始。"
    if viewer.can(Permission.OVERDUE_READ):
        return "各单位超期和临近的件在“看板”里。"
    return "轮到您办理的件会出现在这里，同时会有消息提醒。"
