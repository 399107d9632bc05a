"""Anybody, any proceeding, any page: who may see it follows from role, unit and part taken, and from nothing else."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Notification
from caseflow.casework.worklists import Tab
from caseflow.casework.worklists.today import SHOWN
from caseflow.extensions import db
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import FAMILIES, GRANTS, Permission
from caseflow.kernel.time import utcnow
from caseflow.registry import PROCESSES
from tests.casework.walker import every_row
from tests.conftest import Place, testing_app
from tests.web import branches
from tests.web.branches import ROLES, Case, Clerk
from tests.web.desk import seated

SEED = 12351
MORE, VISITS, TRIES = 10, 18, 3
"""People beside one of each role; pages and posts to which each of them goes."""

LINE = re.compile(r'class="line-number"><a href="([^"]+)">([^<]*)</a>')
COUNT = re.compile(r'<li><a href="[^"]*tab=(\w+)[^"]*"[^>]*>[^<]* <span class="count quiet">(\d+)</span>')
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
        return [r for r in every if _place(r) in places and "id" in r.arguments and method in (r.methods or ())]

    def ways(self, method: str) -> dict[str, Iterator[Rule]]:
        """For each family its addresses, one after the other in chance order."""
        rules = {family: self.rules(family, method) for family in FAMILIES}
        return {family: cycle(self.random.sample(some, len(some))) for family, some in rules.items()}

    def address(self, rule: Rule, case: Case, **other: Any) -> str | None:
        """The address for the proceeding, and for something of its own; None where it has no such thing."""
        chosen = {
            "action": self.random.choice(case.process.transitions).action,
            "process": self.random.choice(sorted(PROCESSES)),
            "request_id": 1,
        }
        values = {"id": case.id, **chosen, **case.parts, **other}
        named = {name: values[name] for name in rule.arguments}
        if None in named.values():
            return None
        return self.app.url_map.bind("localhost").build(rule.endpoint, named)


@pytest.fixture(scope="module")
def office(place: Place) -> Iterator[Office]:
    random = Random(SEED)  # noqa: S311 - always the same office
    app = testing_app(place.copy())
    with app.app_context():
        branches.settled(random)
        everybody = branches.clerks()
        people = [random.choice([c for c in everybody if c.roles == {role}]) for role in ROLES]
        people += random.sample([c for c in everybody if c not in people], MORE)
        desks = [(clerk, seated(app.test_client(), clerk.user)) for clerk in people]
        now = Now(utcnow(), current_law(db.session()).calendar)
        yield Office(app, branches.cases(), desks, now, random)
        db.session.remove()
        db.engine.dispose()


def _place(rule: Rule) -> str:
    return rule.endpoint.partition(".")[0]


def _may(clerk: Clerk, office: Office, rule: Rule) -> bool:
    asked: Permission = getattr(office.app.view_functions[rule.endpoint], "__permission__")
    return any(asked in GRANTS[role] for role in clerk.roles)


def tells_nothing(page: str, case: Case) -> bool:
    return not any(secret in page for secret in case.secrets)


def names_only(page: str, seen: list[Case], cases: list[Case]) -> bool:
    """No number of a proceeding that is not seen, and nobody's identity in full."""
    hidden = {case.number for case in cases if case.number} - {case.number for case in seen}
    return not any(number in page for number in hidden) and not any(
        secret in page for case in cases for secret in case.identity
    )


def test_every_page_about_a_proceeding_is_walked(office: Office) -> None:
    walked = {rule for family in FAMILIES for rule in office.rules(family, "GET")}
    others = {"static", "bootstrap.static", "htmx.static"}
    administration = {"users", "units"}
    for rule in office.app.url_map.iter_rules():
        known = rule in walked or rule.endpoint in others or _place(rule) in administration
        assert known or not rule.arguments - {"process"} or "GET" not in (rule.methods or ())
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
                assert names_only(answer.text, seen, office.cases), where


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
            form = {"page_version": str(case.version), "reason": "示例", "because": "示例", "evidence": "示例"}
            if address := office.address(rule, case):
                answer = browser.post(address, data=form)
                assert answer.status_code == (404 if _may(clerk, office, rule) else 403), (clerk, address)
                assert tells_nothing(answer.text, case)
    db.session.rollback()
    assert every_row() == before


def test_the_queue_holds_what_is_in_scope(office: Office) -> None:
    for clerk, browser in office.desks:
        for tab in Tab:
            narrowed = _filters(clerk, office)
            fitting = [c for c in office.cases if clerk.sees(c) and _fits(c, narrowed, office.now)]
            page = browser.get(f"/cases?{urlencode({'tab': tab, **narrowed})}").text
            where = clerk.user.login, tab, narrowed
            expected = [case for case in fitting if _in_tab(case, tab, clerk)]
            assert sorted(LINE.findall(page)) == sorted(map(_line, expected)), where
            counts = {name: int(count) for name, count in COUNT.findall(page)}
            assert counts == {t: sum(_in_tab(c, t, clerk) for c in fitting) for t in Tab}, where
            assert names_only(page, fitting, office.cases), where


def test_today_overdue_and_messages_hold_what_is_in_scope(office: Office) -> None:
    for clerk, browser in office.desks:
        seen = [case for case in office.cases if clerk.sees(case)]
        own = db.session.scalars(sa.select(Notification.text).filter_by(recipient_id=clerk.user.id)).all()
        inbox = browser.get("/inbox").text
        assert sorted(MESSAGE.findall(inbox)) == sorted(own)
        lines = LINE.findall(browser.get("/").text)
        mine = [_line(case) for case in seen if _in_tab(case, Tab.MINE, clerk)]
        assert sorted(lines) == sorted(mine) if len(mine) <= SHOWN else set(lines) < set(mine)
        overdue = browser.get("/overdue")
        late = [_line(case) for case in seen if _light(case, office.now) is Light.OVERDUE]
        if any(Permission.OVERDUE_READ in GRANTS[role] for role in clerk.roles):
            assert sorted(LINE.findall(overdue.text)) == sorted(late)
        else:
            assert overdue.status_code == 403
        with suppress(StopIteration):
            assert names_only(overdue.text, seen, office.cases)


def _line(case: Case) -> tuple[str, str]:
    return case.address, case.number or "未编号"


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
    names = office.random.sample([name for name, some in offered.items() if some], office.random.randint(0, 2))
    return {name: office.random.choice(offered[name]) for name in names}


def _fits(case: Case, narrowed: dict[str, str], now: Now) -> bool:
    light = _light(case, now)
    has = {
        "family": case.process.family,
        "light": light.value if light else "",
        "unit_id": str(case.unit_id),
        "category": case.category[:2],
    }
    number = narrowed.get("number", "")
    exact = {name: value for name, value in narrowed.items() if name != "number"}
    return all(has[name] == value for name, value in exact.items()) and (case.number or "").startswith(number)


def _light(case: Case, now: Now) -> Light | None:
    paused = case.next_due_at is None and _phase(case) is Phase.PAUSED
    return now.light(case.next_due_at, paused=paused, provisional=case.provisional)


def _phase(case: Case) -> Phase:
    return case.process.state(case.state).phase


def _in_tab(case: Case, tab: Tab, clerk: Clerk) -> bool:
    held_by_nobody = case.open and case.handler_id is None
    match tab:
        case Tab.MINE:
            return (case.open and case.handler_id == clerk.user.id) or _is_move_of(clerk, case)
        case Tab.UNASSIGNED:
            leaving = case.process.leaving(case.state)
            return held_by_nobody or any(d.name == "unit_id" and d.required for t in leaving for d in t.needs)
        case Tab.TEAM:
            return case.open
        case Tab.PAUSED:
            return _phase(case) is Phase.PAUSED
        case Tab.DONE:
            return not case.open


def _is_move_of(clerk: Clerk, case: Case) -> bool:
    """The stage waits for a role of the clerk, and for nobody else who is in charge."""
    awaited = case.process.state(case.state).waits_for
    if awaited not in clerk.roles or (_phase(case) is Phase.PAUSED and case.next_due_at is None):
        return False
    needs = [datum for transition in case.process.transitions for datum in transition.needs]
    in_charge = {role for datum in needs if datum.name == "handler_id" for role in datum.roles}
    return awaited not in in_charge or (case.open and case.handler_id in (None, clerk.user.id))
