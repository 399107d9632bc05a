"""Objections, the lawyer, the file, and what each period rests on (L8–L17)."""

import pytest

from caseflow.aid.process import AID
from caseflow.kernel.calendar import Days, Until
from caseflow.kernel.errors import GuardRefused, Incomplete, WrongState
from caseflow.kernel.rules import Mark
from tests.aid.cases import AIDR, HEAD, LAW, LIA, applied, approved, denied, objected, represented
from tests.kernel_walk import person

# ---- objections


def test_an_objection_is_kept_where_it_came_from() -> None:
    assert objected(denied()).does("uphold_denial", LIA).state == "denied"
    ended = objected(approved().does("terminate", HEAD))
    with pytest.raises(GuardRefused, match="终止援助"):
        ended.could("uphold_denial", LIA)
    assert ended.does("uphold_termination", LIA).state == "terminated"


def test_a_good_objection_brings_a_new_review() -> None:
    walk = objected(denied()).does("sustain_objection", LIA)
    assert (walk.state, walk.facts.overlays) == ("review", frozenset())
    assert walk.does("propose_grant", AIDR, matter_type="other").does("approve", HEAD).state == "approved"


def test_whoever_decided_does_not_hear_the_objection() -> None:
    with pytest.raises(GuardRefused, match="换人"):
        objected(denied()).could("uphold_denial", LIA, user_id=person(HEAD))


def test_only_the_justice_bureau_is_bound_by_law_to_five_days() -> None:
    assert objected(denied()).running == {"LD5u"}
    walk = applied(track="state").does("refer", LIA).does("center_denies", LIA)
    assert objected(walk).running == {"LD5"}


# ---- the lawyer


def test_a_lawyer_with_a_conflict_is_not_assigned() -> None:
    walk = approved().learns(conflicted_people=frozenset({person(LAW)}))
    with pytest.raises(GuardRefused, match="另行指派"):
        walk.could("assign", HEAD, handler_id=person(LAW))
    assert "assign" in walk.offers(HEAD)
    assert walk.could("assign", HEAD, handler_id=99).target == "assigned"


def test_the_lawyer_declares_no_conflict() -> None:
    with pytest.raises(Incomplete):
        approved().could("assign", HEAD, handler_id=person(LAW), no_conflict=False)


@pytest.mark.parametrize("person", [person(AIDR), person(HEAD)])
def test_the_lawyer_is_nobody_who_reviewed_or_decided(person: int) -> None:
    with pytest.raises(GuardRefused, match="审核人员"):
        approved().could("assign", HEAD, handler_id=person)


def test_whoever_assigns_does_not_assign_themselves() -> None:
    with pytest.raises(GuardRefused, match="审核人员"):
        approved().could("assign", HEAD, user_id=77, handler_id=77)


def test_the_lawyers_work_is_the_lawyers_own() -> None:
    walk = approved().does("assign", HEAD, handler_id=person(LAW))
    with pytest.raises(GuardRefused, match="本人"):
        walk.could("engage", LAW, user_id=99)
    assert walk.could("engage", LAW).target == "engaged"


def test_the_lawyer_reviews_no_case_of_their_own() -> None:
    walk = represented(approved()).does("conclude", LAW).does("submit_file", LAW)
    with pytest.raises(GuardRefused, match="自己承办"):
        walk.could("review_file", AIDR, user_id=person(LAW))
    walk.does("review_file", AIDR)
    with pytest.raises(GuardRefused, match="换人"):
        walk.could("settle", HEAD, user_id=person(AIDR))


def test_a_late_engagement_is_raised_and_may_be_explained() -> None:
    walk = approved().does("assign", HEAD, handler_id=person(LAW)).lapses("LD3")
    assert walk.facts.overlays == {"engagement_overdue"}
    walk.does("explain_delay", LAW)
    assert (walk.facts.overlays, "LD3" in walk.running) == (frozenset(), True)


def test_a_replaced_lawyer_is_followed_by_another() -> None:
    walk = represented(approved()).does("request_replacement", AIDR).does("assign", HEAD, handler_id=99)
    assert walk.state == "assigned"
    with pytest.raises(GuardRefused, match="本人"):
        walk.could("engage", LAW)


def test_termination_rests_on_one_of_eight_grounds() -> None:
    (ground,) = (d for d in AID.transition("terminate").needs if d.name == "termination_ground")
    assert [code for code, _ in ground.choices] == [f"48_{n}" for n in range(1, 9)]
    with pytest.raises(Incomplete):
        represented(approved()).could("terminate", HEAD, termination_ground="48_9")


def test_a_case_not_under_way_is_not_terminated() -> None:
    with pytest.raises(WrongState):
        applied().could("terminate", HEAD)


# ---- the clocks


@pytest.mark.parametrize(
    ("code", "mark", "within"),
    [
        ("LD1", Mark.STATUTE, Days(7)),
        ("LD1s", Mark.HOUSE, Until()),
        ("LD2", Mark.STATUTE, Days(3)),
        ("LD3", Mark.ELSEWHERE, Days(5)),
        ("LD4", Mark.STATUTE, Until(before=Days(7))),
        ("LD5", Mark.STATUTE, Days(5)),
        ("LD5u", Mark.HOUSE, Days(5)),
        ("LD6", Mark.ELSEWHERE, Days(30)),
        ("LD7", Mark.ELSEWHERE, Days(30)),
        ("LD9", Mark.ELSEWHERE, Until()),
    ],
)
def test_each_period_says_what_it_rests_on(code: str, mark: Mark, within: object) -> None:
    clock = AID.clock(code)
    assert (clock.mark, clock.within) == (mark, within)


def test_no_house_rule_looks_like_law() -> None:
    prefix = {Mark.STATUTE: "《", Mark.ELSEWHERE: "参照：", Mark.HOUSE: "本单位规定"}
    assert [c.code for c in AID.clocks if not c.basis.startswith(prefix[c.mark])] == []
