"""The queue with its tabs and filters (工单队列)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import worklists
from caseflow.casework.bulk import bulks
from caseflow.casework.law import pulse
from caseflow.casework.lights import Light, Now
from caseflow.casework.saved_views import views
from caseflow.casework.worklists import Filters, Tab
from caseflow.extensions import db
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, in_background, needs
from caseflow.web.exports.listing import Listed, exported, in_words
from caseflow.web.forms import LineField
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists import choices, columns
from caseflow.web.worklists.filtering import FilterField, FilterForm, after, same_list

pages = Blueprint("queue", __name__, url_prefix="/cases")

STILL = 300
"""Seconds for which a list without events stays as it is: what is left of a deadline is told in minutes."""

EMPTY = {
    Tab.MINE: "这里没有件。轮到您办理的，或者由您承办的件会出现在这里。",
    Tab.UNASSIGNED: "没有待派的件。新登记的工单提交派单后会出现在这里。",
    Tab.TEAM: "没有在办的件。",
    Tab.PAUSED: "没有暂停的件。挂起或者转专项办理期间的件会出现在这里。",
    Tab.DONE: "没有办结的件。",
}
NOTHING_FITS = "没有符合筛选条件的件。可能不在您的权限范围内，可请督办员代查。"


class QueueFilters(FilterForm):
    """What narrows the queue."""

    number = LineField("编号")
    family = FilterField("流程")
    light = FilterField("期限")
    unit_id = FilterField("单位")
    category = FilterField("类别")

    def offer_to(self, viewer: Viewer) -> None:
        """Let the viewer choose among what the viewer sees."""
        self.offer("family", choices.families(viewer))
        self.offer("light", choices.LIGHTS)
        self.offer("unit_id", choices.units(viewer))
        self.offer("category", choices.subject_groups())

    @property
    def filters(self) -> Filters:
        """What was chosen."""
        return Filters(
            family=self.text("family"),
            light=Light(self.text("light")) if self.text("light") else None,
            unit_id=whole(self.text("unit_id")),
            category=self.text("category"),
            number=self.text("number"),
        )


NAMES = ("number", "family", "light", "unit_id", "category")
"""The filters that a view keeps, by name."""


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """A tab as a table to take away."""
    tab, form, now = _tab(), QueueFilters(), now_at(at)
    form.offer_to(viewer)
    return Listed(
        f"工单队列（{tab.label}）",
        columns.line(),
        lambda after: worklists.queue(viewer, tab, form.filters, after, now),
        in_words(*form),
    )


@pages.get("")
@needs(Permission.SIGNED_IN)
@exported(_listed)
def index() -> ResponseReturnValue:
    """One tab of the queue, narrowed by the filters; or only its list, which asks for itself now and then."""
    viewer, at = current_viewer(), utcnow()
    known = [] if in_background() else views(viewer)
    if not request.args and (first := next((view for view in known if view.default), None)):
        return redirect(f"{url_for('.index')}?{first.query or 'tab=mine'}", 303)
    law, last = pulse(db.session())
    version = f"{viewer.user_id}.{law.version}.{last}.{int(at.timestamp()) // STILL}"
    alone = in_background()
    if alone and version in request.if_none_match:
        return "", 304
    shown = _shown(viewer, Now(at, law.calendar), last)
    template = "worklists/queue_list.html" if alone else "worklists/queue.html"
    return render_template(template, version=version, views=known, **shown)


def _shown(viewer: Viewer, now: Now, last: int) -> dict[str, Any]:
    tab, form = _tab(), QueueFilters()
    form.offer_to(viewer)
    return {
        "filters": form,
        "query": _query(tab, form),
        "tab": tab,
        "tabs": _tabs(worklists.counts_as_of(viewer, form.filters, now, last)),
        "page": worklists.queue(viewer, tab, form.filters, after(), now),
        "bulks": [] if tab is Tab.DONE else bulks(viewer),
        "why_empty": NOTHING_FITS if form.filters != Filters() else EMPTY[tab],
    }


def _query(tab: Tab, form: QueueFilters) -> str:
    """The tab and the filters that are set, as an address has them and a view keeps them."""
    chosen = {name: form.text(name) for name in NAMES if form.text(name)}
    return urlencode({"tab": tab.value, **chosen})


def _tab() -> Tab:
    """The tab of the address; the first one when it names none."""
    asked = request.args.get("tab", "")
    return Tab(asked) if asked in set(Tab) else Tab.MINE


def _tabs(counts: Mapping[Tab, int]) -> list[tuple[Tab, str, str, int]]:
    """Each tab with its address, which keeps the filters."""
    return [(tab, tab.label, same_list(tab=tab), counts[tab]) for tab in Tab]
