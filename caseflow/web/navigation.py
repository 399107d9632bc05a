"""The frame of every page: where one can go from it, and what waits to be read (导航)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from caseflow.casework.inbox import unread
from caseflow.casework.wiring import wired
from caseflow.kernel.roles import GRANTS, Permission, Role, Viewer
from caseflow.web.access import viewer_or_none


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to, for those who may open it; `key` leads there, too (keys.js)."""

    label: str
    endpoint: str
    permission: Permission
    key: str = ""


PLACES = (
    Place("今日", "today.index", Permission.SIGNED_IN, "g t"),
    Place("来电登记", "intake.new", Permission.INTAKE, "n"),
    Place("新建", "beginnings.index", Permission.SIGNED_IN),
    Place("队列", "queue.index", Permission.SIGNED_IN, "g q"),
    Place("回拨回访", "callbacks.index", Permission.CALLBACKS),
    Place("职工", "workers.index", Permission.REGISTER_READ),
    Place("用人单位", "employers.index", Permission.REGISTER_READ),
    Place("文号台账", "ledger.index", Permission.REGISTER_READ),
    Place("文书模板", "templates.index", Permission.RULES),
    Place("看板", "board.index", Permission.BOARD, "g b"),
    Place("到期预测", "forecast.index", Permission.FORECAST),
    Place("报表", "reports.index", Permission.REPORTS),
    Place("日历", "calendar.index", Permission.SIGNED_IN),
    Place("知识库", "knowledge.index", Permission.SIGNED_IN, "g k"),
    Place("规则", "rules.index", Permission.RULES_READ),
    Place("消息", "inbox.index", Permission.SIGNED_IN),
    Place("请假代理", "leave.index", Permission.ABSENCES),
    Place("用户", "users.index", Permission.ACCOUNTS),
    Place("单位", "units.index", Permission.ACCOUNTS),
    Place("通道", "gateways.index", Permission.CHANNELS),
    Place("投递", "deliveries.index", Permission.CHANNELS),
    Place("自检", "selfcheck.index", Permission.AUDIT),
)
LINKS = 256
"""So many drawings are kept: combinations of roles, times the parts of the site."""

INBOX = "inbox.index"
"""Where the count in the top bar leads."""


def add_navigation(app: Flask) -> None:
    """Tell every template where the viewer may go, and what is waiting."""
    app.context_processor(
        lambda: {"navigation": _navigation(), "inbox": _inbox, "office": wired().office_name}
    )


def places(viewer: Viewer) -> list[tuple[str, str, str, str]]:
    """Blueprint, label, address and key of each page that the viewer may open."""
    return _places(viewer.roles, request.script_root)


def _navigation() -> Markup | None:
    """Links to those pages; nothing for people who are not signed in."""
    viewer = viewer_or_none()
    return _links(viewer.roles, request.script_root, request.blueprint) if viewer else None


@lru_cache(LINKS)
def _links(roles: frozenset[Role], root: str, here: str | None) -> Markup:
    """Drawn once for the roles, the root at which the site is mounted, and the part of it that is open."""
    macros: Any = current_app.jinja_env.get_template("macros/frame.html").module
    return Markup(macros.links(_places(roles, root), here))  # noqa: S704 - what a macro has drawn


@lru_cache
def _places(roles: frozenset[Role], _: str) -> list[tuple[str, str, str, str]]:
    """Found once for the roles, below the root at which the site is mounted."""
    return [
        (place.endpoint.partition(".")[0], place.label, url_for(place.endpoint), place.key)
        for place in PLACES
        if any(place.permission in GRANTS[role] for role in roles)
    ]


def _inbox() -> tuple[str, int] | None:
    """The address of the inbox and how much in it is unread; nothing for people who are not signed in."""
    viewer = viewer_or_none()
    return (url_for(INBOX), unread(viewer)) if viewer else None
