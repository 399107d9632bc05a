"""Forms that narrow a list: sent by GET, so that a list with its filters is an address."""

from typing import Any
from urllib.parse import urlencode

from flask import request
from wtforms import Field

from caseflow.casework.worklists import Cursor, Page
from caseflow.web.forms import Form, SelectField


class FilterField(SelectField):
    """One of several options, or all; what is not offered counts as all, and `stale` says so."""

    stale = False

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, [], **rest)

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Let people choose among these."""
        self.choices = [("", f"全部{self.label.text}"), *choices]
        if self.data not in dict(choices):
            self.stale, self.data = bool(self.data), None


class FilterForm(Form):
    """Filters as the address has them."""

    class Meta(Form.Meta):
        """Nothing is written, so nothing is protected."""

        csrf = False

    def __init__(self, **rest: Any) -> None:
        super().__init__(request.args, **rest)

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Let people choose among these in the field of that name."""
        field: FilterField = self[name]
        field.offer(choices)

    @property
    def stale(self) -> list[str]:
        """What was asked for and is offered no more."""
        return [field.label.text for field in self if getattr(field, "stale", False)]

    def text(self, name: str) -> str:
        """What was chosen or typed; empty when nothing narrows."""
        field: Field = self[name]
        return str(field.data or "")


def after() -> Cursor | None:
    """Where the page begins that the address asks for."""
    return Cursor.parse(request.args.get("after", ""))


def same_list(**changed: str) -> str:
    """The address of this list from its beginning, with some of its filters changed."""
    kept = {name: text for name, text in request.args.items() if name != "after"}
    return f"{request.script_root}{request.path}?{urlencode({**kept, **changed})}"


def next_page(page: Page[Any]) -> str | None:
    """The address of the next page with the same filters, if there is one."""
    return same_list(after=str(page.next)) if page.next else None
