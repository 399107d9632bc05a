"""Nobody sees, counts or guesses what lies outside their scope, on any list and on any page."""

from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import worklists
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import AuditEvent, LimitationEvent, Matter, Party, Proceeding, RunningClock
from caseflow.casework.queries import find, visible_to
from caseflow.casework.worklists import Filters, Tab
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import REACH, Reach, Role, Viewer
from caseflow.kernel.time import utcnow
from caseflow.registry import PROCESSES
from caseflow.web.access import is_public
from caseflow.web.proceedings import address_of
from tests.casework.world import AT, World, world

NOBODYS = 10**8
"""An id that nothing has."""


@pytest.fixture
def everything(app: Flask) -> World:
    return world(Random(1))  # noqa: S311 - always the same world


def viewer_of(user: User) -> Viewer:
    found = load_viewer(user.id, user.session_epoch)
    assert found
    return found


def ids(query: sa.Select[tuple[int]]) -> set[int]:
    return set(db.session.scalars(query))


def test_every_table_shows_what_the_reaches_say(everything: World) -> None:
    matters = {p.id: p.matter_id for p in everything.proceedings}
    for user in everything.users:
        viewer, seen = viewer_of(user), everything.seen_by(user)
        assert ids(visible_to(viewer, Proceeding).with_only_columns(Proceeding.id)) == seen
        assert ids(visible_to(viewer, Matter).with_only_columns(Matter.id)) == {matters[id] for id in seen}
        for table in (Party, AuditEvent, LimitationEvent):
            assert ids(visible_to(viewer, table).with_only_columns(table.matter_id)) <= {
                matters[id] for id in seen
            }


def test_what_lies_outside_is_not_found_like_what_does_not_exist(everything: World) -> None:
    for user in everything.some_users():
        viewer, seen = viewer_of(user), everything.seen_by(user)
        for proceeding in everything.proceedings:
            if proceeding.id in seen:
                assert find(type(proceeding), proceeding.id, viewer) is proceeding
            else:
                assert refusal(proceeding.id, viewer) == refusal(NOBODYS, viewer)


def refusal(id: int, viewer: Viewer) -> str:
    with pytest.raises(NotFound) as refused:
        find(Proceeding, id, viewer)
    return str(refused.value)


def test_lists_and_counts_stay_within(everything: World) -> None:
    now = Now(AT, current_law(db.session()).calendar)
    for user in everything.some_users():
        viewer, seen = viewer_of(user), everything.seen_by(user)
        counts = worklists.counts(viewer, Filters(), now)
        for tab in Tab:
            rows = worklists.queue(viewer, tab, Filters(), None, now).rows
            assert {line.id for line in rows} <= seen
            assert counts[tab] == len(rows)
        lines = [line for lines in worklists.today(viewer, now).values() for line in lines]
        assert {line.id for line in lines} <= seen
        assert {late.line.id for late in worklists.late(viewer, now=now).rows} <= seen


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_whose_move_it_is_can_see_it(process: Process) -> None:
    """By the reach of the role, or because an action names the person."""
    named = {role for t in process.transitions for datum in t.needs for role in datum.roles}
    movers = {state.waits_for for state in process.states if state.waits_for} - {Role.SYSTEM}
    assert [role for role in movers - named if REACH[role].get(process.family) is not Reach.UNIT] == []


def test_no_page_gives_anything_away(app: Flask, client: FlaskClient, everything: World) -> None:
    open_to_all = [rule for rule in pages(app) if not rule.arguments]
    for user in everything.of_unit(1):
        is_seated(client, user)
        seen, hidden = everything.seen_by(user), everything.hidden_from(user)
        own = [address_of(p) for p in everything.proceedings if p.id in seen]
        for address in (*own, *(rule.rule for rule in open_to_all)):
            text = client.get(address).text
            assert [secret for secret in hidden if secret in text] == [], address


def test_a_foreign_page_is_answered_like_one_that_does_not_exist(
    app: Flask, client: FlaskClient, everything: World
) -> None:
    luck, below = Random(2), [rule for rule in pages(app) if "id" in rule.arguments]  # noqa: S311
    for user in everything.of_unit(1):
        is_seated(client, user)
        seen = everything.seen_by(user)
        foreign = [p for p in everything.proceedings if p.id not in seen]
        chosen = [
            (p, rule) for p in foreign for rule in below if rule.endpoint.startswith(p.definition.family)
        ]
        for proceeding, rule in luck.sample(chosen, 8):
            found, nothing = (
                client.get(address(app, rule, proceeding, id)) for id in (proceeding.id, NOBODYS)
            )
            assert (found.status_code, found.text) == (nothing.status_code, nothing.text)
            assert found.status_code in (403, 404)


def pages(app: Flask) -> list[Rule]:
    """Every page that asks who is there."""
    rules = app.url_map.iter_rules()
    return [rule for rule in rules if "GET" in (rule.methods or ()) and not is_public(rule.endpoint)]


def address(app: Flask, rule: Rule, proceeding: Proceeding, id: int) -> str:
    """The page of the rule about what belongs to the proceeding, under that id."""
    action = proceeding.definition.leaving(proceeding.state)[0].action
    party = proceeding.matter.worker_id
    clock = db.session.scalar(sa.select(RunningClock.id).filter_by(proceeding_id=proceeding.id))
    known = {"id": id, "action": action, "party_id": party, "clock_id": clock or 1, "process": "aid"}
    values = {name: known.get(name, 1) for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def is_seated(client: FlaskClient, user: User) -> None:
    """As after signing in."""
    now = int(utcnow().timestamp())
    with client.session_transaction() as session:
        session.clear()
        session.update({"_user_id": f"{user.id}.{user.session_epoch}", "began": now, "seen": now})
