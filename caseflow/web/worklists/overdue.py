"""What is late, for those who supervise (超期清单)."""

from collections.abc import Sequence

from flask import Blueprint, render_template

from caseflow.casework import worklists
from caseflow.casework.bulk import bulks
from caseflow.casework.lights import Now
from caseflow.casework.worklists import Filters, Tab
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import FilterField, FilterForm, after, same_list
from caseflow.web.worklists.words import coming

pages = Blueprint("overdue", __name__, url_prefix="/overdue")

ALL = ""


class OverdueFilters(FilterForm):
    """What narrows the list."""

    flow = FilterField("流程")
    unit_id = FilterField("单位")

    def offer_to(self, viewer: Viewer) -> None:
        """Let the viewer choose among what the viewer sees."""
        self.offer("flow", choices.processes(viewer))
        self.offer("unit_id", choices.units(viewer))


@pages.get("")
@needs(Permission.OVERDUE_READ)
def index() -> str:
    """What is late, the latest first, with how much there is in each process."""
    viewer, now, form = current_viewer(), now_at(utcnow()), OverdueFilters()
    form.offer_to(viewer)
    flow, unit_id = form.text("flow"), whole(form.text("unit_id"))
    page = worklists.late(viewer, process=flow, unit_id=unit_id, after=after(), now=now)
    return render_template(
        "worklists/overdue.html",
        filters=form,
        flow=flow,
        tabs=_tabs(worklists.lateness(viewer, unit_id=unit_id, now=now)),
        page=page,
        bulks=bulks(viewer),
        coming="" if page.rows else _coming(viewer, unit_id, now),
    )


def _coming(viewer: Viewer, unit_id: int | None, now: Now) -> str:
    """What falls due next, when nothing is late."""
    return coming(worklists.queue(viewer, Tab.TEAM, Filters(unit_id=unit_id), None, now).rows)


def _tabs(counts: Sequence[tuple[Process, int]]) -> list[tuple[str, str, str, int]]:
    """All, and then each process that has any, with how much is late."""
    every = (ALL, "全部", same_list(flow=ALL), sum(count for _, count in counts))
    return [every, *((p.name, p.label, same_list(flow=p.name), count) for p, count in counts)]
