"""Legal aid as it is meant to go, and where it stops."""

from datetime import date
from typing import Any

from caseflow.aid.process import AID, AidFacts
from caseflow.kernel.roles import Role
from tests.kernel_walk import Walk, person

AIDR, HEAD, LAW, LIA = Role.AID_REVIEWER, Role.AID_HEAD, Role.LAWYER, Role.LIAISON
MGR, ARC, SYS = Role.MANAGER, Role.ARCHIVIST, Role.SYSTEM
LAST_DAY = date(2026, 12, 1)


def applied(**data: Any) -> Walk:
    """An application for the union's own aid, unless told otherwise."""
    walk = Walk(AID, AidFacts())
    return walk.does("apply", AIDR, **{"track": "union", "matter_type": "other", **data})


def in_review(track: str = "union", **data: Any) -> Walk:
    return applied(track=track, **data).does("start_review", AIDR, track=track)


def approved(**data: Any) -> Walk:
    walk = in_review(**data).does("propose_grant", AIDR, matter_type="other")
    return walk.does("approve", HEAD)


def represented(walk: Walk) -> Walk:
    return (
        walk.does("assign", HEAD, handler_id=person(LAW))
        .does("engage", LAW)
        .does("start_representation", LAW)
    )


def denied() -> Walk:
    return in_review().does("propose_denial", AIDR).does("deny", HEAD)


def provisional() -> Walk:
    walk = applied(limitation_last_day=LAST_DAY).lapses("LD4")
    return walk.does("grant_provisional", HEAD, provisional_ground="limitation")


def objected(walk: Walk) -> Walk:
    return walk.does("object_denial" if walk.state == "denied" else "object_termination", AIDR)
