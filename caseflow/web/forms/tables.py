"""A table that is filled in cell by cell (表格)."""

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from wtforms import Field

from caseflow.web.forms.reading import clean

SPARE = 3
"""Empty rows that wait below what is there; sending the form brings more."""

MOST = 400
_LONGEST = 300
_CELL = re.compile(r"(\d{1,3})-(\d{1,2})")

Row = tuple[str, ...]


class _Grid:
    """Draws the rows as boxes under the heads of their columns."""

    def __call__(self, field: "TableField", **rest: Any) -> Markup:
        """The table; each box is named by its row and column."""
        head = Markup("").join(Markup("<th scope=col>{}</th>").format(label) for label in field.heads)
        rows = [*field.rows, *[("",) * len(field.heads)] * SPARE]
        body = Markup("").join(self._row(field, n, row) for n, row in enumerate(rows))
        described = rest.get("aria-describedby") or ""
        return Markup(
            '<div class="cells" id="{}" tabindex="-1" role="group" aria-label="{}" aria-describedby="{}">'
            "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
        ).format(field.id, field.label.text, described, head, body)

    def _row(self, field: "TableField", n: int, row: Row) -> Markup:
        box = Markup(
            '<td><input class="form-control" name="{}-{}-{}" value="{}" maxlength="{}" aria-label="{}"></td>'
        )
        cells = (
            box.format(field.name, n, m, cell, _LONGEST, f"第{n + 1}行{label}")
            for m, (label, cell) in enumerate(zip(field.heads, row, strict=True))
        )
        return Markup("<tr>{}</tr>").format(Markup("").join(cells))


class TableField(Field):
    """Rows of texts; the value is a tuple of those in which anything stands."""

    widget = _Grid()

    def __init__(self, label: str, heads: Sequence[str], **rest: Any) -> None:
        self.heads = tuple(heads)
        super().__init__(label, **rest)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """What was sent, in place of what stood there."""
        self.process_errors: list[str] = []
        self.errors: list[str] = []
        standing = data if isinstance(data, Sequence) and not isinstance(data, str) else ()
        self.object_data = self.data = tuple(tuple(row) for row in standing)
        sent = self._sent(formdata) if formdata is not None else None
        if sent is not None:
            self.data = sent
        self.raw_data = None

    def _sent(self, formdata: Any) -> tuple[Row, ...] | None:
        rows: dict[int, dict[int, str]] = {}
        for key in formdata:
            name, _, place = key.partition(f"{self.name}-")
            found = _CELL.fullmatch(place) if not name else None
            if found and int(found[2]) < len(self.heads):
                rows.setdefault(int(found[1]), {})[int(found[2])] = clean(formdata[key].replace("\0", ""))[
                    :_LONGEST
                ]
        if not rows:
            return None
        filled = (tuple(rows[n].get(m, "") for m in range(len(self.heads))) for n in sorted(rows)[:MOST])
        return tuple(row for row in filled if any(row))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What stands in it."""
        return self.data or ()
