"""The frame of every page: where one can go from it, and what waits to be read (导航)."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, TypeAlias

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from caseflow.casework.inbox import unread
from caseflow.casework.wiring import wired
from caseflow.kernel.roles import GRANTS, Permission, Role, Viewer
from caseflow.web.access import viewer_or_none

Link: TypeAlias = tuple[str, str, str, str]
"""Blueprint, label, address and key of a page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to, for those who may open it; `key` leads there, too (keys.js)."""

    label: str
    endpoint: str
    permission: Permission
    key: str = ""


GROUPS = {
    "办理": (
        Place("今日", "today.index", Permission.SIGNED_IN, "g t"),
        Place("来电登记", "intake.new", Permission.INTAKE, "n"),
        Place("新建", "beginnings.index", Permission.SIGNED_IN),
        Place("队列", "queue.index", Permission.SIGNED_IN, "g q"),
        Place("回拨回访", "callbacks.index", Permission.CALLBACKS),
        Place("消息", "inbox.index", Permission.SIGNED_IN),
    ),
    "督办": (
        Place("看板", "board.index", Permission.BOARD, "g b"),
        Place("到期预测", "forecast.index", Permission.FORECAST),
        Place("报表", "reports.index", Permission.REPORTS),
        Place("人员负荷", "workload.index", Permission.BOARD),
        Place("质量抽检", "sampling.index", Permission.SAMPLING),
    ),
    "名册台账": (
        Place("职工", "workers.index", Permission.REGISTER_READ),
        Place("用人单位", "employers.index", Permission.REGISTER_READ),
        Place("三员", "officers.index", Permission.OFFICERS_READ),
        Place("专项行动", "campaigns.index", Permission.CAMPAIGNS_READ),
        Place("矛盾纠纷排查", "screenings.index", Permission.CAMPAIGNS_READ),
        Place("个人信息删除", "erasures.index", Permission.ERASURES),
        Place("档案到期", "archives.index", Permission.ARCHIVES),
        Place("文号台账", "ledger.index", Permission.REGISTER_READ),
        Place("批量导入", "imports.index", Permission.IMPORTS),
        Place("导出记录", "exports.index", Permission.SIGNED_IN),
    ),
    "依据": (
        Place("知识库", "knowledge.index", Permission.SIGNED_IN, "g k"),
        Place("规则", "rules.index", Permission.RULES_READ),
        Place("条款库", "clauses.index", Permission.RULES_READ),
        Place("日历", "calendar.index", Permission.SIGNED_IN),
    ),
    "设置": (
        Place("请假代理", "leave.index", Permission.ABSENCES),
        Place("文书模板", "templates.index", Permission.RULES),
        Place("用户", "users.index", Permission.ACCOUNTS),
        Place("单位", "units.index", Permission.ACCOUNTS),
        Place("同义词", "synonyms.index", Permission.SYNONYMS),
        Place("通道", "gateways.index", Permission.CHANNELS),
        Place("投递", "deliveries.index", Permission.CHANNELS),
        Place("自检", "selfcheck.index", Permission.AUDIT),
    ),
}
"""The pages under the heading that they stand below."""

PLACES = tuple(chain.from_iterable(GROUPS.values()))
LINKS = 256
"""So many drawings are kept: combinations of roles, times the parts of the site."""

INBOX = "inbox.index"
"""Where the count in the top bar leads."""


def add_navigation(app: Flask) -> None:
    """Tell every template where the viewer may go, and what is waiting."""
    app.context_processor(
        lambda: {"navigation": _navigation(), "inbox": _inbox, "office": wired().office_name}
    )


def places(viewer: Viewer) -> list[Link]:
    """Each page that the viewer may open."""
    return [link for _, links in _groups(viewer.roles, request.script_root) for link in links]


def _navigation() -> Markup | None:
    """Links to those pages; nothing for people who are not signed in."""
    viewer = viewer_or_none()
    return _drawn(viewer.roles, request.script_root, request.blueprint) if viewer else None


@lru_cache(LINKS)
def _drawn(roles: frozenset[Role], root: str, here: str | None) -> Markup:
    """Drawn once for the roles, the root at which the site is mounted, and the part of it that is open."""
    macros: Any = current_app.jinja_env.get_template("macros/frame.html").module
    return Markup(macros.links(_groups(roles, root), here))  # noqa: S704 - what a macro has drawn


@lru_cache
def _groups(roles: frozenset[Role], _: str) -> list[tuple[str, list[Link]]]:
    """The headings with their pages, found once for the roles and the root of the site."""
    open_to = frozenset().union(*(GRANTS[role] for role in roles))
    groups = [
        (heading, [_link(place) for place in group if place.permission in open_to])
        for heading, group in GROUPS.items()
    ]
    return [(heading, links) for heading, links in groups if links]


def _link(place: Place) -> Link:
    return place.endpoint.partition(".")[0], place.label, url_for(place.endpoint), place.key


def _inbox() -> tuple[str, int] | None:
    """The address of the inbox and how much in it is unread; nothing for people who are not signed in."""
    viewer = viewer_or_none()
    return (url_for(INBOX), unread(viewer)) if viewer else None
