"""How a page's list is listed: columns, and the same query as the page. Declared once, on the view itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for
from wtforms import Field

from caseflow.casework.exports.columns import Cell, Column, Unmasked
from caseflow.casework.privacy import mask_number
from caseflow.casework.worklists.paging import Cursor, Page, stretch
from caseflow.kernel.roles import Viewer
from caseflow.web.access import may_open

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "__listing__"

AT_ONCE = 10_000
"""Rows of a table that is made while somebody waits; longer ones are made in the background."""

STRETCH = 2_000
"""Rows that are read at a time."""

_SECRET = 7
"""Figures in a typed text from which on it may be a phone or a card number."""


@dataclass(frozen=True)
class Listed:
    """A list as somebody asks for it: its name, columns, pages, and what narrows it, in words.

    Rows need no more than what the columns ask of them; with `unmasked` each has an `id`.
    """

    title: str
    columns: Sequence[Column]
    page: Callable[[Cursor | None], Page[Any]]
    narrowed: str = ""
    unmasked: Unmasked | None = None

    def columns_for(self, viewer: Viewer) -> list[Column]:
        """The columns that the viewer may see."""
        return [column for column in self.columns if column.needs is None or viewer.can(column.needs)]

    def rows(self) -> Iterator[Sequence[Any]]:
        """All there is, stretch by stretch, as the page would show it."""
        after = None
        while True:
            with stretch(STRETCH):
                page = self.page(after)
            yield page.rows
            if (after := page.next) is None:
                return


def in_one(rows: Sequence[Any]) -> Callable[[Cursor | None], Page[Any]]:
    """The pages of a list that is short: one, with these rows."""
    return lambda _: Page(list(rows), None)


Lister = Callable[[Viewer, datetime], Listed]
"""What the address asks for, for the viewer at that time; reads `request` as the page does."""


def exported(lister: Lister) -> Callable[[View], View]:
    """Declare that the list of a view can be taken away as this lists it."""

    def mark(view: View) -> View:
        setattr(view, _MARK, lister)
        return view

    return mark


def lister_of(endpoint: str, viewer: Viewer) -> Lister | None:
    """How the page is listed, if it is, and the viewer may open it."""
    view = current_app.view_functions.get(endpoint)
    lister: Lister | None = getattr(view, _MARK, None)
    return lister if lister and may_open(viewer, endpoint) else None


def export_address() -> str:
    """Where the list of this page is taken away, with its filters; empty where there is no such list."""
    if not hasattr(current_app.view_functions.get(request.endpoint or ""), _MARK):
        return ""
    asked = {name: text for name, text in request.args.items() if name != "after"}
    return (
        f"{url_for('exports.ask', of=request.endpoint)}?{urlencode({**asked, **(request.view_args or {})})}"
    )


def page_address(endpoint: str) -> str:
    """Where the list is looked at, with the filters of this address."""
    (rule, *_) = current_app.url_map.iter_rules(endpoint)
    of: dict[str, Any] = {name: request.args[name] for name in rule.arguments}
    path = url_for(endpoint, **of)
    rest = {name: text for name, text in request.args.items() if name not in rule.arguments}
    return f"{path}?{urlencode(rest)}"


def add_exports(app: Flask) -> None:
    """Let every page say where its list is taken away."""
    app.add_template_global(export_address)


def table(listed: Listed, viewer: Viewer, *, unmasked: bool) -> tuple[dict[str, int], Iterator[list[Cell]]]:
    """Headings with their widths, and the rows as cells."""
    columns = listed.columns_for(viewer)
    heads = {column.label: column.width for column in columns}
    hidden = listed.unmasked if unmasked else None
    if hidden:
        heads |= dict.fromkeys(hidden.heads, 20)
    pages = (_cells(rows, columns, hidden, viewer) for rows in listed.rows())
    return heads, chain.from_iterable(pages)


def _cells(
    rows: Sequence[Any], columns: Sequence[Column], hidden: Unmasked | None, viewer: Viewer
) -> Iterator[list[Cell]]:
    of = [column.of for column in columns]
    if hidden is None:
        yield from ([each(row) for each in of] for row in rows)
        return
    known, nothing = hidden.of([row.id for row in rows], viewer), ("",) * len(hidden.heads)
    for row in rows:
        yield [*(each(row) for each in of), *known.get(row.id, nothing)]


def in_words(*fields: Field) -> str:
    """What was chosen or typed in a page's filters; a long number is told with stars."""
    said = ((field.label.text, _said(field)) for field in fields)
    return "；".join(f"{label}：{text}" for label, text in said if text)


def _said(field: Field) -> str:
    if not field.data:
        return ""
    if field.data is True:
        return "是"
    text = str(field.data)
    if choices := getattr(field, "choices", None):
        return str(dict(choices).get(text, text))
    return mask_number(text) if sum(c.isdigit() for c in text) >= _SECRET else text
