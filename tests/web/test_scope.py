"""Anybody, any proceeding, any page: who sees it follows from role, unit and part taken, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle, product
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Manner, Notification
from caseflow.casework.worklists import By, Tab
from caseflow.casework.worklists.today import SHOWN
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import FAMILIES, GRANTS, Permission, Role
from caseflow.kernel.time import utcnow
from caseflow.registry import PAPERS, PROCESSES
from tests.casework.walker import every_row
from tests.conftest import Place, app_on
from tests.web import branches
from tests.web.branches import ROLES, Case, Clerk
from tests.web.desk import seated
from tests.web.expected import ROW, cells_of, fits, in_tab, light_of, line, names_only, tells_nothing

pytestmark = pytest.mark.xdist_group("office")  # which takes a while to settle

SEED = 12351
MORE, VISITS, TRIES = 10, 18, 3
"""People who take part in some of a matter only, beside one of each role; their visits and tries to post."""

ELSEWHERE = frozenset(
    {"users", "units", "workers", "employers", "groups", "call_capacity", "officers"}
    | {"calendar", "rule_versions", "parameters", "gateways", "deliveries", "imports"}
    | {"erasures", "synonyms", "clauses", "campaigns", "sampling", "exports", "submitted", "screenings"}
)
"""Places where an id is none of a proceeding; they have scope tests of their own."""

LINE = re.compile(r'class="line-number"><a href="([^"]+)" data-open>([^<]*)</a>')
COUNT = re.compile(r'<li><a href="[^"]*tab=(\w+)[^"]*"[^>]*>[^<]* <span class="count quiet">(\d+)</span>')
CELL = re.compile(r'<td class="number"><a[^>]* href="([^"]+)#list" aria-label="[^"]*">(\d+)</a>')
MATCH = re.compile(r'<a href="(/hotline/\d+)" target="_blank">([^<]*)</a>')
MESSAGE = re.compile(r'class="message-text">([^<]*)<')


@dataclass(frozen=True)
class Office:
    """Every proceeding there is, and some people at their desks."""

    app: Flask
    cases: list[Case]
    desks: list[tuple[Clerk, FlaskClient]]
    now: Now
    random: Random

    def rules(self, family: str, method: str) -> list[Rule]:
        """The addresses of the family that name a proceeding."""
        places = (family, "intake") if family == "hotline" else (family,)
        every = self.app.url_map.iter_rules()
        return [
            r for r in every if _place(r) in places and "id" in r.arguments and method in (r.methods or ())
        ]

    def ways(self, method: str) -> dict[str, Iterator[Rule]]:
        """For each family its addresses, one after the other in chance order."""
        rules = {family: self.rules(family, method) for family in FAMILIES}
        return {family: cycle(self.random.sample(some, len(some))) for family, some in rules.items()}

    def address(self, rule: Rule, case: Case, **other: Any) -> str | None:
        """The address for the proceeding, and for something of its own; None where it has no such thing."""
        chosen: dict[str, Any] = {
            "action": self.random.choice(case.process.transitions).action,
            "process": self.random.choice(sorted(PROCESSES)),
            "code": self.random.choice(_papers(case)),
        } | {"place": 0, "answer": "agree"}
        chosen |= dict.fromkeys(("document_id", "file_id", "note_id", "comment_id", "gap_id"))  # elsewhere
        values = {"id": case.id, **chosen, **case.parts, **other}
        named = {name: values[name] for name in rule.arguments}
        if None in named.values():
            return None
        return str(self.app.url_map.bind("localhost").build(rule.endpoint, named))


@pytest.fixture(scope="module")
def office(place: Place) -> Iterator[Office]:
    random = Random(SEED)  # noqa: S311 - always the same office
    app = app_on(place.copy())
    with app.app_context():
        branches.settled(random)
        everybody = branches.clerks()
        boss = next(c for c in everybody if c.roles == {Role.MANAGER})  # of the root, which comes first
        people = [boss]
        people += [random.choice([c for c in everybody if c.roles == {role}]) for role in ROLES]
        cases = branches.cases()
        torn = [c for c in everybody if c not in people and any(map(c.is_beside, cases))]
        people += random.sample(torn, min(MORE, len(torn)))
        desks = [(clerk, seated(app.test_client(), clerk.user)) for clerk in people]
        now = Now(utcnow(), current_law(db.session()).calendar)
        yield Office(app, cases, desks, now, random)
        db.session.remove()
        db.engine.dispose()


def _papers(case: Case) -> list[str]:
    return [paper.code for paper in PAPERS.values() if case.process.name in paper.processes]


def _place(rule: Rule) -> str:
    return str(rule.endpoint).partition(".")[0]


def _may(clerk: Clerk, office: Office, rule: Rule) -> bool:
    asked: Permission = vars(office.app.view_functions[rule.endpoint])["__permission__"]
    return _holds(clerk, asked)


def _holds(clerk: Clerk, permission: Permission) -> bool:
    return any(permission in GRANTS[role] for role in clerk.roles)


def test_every_page_about_a_proceeding_is_walked(office: Office) -> None:
    walked = {rule.endpoint for family in FAMILIES for rule in office.rules(family, "GET")}
    named = {
        rule.endpoint
        for rule in office.app.url_map.iter_rules()
        if "id" in rule.arguments and "GET" in (rule.methods or ()) and _place(rule) not in ELSEWHERE
    }
    assert named == walked
    # and each is in the scope of some and out of that of others
    assert all(any(clerk.sees(case) for clerk, _ in office.desks) for case in office.cases)
    assert all(any(not clerk.sees(case) for clerk, _ in office.desks) for case in office.cases)


def test_a_page_is_there_for_those_in_scope_and_for_nobody_else(office: Office) -> None:
    ways = office.ways("GET")
    for clerk, browser in office.desks:
        seen = [case for case in office.cases if clerk.sees(case)]
        for case in office.random.sample(office.cases, VISITS):
            rule = next(ways[case.process.family])
            address = office.address(rule, case)
            if address is None:
                continue
            answer = browser.get(address)
            where = clerk.user.login, address
            if not _may(clerk, office, rule):
                assert answer.status_code == 403, where
                assert tells_nothing(answer.text, case), where
            elif case not in seen:
                assert answer.status_code == 404, where
                assert tells_nothing(answer.text, case), where
            else:
                assert answer.status_code in (200, 403, 409, 422), where
                of_matter = [other for other in office.cases if other.matter_id == case.matter_id]
                assert names_only(answer.text, [*seen, *of_matter], office.cases), where


def test_nothing_is_found_under_another_proceeding_or_family(office: Office) -> None:
    for clerk, browser in office.desks:
        seen = [case for case in office.cases if clerk.sees(case)]
        if not seen:
            continue
        own = office.random.choice(seen)
        foreign = office.random.choice([case for case in office.cases if case.matter_id != own.matter_id])
        for rule in office.rules(own.process.family, "GET"):
            parts = {name: id for name, id in foreign.parts.items() if name in rule.arguments}
            address = office.address(rule, own, **parts) if parts else None
            if address and _may(clerk, office, rule):
                answer = browser.get(address)
                assert answer.status_code == 404, (clerk.user.login, address)
                assert tells_nothing(answer.text, foreign)
        for family in set(FAMILIES) - {own.process.family}:
            assert browser.get(f"/{family}/{own.id}").status_code in (403, 404)


def test_nobody_changes_what_is_out_of_scope(office: Office) -> None:
    before, ways = every_row(), office.ways("POST")
    for clerk, browser in office.desks:
        hidden = [case for case in office.cases if not clerk.sees(case)]
        for case in office.random.sample(hidden, min(TRIES, len(hidden))):
            rule = next(ways[case.process.family])
            form = {
                "page_version": str(case.version),
                "reason": "示例",
                "because": "示例",
                "evidence": "示例",
            }
            if address := office.address(rule, case):
                answer = browser.post(address, data=form)
                assert answer.status_code == (404 if _may(clerk, office, rule) else 403), (clerk, address)
                assert tells_nothing(answer.text, case)
        others = sa.select(sa.func.min(Notification.id)).where(Notification.recipient_id != clerk.user.id)
        assert browser.post(f"/inbox/{db.session.scalar(others)}/read").status_code == 404
    db.session.rollback()
    assert every_row() == before


def test_the_queue_holds_what_is_in_scope(office: Office) -> None:
    for clerk, browser in office.desks:
        for tab in Tab:
            narrowed = _filters(clerk, office)
            fitting = [c for c in office.cases if clerk.sees(c) and fits(c, narrowed, office.now)]
            page = browser.get(f"/cases?{urlencode({'tab': tab, **narrowed})}").text
            where = clerk.user.login, tab, narrowed
            expected = [case for case in fitting if in_tab(case, tab, clerk)]
            assert sorted(LINE.findall(page)) == sorted(map(line, expected)), where
            counts = {name: int(count) for name, count in COUNT.findall(page)}
            assert counts == {t: sum(in_tab(c, t, clerk) for c in fitting) for t in Tab}, where
            assert names_only(page, fitting, office.cases), where


def test_the_board_counts_what_is_in_scope_and_every_number_opens_its_list(office: Office) -> None:
    for clerk, browser in office.desks:
        if not _holds(clerk, Permission.BOARD):
            assert browser.get("/board").status_code == 403
            continue
        wide = _holds(clerk, Permission.OVERDUE_READ)
        own = [c for c in office.cases if clerk.sees(c) and (wide or c.handler_id == clerk.user.id)]
        for by in By if wide else [By.PROCESS]:
            page = browser.get(f"/board?by={by}")
            cells = {unescape(address): int(n) for address, n in CELL.findall(page.text)}
            expected = cells_of(own, by, office.now)
            assert sorted(cells.values()) == sorted(map(len, expected.values())), (clerk.user.login, by)
            assert names_only(page.text, own, office.cases)
            for address in office.random.sample(sorted(cells), min(TRIES, len(cells))):
                asked = dict(parse_qsl(urlsplit(address).query))
                part = asked.get(ROW[by], ""), asked["light"]
                found = LINE.findall(browser.get(address).text)
                assert sorted(found) == sorted(map(line, expected[part])), (clerk.user.login, address)
                assert len(found) == cells[address]


def test_today_overdue_and_messages_hold_what_is_in_scope(office: Office) -> None:
    for clerk, browser in office.desks:
        seen = [case for case in office.cases if clerk.sees(case)]
        alone = sa.select(Notification.text).filter_by(recipient_id=clerk.user.id, manner=Manner.ALONE)
        own = db.session.scalars(alone).all()
        inbox = browser.get("/inbox").text
        assert sorted(MESSAGE.findall(inbox)) == sorted(own)
        lines = LINE.findall(browser.get("/").text)
        mine = [line(case) for case in seen if in_tab(case, Tab.MINE, clerk)]
        if len(mine) <= SHOWN:
            assert sorted(lines) == sorted(mine)
        else:  # each group shows so many at once
            assert set(lines) <= set(mine)
            assert len(lines) >= SHOWN
        overdue = browser.get("/board")
        wide = _holds(clerk, Permission.OVERDUE_READ)
        row = [case for case in seen if wide or case.handler_id == clerk.user.id]
        late = [line(case) for case in row if light_of(case, office.now) is Light.OVERDUE]
        if _holds(clerk, Permission.BOARD):
            assert sorted(LINE.findall(overdue.text)) == sorted(late)
        else:
            assert overdue.status_code == 403
        assert names_only(overdue.text, seen, office.cases)


def test_a_caller_is_known_from_what_is_in_scope(office: Office) -> None:
    desks = [
        (c, browser) for c, browser in office.desks if any(Permission.INTAKE in GRANTS[r] for r in c.roles)
    ]
    assert desks
    for (clerk, browser), case in product(desks, office.cases):
        told = {"look": "y", "caller_phone": case.identity[1], "employer_name": case.employer}
        page = browser.post("/intake", data=told).text
        expected = [c for c in office.cases if c.matter_id == case.matter_id and clerk.sees(c)]
        tickets = {line(c) for c in expected if c.process is Ticket.definition}
        assert set(MATCH.findall(page)) == tickets, (clerk.user.login, case.id)


def _filters(clerk: Clerk, office: Office) -> dict[str, str]:
    """Nothing, or one or two things to narrow a list by, as the page offers them to the clerk."""
    units = {str(case.unit_id) for case in office.cases if case.path.startswith(clerk.path)}
    families = {case.process.family for case in office.cases if clerk.sees(case)}
    offered = {
        "family": sorted(families),
        "light": [light.value for light in Light],
        "unit_id": sorted(units),
        "category": ["01", "02"],
        "number": ["NC12351", "演示工援申〔2026〕1", "%"],
    }
    names = office.random.sample(
        [name for name, some in offered.items() if some], office.random.randint(0, 2)
    )
    return {name: office.random.choice(offered[name]) for name in names}
