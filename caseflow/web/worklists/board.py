"""The board: how the work stands, and the list behind each number (督办看板)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import worklists
from caseflow.casework.bulk import bulks
from caseflow.casework.lights import Light, Now
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import Attention, By, Page, Part, Watched
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms.fields import whole
from caseflow.web.forms.reading import day_in
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists import columns
from caseflow.web.worklists.filtering import after

pages = Blueprint("board", __name__)

SHOWN = 100
"""Rows of units or people; those after them are counted in one."""

ALL, UNDER_WAY = "all", "open"
"""What is asked for instead of a light: whatever has a date or rests, and whatever is open."""

EMPTY = {
    Light.OVERDUE: "没有超期件。",
    Light.NEAR: "没有临近到期的件。",
    Light.NORMAL: "没有离到期还早的件。",
    Light.PAUSED: "没有暂停的件。挂起、中止期间的件会出现在这里。",
    Light.PROVISIONAL: "没有暂定期限的件。到期的那一年还没有公布放假安排时，会先按最早的一天暂定。",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: what the rows are, and which part the list shows."""

    by: By
    part: Part

    @classmethod
    def read(cls, viewer: Viewer) -> "Asked":
        """As the address says it; what is unknown narrows nothing, and at first the late ones are shown."""
        args = request.args
        by, light = args.get("by", ""), args.get("light", Light.OVERDUE.value)
        processes = {process.name for process in wired().processes}
        part = Part(
            light=Light(light) if light in set(Light) else None,
            process=args.get("flow", "") if args.get("flow") in processes else "",
            unit_id=whole(args.get("unit_id")),
            handler_id=whole(args.get("person")),
            why=Attention(args["why"]) if args.get("why") in set(Attention) else None,
            until=day_in(args.get("until", "")),
            under_way=light == UNDER_WAY,
        )
        wide = viewer.can(Permission.OVERDUE_READ)
        return cls(By(by) if wide and by in set(By) else By.PROCESS, part)

    def address(self, part: Part) -> str:
        """Where that part of the board is, with the rows as they are."""
        instead = UNDER_WAY if part.under_way else ALL
        return f"{self._rows(part)}&light={part.light.value if part.light else instead}"

    def row(self, key: str) -> str:
        """Where a row is, or all of them; the light is to follow."""
        part = replace(self.part, why=None, until=None)  # the counts are of all there are
        return self._rows(self.by.row_of(part, key) if key else part)

    def _rows(self, part: Part) -> str:
        return url_for(
            ".index",
            by=self.by.value,
            flow=part.process or None,
            unit_id=part.unit_id,
            person=part.handler_id,
            why=part.why,
            until=part.until,
        )


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The list below the matrix as a table to take away."""
    asked, now = Asked.read(viewer), now_at(at)
    first = worklists.watched(viewer, asked.part, None, now)
    narrowed = "；".join(label for label, _ in _narrowed(asked, first))
    light = asked.part.light.label if asked.part.light else "在办" if asked.part.under_way else "全部"
    return Listed(
        f"督办清单（{light}）",
        columns.watched(),
        lambda after: worklists.watched(viewer, asked.part, after, now),
        narrowed,
    )


@pages.get("/board")
@needs(Permission.BOARD)
@exported(_listed)
def index() -> str:
    """The matrix, and below it the list of the part that is asked for."""
    viewer, now = current_viewer(), now_at(utcnow())
    asked = Asked.read(viewer)
    board = worklists.board(viewer, asked.by, replace(asked.part, light=None), now)
    page = worklists.watched(viewer, asked.part, after(), now)
    more = {"board": board, "page": page, **_around(viewer, asked, page)}
    why_empty = "" if page.rows else _why_empty(viewer, asked.part, now)
    return render_template("worklists/board.html", asked=asked, why_empty=why_empty, **more)


@pages.get("/board/attention")
@needs(Permission.BOARD)
def attention() -> str:
    """What needs a look whatever its date, as a part of the board; a page of its own without scripts."""
    found = worklists.to_look_at(current_viewer(), now_at(utcnow()))
    part = "HX-Request" in request.headers
    template = "worklists/attention.html" if part else "worklists/attention_page.html"
    return render_template(template, found=found)


@pages.get("/overdue")
@needs(Permission.BOARD)
def overdue() -> ResponseReturnValue:
    """Where the list of what is late used to be."""
    return redirect(f"{url_for('.index')}?{request.query_string.decode()}", 301)


def _around(viewer: Viewer, asked: Asked, page: Page[Watched]) -> dict[str, Any]:
    """What stands around the matrix and the list."""
    return {
        "shown": SHOWN,
        "columns": worklists.COLUMNS,
        "switch": _switch(asked) if viewer.can(Permission.OVERDUE_READ) else [],
        "narrowed": _narrowed(asked, page),
        "bulks": bulks(viewer),
    }


def _switch(asked: Asked) -> list[tuple[By, str, str]]:
    """What the rows may stand for, each with its address."""
    return [(by, by.label, replace(asked, by=by).address(asked.part)) for by in By]


def _narrowed(asked: Asked, page: Page[Watched]) -> list[tuple[str, str]]:
    """What narrows the board beside the light, named by the lines it shows, and the address without it."""
    part, first = asked.part, page.rows[0].line if page.rows else None
    found = []
    if part.process:
        label = next(p.label for p in wired().processes if p.name == part.process)
        found.append((label, asked.address(replace(part, process=""))))
    if part.unit_id is not None:
        found.append((first.unit if first else "所选单位", asked.address(replace(part, unit_id=None))))
    if part.handler_id is not None:
        label = (first.handler if first else "所选人员") or "承办人未确定"
        found.append((label, asked.address(replace(part, handler_id=None))))
    if part.why:
        found.append((part.why.label, asked.address(replace(part, why=None))))
    if part.until:
        until = f"{part.until.month}月{part.until.day}日以前到期"
        found.append((until, asked.address(replace(part, until=None))))
    if part.under_way:
        found.append(("在办", asked.address(replace(part, under_way=False))))
    return found


def _why_empty(viewer: Viewer, part: Part, now: Now) -> str:
    """Why nothing is listed, and what falls due next where nothing is late."""
    if part.light is Light.OVERDUE and (next_due := worklists.next_due(viewer, part, now)):
        at, count = next_due
        return f"{EMPTY[Light.OVERDUE]}最近的期限：{now.last_moment(at)}，{count} 件。"
    return EMPTY[part.light] if part.light else "没有这样的件。" if part.why else "没有在办的件。"
