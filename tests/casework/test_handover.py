"""Whoever takes over knows what is done, what is due next and what was agreed with the worker (工作交接)."""

from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework.models import AuditEvent, Notification, Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Role
from tests import given, when

pytestmark = pytest.mark.usefixtures("app")

SAYS = "有交接说明，请打开查看"
NOTE = "已约谈用人单位；9月23日前补交考勤表；答应职工周五回电话"


def messages(to: int, about: Proceeding) -> list[str]:
    query = sa.select(Notification.text).filter_by(recipient_id=to, proceeding_id=about.id)
    return list(db.session.scalars(query.order_by(Notification.id)))


def kept(about: Proceeding, action: str) -> dict[str, Any]:
    """What the history keeps of the last such action."""
    query = sa.select(AuditEvent.data).filter_by(proceeding_id=about.id, action=action)
    found: dict[str, Any] = db.session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).one()
    return found


def test_the_new_handler_gets_the_note_with_the_open_clocks() -> None:
    # given a ticket in hand, dispatched on Wednesday 16 September: five working days end on the 22nd
    ticket = given.ticket("in_progress", on="2026-09-16")
    other = given.person(Role.HANDLING_UNIT, 2)
    # when it is given to somebody else with a note
    when.acts(ticket, "assign", on="2026-09-17", by=Role.MANAGER, handler_id=other.id, handover=NOTE)
    # then that person is told what the one before has left, and what is due
    (text,) = messages(other.id, ticket)
    assert "已由您接办" in text
    assert "9月22日" in text
    assert SAYS in text
    assert NOTE not in text
    assert kept(ticket, "assign")["handover"] == NOTE


def test_nothing_is_handed_over_without_a_note() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    other = given.person(Role.HANDLING_UNIT, 2)
    with pytest.raises(Incomplete) as refused:
        when.acts(ticket, "assign", on="2026-09-17", by=Role.MANAGER, handler_id=other.id, handover="")
    assert refused.value.fields == {"handover": "请填写交接说明"}
    assert not messages(other.id, ticket)


def test_where_nobody_was_in_charge_nothing_is_asked() -> None:
    # given a letter that nobody has in hand
    letter = given.reminder("draft", on="2026-09-16")
    assert letter.handler_id is None
    supervisor = given.person(Role.SUPERVISOR, 2)
    # when it is given to somebody, then no note is asked for and none is kept
    when.acts(letter, "reassign", on="2026-09-17", handler_id=supervisor.id, handover="")
    assert "handover" not in kept(letter, "reassign")
    # but the next change asks
    with pytest.raises(Incomplete):
        when.acts(
            letter, "reassign", on="2026-09-18", handler_id=given.person(Role.SUPERVISOR).id, handover=""
        )


def test_a_draft_changes_hands_by_reassignment_only() -> None:
    # given a letter in somebody's hands
    first, second = given.person(Role.SUPERVISOR), given.person(Role.SUPERVISOR, 2)
    letter = given.reminder("draft", on="2026-09-16", handler_id=first.id)
    # when the draft is mended and names somebody else
    when.acts(letter, "revise", on="2026-09-17", handler_id=second.id)
    # then it stays where it is
    assert letter.handler_id == first.id


def test_the_note_of_who_leaves_waits_for_who_comes() -> None:
    # given an aid case whose lawyer is replaced, by a note
    first, second = given.person(Role.LAWYER), given.person(Role.LAWYER, 2)
    case = given.aid("in_representation", on="2026-09-16", handler_id=first.id)
    when.acts(case, "request_replacement", on="2026-09-17", handover=NOTE)
    # when another is assigned
    when.acts(case, "assign", on="2026-09-18", handler_id=second.id)
    # then that lawyer gets it
    (text,) = messages(second.id, case)
    assert SAYS in text


def test_mediators_and_liaisons_hand_over_too() -> None:
    mediator, liaison = given.person(Role.MEDIATOR, 2), given.person(Role.LIAISON, 2)
    mediation = given.mediation("in_mediation", on="2026-09-16")
    panel: dict[str, Any] = {"handler_id": mediator.id, "panel_ids": (mediator.id,)}
    when.acts(mediation, "replace_mediators", on="2026-09-17", handover=NOTE, **panel)
    assert SAYS in messages(mediator.id, mediation)[-1]
    transfer = given.transfer("sent", on="2026-09-16", handler_id=given.person(Role.LIAISON).id)
    when.acts(transfer, "reassign", on="2026-09-17", by=Role.MANAGER, handler_id=liaison.id, handover=NOTE)
    assert SAYS in messages(liaison.id, transfer)[-1]


def test_who_takes_a_case_in_hand_is_not_written_to() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    other = given.person(Role.HANDLING_UNIT, 2)
    when.acts(ticket, "assign", on="2026-09-17", by=other, handler_id=other.id, handover=NOTE)
    assert not messages(other.id, ticket)
