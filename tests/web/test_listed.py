"""Every page that shows a table or pages of a list can be taken away, or it is said here why not."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from sys import modules

import pytest
from flask import Flask
from flask.testing import FlaskClient

from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from caseflow.web.exports import listing
from tests import given
from tests.web.desk import seated
from tests.web.test_exports import PURPOSE, furnished, rows_of, take, way

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


def heads(page: str) -> list[set[str]]:
    """The headings of each table of a page."""
    found = [re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table) for table in page.split("<thead")[1:]]
    said = re.compile(r'<span class="(?:secondary|visually-hidden)">.*?</span>|<[^>]+>')
    return [{said.sub("", head) for head in each} - {""} for each in found]


LISTS = {
    "/cases?tab=team": Role.MANAGER,
    "/board?light=all": Role.MANAGER,
    "/workers/": Role.MANAGER,
    "/employers/": Role.MANAGER,
    "/officers": Role.MANAGER,
    "/documents/ledger": Role.SUPERVISOR,
    "/reports/workload": Role.MANAGER,
    "/archives?tab=all": Role.ARCHIVIST,
    "/callbacks?show=awaited": Role.CALLBACK,
    "/admin/deliveries/": Role.ADMIN,
    "/reports?period=2026-09": Role.MANAGER,
    "/reports?period=2026-09&split=unit": Role.MANAGER,
    "/reports/registered?period=2026-09": Role.MANAGER,
    "/reports/officers?period=2026-09": Role.MANAGER,
    "/reports/registered/trend?period=2026-09": Role.MANAGER,
    "/reports/submitted/{snapshot}": Role.MANAGER,
    "/reports/submitted/{snapshot}/registered": Role.MANAGER,
    "/reports/submitted": Role.MANAGER,
    "/search?q=示例": Role.MANAGER,
    "/inbox": Role.MANAGER,
    "/inbox/sent": Role.MANAGER,
    "/admin/users/": Role.ADMIN,
    "/admin/units/": Role.ADMIN,
    "/admin/synonyms/": Role.ADMIN,
    "/forecast": Role.MANAGER,
    "/board/month/2026-09": Role.MANAGER,
    "/erasures/": Role.MANAGER,
    "/sampling": Role.MANAGER,
    "/imports": Role.MANAGER,
    "/leave": Role.MANAGER,
    "/exports": Role.MANAGER,
}


EMPTY = {"/admin/deliveries/", "/archives?tab=all", "/erasures/", "/sampling", "/imports", "/leave"}
"""Where the furnished office has nothing."""

DRAWN = {"/forecast", "/board/month/2026-09", "/search?q=示例", "/inbox", "/inbox/sent", "/admin/units/"}
"""Pages that are no plain table, or have words and marks of their own in its head."""


@pytest.mark.usefixtures("app", "clock")
def test_every_list_has_what_its_page_shows(client: FlaskClient, app: Flask) -> None:
    snapshot, tried = furnished(), set()
    for named, role in LISTS.items():
        address = named.format(snapshot=snapshot)
        person = seated(client, role)
        page = person.get(address).text
        endpoint = way(page).removeprefix("/exports/of/").partition("?")[0]
        tried.add(endpoint)
        with app.test_request_context(way(page)):
            viewer = given.viewer(given.person(role))
            lister = listing.lister_of(endpoint, viewer)
            assert lister
            listed = lister(viewer, utcnow())
        columns = {column.head or column.label for column in listed.columns}
        shown = [each for each in heads(page) if len(each) > 2]
        drawn = address in DRAWN
        assert drawn or not shown or any(each <= columns for each in shown), (address, shown)
        assert shown or drawn or address in EMPTY
        mark, said, *_ = rows_of(take(person, address))
        assert said == [column.label for column in listed.columns_for(viewer)]
        assert PURPOSE in str(mark[0])
        assert listed.title in str(mark[0])
    declared = {name for name, view in app.view_functions.items() if hasattr(view, "__listing__")}
    assert tried <= declared  # other parts test the lists they add
