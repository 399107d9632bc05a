"""Every page that shows a table or pages of a list can be taken away, or it is said here why not."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from sys import modules

from flask import Flask

TEMPLATES = Path(__file__).parents[2] / "templates"
_LISTS = re.compile(r"<table|pager\(")
_PARTS = re.compile(r'''(?:include|import|from|extends)\s+"([\w/]+\.html)"''')

NOT_TAKEN = {
    "first": "only the first of what other pages list in full and give away",
    "form": "a form, or a look ahead at what it will do",
    "law": "days off, rules and local figures, in force and proposed: printed with their versions",
    "own": "what one person has set for oneself",
    "state": "how the system stands now",
    "words": "texts of templates and clauses, edited one by one",
}
"""Why a table is not taken away."""

EXCEPTIONS = {
    "today.index": "first",
    "account.profile": "own",
    "views.index": "own",
    "beginnings.index": "form",
    "bulk.ask": "form",
    "calendar.notice": "form",
    "imports.new": "form",
    "calendar.index": "law",
    "selfcheck.index": "state",
    "gateways.index": "state",
    "rules.index": "law",
    "parameters.index": "law",
    "templates.index": "words",
    "wordings.index": "words",
    "clauses.index": "words",
}


def test_every_list_is_taken_away_or_said_not_to_be(app: Flask) -> None:
    lists = set(_lists(app))
    declared = {name for name, view in app.view_functions.items() if hasattr(view, "__listing__")}
    assert lists - declared == set(EXCEPTIONS)
    assert set(EXCEPTIONS.values()) <= set(NOT_TAKEN)


def test_every_page_that_is_taken_away_says_where(app: Flask) -> None:
    for name, view in app.view_functions.items():
        if hasattr(view, "__listing__"):
            assert any(map(_leads_away, _templates(view))), name


def _lists(app: Flask) -> Iterator[str]:
    """The pages at an address of their own, about no single thing, that show a table or a list in pages."""
    for rule in app.url_map.iter_rules():
        looks = "GET" in (rule.methods or ()) and not rule.arguments
        if looks and any(map(_lists_something, _templates(app.view_functions[rule.endpoint]))):
            yield rule.endpoint


def _templates(view: object) -> set[str]:
    """The templates that a view names, itself or by the functions of its module that it calls."""
    functions = _functions(getattr(view, "__module__", ""))
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [getattr(view, "__name__", "")]
    while waiting:
        name = waiting.pop()
        if name not in seen and name in functions:
            texts, names = functions[name]
            found |= {text for text in texts if (TEMPLATES / text).is_file()}
            waiting += names
        seen.add(name)
    return found


@cache
def _functions(module: str) -> dict[str, tuple[list[str], list[str]]]:
    """Of each function of the module the names of templates in it, and the names that it uses."""
    found = {}
    for node in ast.parse(inspect.getsource(modules[module])).body:
        if isinstance(node, ast.FunctionDef):
            inner = list(ast.walk(node))
            values = [each.value for each in inner if isinstance(each, ast.Constant)]
            texts = [value for value in values if isinstance(value, str) and value.endswith(".html")]
            found[node.name] = texts, [each.id for each in inner if isinstance(each, ast.Name)]
    return found


@cache
def _text(template: str) -> str:
    """The template with what it includes; the base of every page and the macros are nobody's list."""
    own = (TEMPLATES / template).read_text()
    parts = {part for part in _PARTS.findall(own) if not part.startswith(("base", "macros", "exports/link"))}
    return own + "".join(_text(part) for part in sorted(parts - {template}) if (TEMPLATES / part).is_file())


def _lists_something(template: str) -> bool:
    return bool(_LISTS.search(_text(template)))


def _leads_away(template: str) -> bool:
    return "exports/link.html" in _text(template)
