"""Nobody sees, counts or guesses what lies outside their scope, on any list and on any page."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from flask import Flask

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import worklists
from caseflow.casework.models import AuditEvent, LimitationEvent, Matter, Party, Proceeding
from caseflow.casework.queries import find, visible_to
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import REACH, Reach, Role, Viewer
from caseflow.registry import MODELS, PROCESSES
from tests.casework.world import AT, World, world


@pytest.fixture
def everything(app: Flask) -> World:
    return world(Random(1))  # noqa: S311 - always the same world


def viewer_of(user: User) -> Viewer:
    found = load_viewer(user.id, user.session_epoch)
    assert found
    return found


def test_x(everything: World) -> None:
    print(len(everything.users), len(everything.proceedings), [len(everything.seen_by(u)) for u in everything.users])
