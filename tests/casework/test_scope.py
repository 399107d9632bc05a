"""What a person sees of any table follows from role, unit and part taken, and from nothing else."""

from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework.models import AuditEvent, Matter, Party, Proceeding
from caseflow.casework.queries import find, visible_to
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer
from tests.casework.world import World, world

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
        for table in (Party, AuditEvent):
            found = ids(visible_to(viewer, table).with_only_columns(table.matter_id))
            assert found == {matters[id] for id in seen}


def test_what_lies_outside_is_not_found_like_what_does_not_exist(everything: World) -> None:
    for user in everything.users[::5]:
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
