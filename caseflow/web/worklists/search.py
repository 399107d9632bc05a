"""Search everywhere: the page with its filters, and the palette for those who type (搜索)."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template, request

from caseflow.casework import search
from caseflow.casework.exports.columns import Column
from caseflow.casework.pinyin import initials
from caseflow.casework.search import Asked, Found, Hit, Narrow, Unsearchable
from caseflow.casework.worklists import Cursor, Page
from caseflow.casework.worklists.paging import page_rows
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one, in_words
from caseflow.web.forms import DateField, LineField
from caseflow.web.forms.fields import whole
from caseflow.web.navigation import places
from caseflow.web.proceedings.family import place_of
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import FilterField, FilterForm, same_list
from caseflow.web.worklists.marks import Marker

pages = Blueprint("search", __name__, url_prefix="/search")

OPEN, CLOSED = "open", "closed"
SUGGESTED = 8
"""Hits in the palette."""


class SearchFilters(FilterForm):
    """The words, and what narrows the search."""

    q = LineField("搜索词")
    flow = FilterField("流程")
    stage = FilterField("状态")
    category = FilterField("类别")
    unit_id = FilterField("单位")
    since = DateField("登记不早于")
    until = DateField("登记不晚于")

    def offer_to(self, viewer: Viewer) -> None:
        """Let the viewer choose among what the viewer sees."""
        self.offer("flow", choices.processes(viewer))
        self.offer("stage", [(OPEN, "在办"), (CLOSED, "已结")])
        self.offer("category", choices.subject_groups())
        self.offer("unit_id", choices.units(viewer))

    @property
    def narrow(self) -> Narrow:
        """What was chosen."""
        return Narrow(
            process=self.text("flow"),
            open={OPEN: True, CLOSED: False}.get(self.text("stage")),
            category=self.text("category"),
            unit_id=whole(self.text("unit_id")),
            since=self._day("since"),
            until=self._day("until"),
        )

    def _day(self, name: str) -> date | None:
        day = self[name].data
        return day if isinstance(day, date) else None

    @property
    def faults(self) -> list[str]:
        """What was typed and could not be read."""
        return [f"{field.label.text}：{fault}" for field in self for fault in field.process_errors]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, with the words to mark; or why nothing was looked for."""

    found: Found | None = None
    marker: Marker | None = None
    refusal: str = ""


def _columns() -> tuple[Column, ...]:
    """What a hit says of itself; the worker is masked, as on the page."""
    subjects = choices.short_subjects()
    return (
        Column("编号", lambda hit: hit.number, 18),
        Column("流程", lambda hit: hit.process.label, 12),
        Column("状态", lambda hit: hit.stage.label, 14),
        Column("职工", lambda hit: hit.worker, 10),
        Column("用人单位", lambda hit: hit.employer, 28),
        Column("类别", lambda hit: subjects.get(hit.category, ""), 16),
        Column("承办单位", lambda hit: hit.unit, 22),
        Column("登记日期", lambda hit: local_day(hit.opened_at), 12),
    )


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """What was found, as a table to take away."""
    form = SearchFilters()
    form.offer_to(viewer)
    try:
        asked = search.read(form.text("q"))
    except Unsearchable:
        return Listed("搜索结果", _columns(), in_one([]), in_words(*form))

    def page(after: Cursor | None) -> Page[Hit]:
        rows, below = page_rows(), after.id if after else None
        found = search.find(viewer, asked, form.narrow, below=below, rows=rows, counted=False)
        return Page(found.hits, Cursor(None, found.below) if found.below else None)

    return Listed("搜索结果", _columns(), page, in_words(*form))


@pages.get("")
@needs(Permission.SIGNED_IN)
@exported(_listed)
def index() -> str:
    """What was found for the words of the address."""
    form = SearchFilters()
    form.offer_to(current_viewer())
    answer = _answer(form.text("q"), form.narrow, below=whole(request.args.get("after")))
    below = answer.found.below if answer.found else None
    return render_template(
        "worklists/search.html",
        filters=form,
        answer=answer,
        next=same_list(after=str(below)) if below else None,
        narrowed=form.narrow != Narrow(),
        registers=_registers() if current_viewer().can(Permission.REGISTER_READ) else ("", ""),
    )


def _registers() -> tuple[str, str]:
    """What stands before the id in the addresses of workers and of employers."""
    return place_of("workers"), place_of("employers")


@pages.get("/palette")
@needs(Permission.SIGNED_IN)
def palette() -> str:
    """Where to go and what was found, for the palette."""
    typed = request.args.get("q", "").strip()
    answer = _answer(typed, Narrow(), rows=SUGGESTED)
    return render_template("worklists/palette.html", typed=typed, places=_places(typed), answer=answer)


def _answer(typed: str, narrow: Narrow, *, below: int | None = None, rows: int | None = None) -> Answer:
    """What the words find; `rows` for a few without a count."""
    try:
        asked = search.read(typed) if typed else None
    except Unsearchable as refusal:
        return Answer(refusal=str(refusal))
    return Answer(_found(asked, narrow, below, rows), Marker(asked.phrases)) if asked else Answer()


def _found(asked: Asked, narrow: Narrow, below: int | None, rows: int | None) -> Found:
    viewer = current_viewer()
    if rows:
        return search.find(viewer, asked, narrow, rows=rows, counted=False)
    return search.find(viewer, asked, narrow, below=below)


def _places(typed: str) -> list[tuple[str, str]]:
    """Label and address of the pages that are called so, or begin with these initials; all without any."""
    letters = typed.lower()
    return [
        (label, address)
        for _, label, address, _ in places(current_viewer())
        if typed in label or (letters and initials(label).startswith(letters))
    ]
