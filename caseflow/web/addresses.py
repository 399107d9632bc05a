"""What an address may hold: ids that a database can keep, text without NUL, ways back within this site."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, Request, abort, has_request_context, request
from werkzeug.routing import IntegerConverter, ValidationError

LARGEST_ID = 2**31 - 1

_PLACES = range(LARGEST_ID + 1, LARGEST_ID + 10)
"""Stand for the numbers of an address that is kept."""

_PLACE = re.compile("|".join(map(str, _PLACES)))

ADDRESSES = 2000
"""So many addresses are kept, those used last."""

_ELSEWHERE = frozenset({"_external", "_scheme"})
"""What asks for an address with the name of the host."""


class IdConverter(IntegerConverter):
    """The `<int:…>` of every route; a number that no row can have is not found."""

    regex = r"[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        """The id, when the column can hold it."""
        id = super().to_python(value)
        if id > LARGEST_ID:
            raise ValidationError
        return int(id)


class Site(Flask):
    """An application that keeps the addresses it has made: a page has some fifty.

    Those that differ in nothing but numbers are made once, with a number in each place that no row can have.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._kept = lru_cache(ADDRESSES, typed=True)(self._made)

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """What Flask answers; a path within this site is made once for the same blueprint and values."""
        if self.debug or not has_request_context() or not _ELSEWHERE.isdisjoint(values):
            return super().url_for(endpoint, **values)
        here: Request = request._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001
        blueprint = here.blueprint if endpoint[0] == "." else None
        numbers = (name for name, value in values.items() if type(value) is int)
        places = dict(zip(numbers, _PLACES, strict=False))
        address = self._kept(here.script_root, blueprint, endpoint, **values | places)
        if address is None:
            return super().url_for(endpoint, **values)
        there = {str(place): str(values[name]) for name, place in places.items()}
        return _PLACE.sub(lambda found: there[found[0]], address) if there else address

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function: none of this site is a coroutine, and Flask would look at a dozen in each request."""
        return func

    def _made(self, _: str, __: str | None, endpoint: str, /, **values: Any) -> str | None:
        """The address; None when what somebody typed looks like one of the places in it."""
        address = super().url_for(endpoint, **values)
        once = all(address.count(str(place)) == (place in values.values()) for place in _PLACES)
        return address if once else None


def add_addresses(app: Flask) -> None:
    """Check every address; call it before routes are added."""
    app.url_map.converters["int"] = IdConverter
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    """PostgreSQL cannot keep a NUL in text; fields of forms refuse it by themselves, with their own words."""
    if "\0" in request.path or any("\0" in text for pair in request.args.items(multi=True) for text in pair):
        abort(400)


def within_site(address: str | None) -> str:
    """The address when it is a path of this site, else the start page; no link leads elsewhere through us."""
    path = (address or "").strip()
    misread = "\\" in path or any(char < " " for char in path)  # browsers take /\host for //host
    return path if path.startswith("/") and not path.startswith("//") and not misread else "/"
