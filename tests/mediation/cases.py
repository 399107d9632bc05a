"""Mediation as it is meant to go, and where it stops."""

from typing import Any

import pytest

from caseflow.kernel.roles import Role
from caseflow.mediation.process import MEDIATION, MediationFacts
from tests.kernel_walk import Walk, person

HEAD, MED, LIA, OP = Role.MEDIATION_HEAD, Role.MEDIATOR, Role.LIAISON, Role.OPERATOR
ARC, SYS = Role.ARCHIVIST, Role.SYSTEM
MED_2 = 91
ALONE: dict[str, Any] = {"handler_id": person(MED), "panel_ids": (person(MED),)}
BODIES = ("enterprise", "peoples", "township")
every_body = pytest.mark.parametrize("body", BODIES)


def applied(body: str = "peoples", **data: Any) -> Walk:
    return Walk(MEDIATION, MediationFacts()).does("apply", OP, org_type=body, **data)


def accepted(body: str = "peoples", **data: Any) -> Walk:
    return applied(body, **data).does("ask_other_party", HEAD).does("accept", HEAD)


def in_mediation(body: str = "peoples", **data: Any) -> Walk:
    return accepted(body, **data).does("assign", HEAD, **ALONE).does("open_session", MED)


def effective(body: str = "peoples", **data: Any) -> Walk:
    return in_mediation(body).does("agree", MED, **data).does("effect", MED)


def defaulted() -> Walk:
    return effective().lapses("MD9").does("default", MED)


def confirmed() -> Walk:
    return effective().does("apply_judicial", MED).does("confirm", LIA)
