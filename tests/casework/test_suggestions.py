"""What an interlock proposes is taken up or set aside once, by somebody in scope."""

import pytest

from caseflow.accounts.models import User
from caseflow.casework import suggestions
from caseflow.casework.actions import open_child
from caseflow.casework.models import Proceeding, Suggestion
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Role
from caseflow.notice.models import Opinion, Reminder
from tests import given, when
from tests.casework.suggested import noted, suggestion

pytestmark = pytest.mark.usefixtures("app")


def disputed() -> Reminder:
    """A 提示函 whose employer disputes it: an 意见书 is proposed (R1)."""
    return when.acts(
        given.reminder("awaiting_reply", on="2026-09-28"),
        "record_reply",
        on="2026-10-12",
        reply_kind="disputes",
    )


def is_set_aside(letter: Reminder, by: User | Role = Role.SUPERVISOR) -> Suggestion:
    id, at = suggestion(letter).id, given.moment("2026-10-13")
    return suggestions.set_aside(id, "单位已当场补发", viewer=given.viewer(by), at=at)


def is_taken_up(letter: Reminder) -> Proceeding:
    at, supervisor = given.moment("2026-10-14"), given.viewer(Role.SUPERVISOR)
    data = given.answers(Opinion.definition.transition("draft"), at) | {"other_procedure": "none"}
    found = suggestion(letter).id
    return open_child(
        letter.id, "opinion", data=data, version=None, suggestion_id=found, viewer=supervisor, at=at
    )


def test_what_is_set_aside_is_settled_with_the_reason() -> None:
    letter = disputed()
    settled = is_set_aside(letter)
    assert (settled.settled_by, settled.settled_at) == (
        given.person(Role.SUPERVISOR).id,
        given.moment("2026-10-13"),
    )
    assert (settled.set_aside_because, settled.taken_up_id) == ("单位已当场补发", None)
    assert noted(letter, "set_aside_suggestion").data == {"rule": "R1", "reason": "单位已当场补发"}


def test_what_is_taken_up_names_the_proceeding_that_grew_from_it() -> None:
    letter = disputed()
    opinion = is_taken_up(letter)
    assert suggestion(letter).taken_up_id == opinion.id
    assert noted(letter, "take_up_suggestion").data == {"rule": "R1"}


def test_what_is_settled_stays_as_it_was_settled() -> None:
    letter = disputed()
    opinion = is_taken_up(letter)
    with pytest.raises(NotFound):
        is_set_aside(letter)
    with pytest.raises(NotFound):
        is_taken_up(letter)
    assert (suggestion(letter).taken_up_id, suggestion(letter).set_aside_because) == (opinion.id, "")


def test_nobody_settles_what_is_out_of_scope() -> None:
    letter = disputed()
    stranger = given.user(Role.SUPERVISOR, unit=given.unit_tree().town)
    with pytest.raises(NotFound):
        is_set_aside(letter, by=stranger)
    assert suggestion(letter).settled_at is None
