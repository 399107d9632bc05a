"""What an address may hold: ids that a database can keep, text without NUL, ways back within this site."""

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, ValidationError

LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """The `<int:…>` of every route; a number that no row can have is not found."""

    regex = r"[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        """The id, when the column can hold it."""
        id = super().to_python(value)
        if id > LARGEST_ID:
            raise ValidationError
        return int(id)


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
