"""A request for more time is decided before the period ends, or counts as refused (延期)."""

from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework.models import AuditEvent, Notification, Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import done, handled
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")


def last(about: Proceeding, action: str) -> dict[str, Any]:
    query = sa.select(AuditEvent.data).filter_by(proceeding_id=about.id, action=action)
    found: dict[str, Any] = db.session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).one()
    return found


def told(about: Proceeding, occasion: str) -> set[int]:
    query = sa.select(Notification.recipient_id).where(
        Notification.proceeding_id == about.id, Notification.key.startswith(f"{occasion}.")
    )
    return set(db.session.scalars(query))


def test_the_manager_hears_of_the_request_and_the_unit_of_the_answer() -> None:
    given.person(Role.MANAGER)
    ticket = when.acts(handled("2026-11-16"), "request_extension", on="2026-11-18", extension=5)
    assert told(ticket, "request_extension") == {given.person(Role.MANAGER).id}
    assert "extension_requested" in ticket.overlays
    when.acts(ticket, "refuse_extension", on="2026-11-19", reason="材料已经齐全")
    assert told(ticket, "refuse_extension") == {given.person(Role.HANDLING_UNIT).id}
    assert last(ticket, "refuse_extension")["reason"] == "材料已经齐全"
    assert "extension_requested" not in ticket.overlays


def test_a_request_that_nobody_decides_in_time_is_refused_by_the_timer() -> None:
    # given a ticket due on Monday 23 November, and a request that waits
    ticket = when.acts(handled("2026-11-16"), "request_extension", on="2026-11-18", extension=5)
    when.sweeps("2026-11-24 08:00")
    # then at the end of the 23rd it is refused, with the reason, and the unit hears of it
    assert done(ticket, "refuse_extension") == ["11-24 00:00 11-24 08:00 系统"]
    assert "视为不同意延期" in last(ticket, "refuse_extension")["reason"]
    assert "extension_requested" not in ticket.overlays
    assert given.person(Role.HANDLING_UNIT).id in told(ticket, "refuse_extension")
    # and nothing is left to grant
    with pytest.raises(GuardRefused, match="没有待批的延期申请"):
        when.acts(ticket, "approve_extension", on="2026-11-24")


def test_nobody_grants_it_between_the_end_of_the_period_and_the_sweep() -> None:
    ticket = when.acts(handled("2026-11-16"), "request_extension", on="2026-11-18", extension=5)
    with pytest.raises(GuardRefused, match="期限已过"):
        when.acts(ticket, "approve_extension", on="2026-11-24 07:00")


def test_what_was_granted_in_time_is_not_refused() -> None:
    ticket = when.acts(handled("2026-11-16"), "request_extension", on="2026-11-18", extension=5)
    when.acts(ticket, "approve_extension", on="2026-11-23")
    when.sweeps("2026-12-05 08:00")
    assert done(ticket, "refuse_extension") == []
    assert running(ticket, "HD6b").times_extended == 1


def test_an_employer_who_asked_is_refused_when_the_answer_is_overdue() -> None:
    letter = given.reminder("awaiting_reply", on="2026-11-02")
    due = running(letter, "ND3").due_on
    when.acts(letter, "request_extension", on="2026-11-03", extension=3)
    when.sweeps("2026-12-15 08:00")
    assert letter.state == "overdue"
    assert len(done(letter, "refuse_extension")) == 1
    assert "extension_requested" not in letter.overlays
    assert due < given.moment("2026-12-15").date()
