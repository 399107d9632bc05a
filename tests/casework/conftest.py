"""Who is in the office of these tests."""

import pytest
from flask import Flask

from caseflow.kernel.roles import Role
from tests import given


@pytest.fixture
def people(app: Flask) -> None:
    """Those who may be reminded are there from the start."""
    for role in (Role.MANAGER, Role.HANDLING_UNIT, Role.SUPERVISOR):
        given.person(role)
