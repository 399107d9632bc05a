"""An application until it is decided (L1–L8)."""

from datetime import date

import pytest

from caseflow.aid.process import AID
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete
from caseflow.kernel.machine import Kind, Phase
from tests.aid.cases import (
    AIDR,
    ARC,
    HEAD,
    LAST_DAY,
    LAW,
    LIA,
    MGR,
    applied,
    approved,
    in_review,
    provisional,
    represented,
)
from tests.kernel_walk import person


def test_each_row_of_the_table_is_there() -> None:
    assert {t.ref for t in AID.transitions if t.ref} == {f"L{n}" for n in range(1, 18)}


def test_each_clock_of_the_table_is_there() -> None:
    assert {f"LD{n}" for n in range(1, 10)} <= {clock.code for clock in AID.clocks}


def test_every_closed_case_can_be_filed_in_the_end() -> None:
    closed = set(AID.states_in(Phase.CLOSED)) - {"concluded", "file_submitted"}
    assert set(AID.transition("archive").sources) == closed


def test_nothing_is_ever_paid_by_the_worker() -> None:
    money = {d.name for t in AID.transitions for d in t.needs if d.kind is Kind.MONEY}
    assert money == {"awarded_amount", "received_amount"}


def test_from_application_to_file() -> None:
    walk = approved(limitation_last_day=LAST_DAY)
    assert walk.running == {"LD2", "LD4r"}
    walk.does("assign", HEAD, handler_id=person(LAW))
    assert walk.running == {"LD3", "LD4r"}
    walk.does("engage", LAW).does("start_representation", LAW).does("note_progress", LAW)
    assert (walk.state, walk.running) == ("in_representation", set())
    walk.does("conclude", LAW)
    assert walk.running == {"LD6"}
    walk.does("submit_file", LAW)
    assert walk.running == {"LD7"}
    walk.does("review_file", AIDR).does("settle", MGR).does("archive", ARC)
    assert (walk.state, walk.running) == ("archived", set())


# ---- the application


def test_the_clocks_of_an_application() -> None:
    assert applied().running == {"LD1"}
    assert applied(limitation_last_day=LAST_DAY).running == {"LD1", "LD4", "LD4r"}
    assert applied(detained=True).running == {"LD1", "LD8"}
    assert applied(matter_type="pay", means_ground="migrant").running == {"LD1", "LD9"}


def test_the_decision_clock_rests_while_papers_are_completed() -> None:
    walk = in_review().does("ask_supplement", AIDR)
    assert (walk.running, walk.paused) == ({"LD1s", "LD1p"}, {"LD1"})
    walk.does("supplement", AIDR)
    assert (walk.state, walk.running, walk.paused) == ("review", {"LD1"}, set())


def test_papers_are_asked_for_once() -> None:
    walk = in_review().does("ask_supplement", AIDR).does("supplement", AIDR)
    with pytest.raises(GuardRefused, match="一次性"):
        walk.could("ask_supplement", AIDR)


def test_papers_are_asked_for_in_one_complete_list() -> None:
    with pytest.raises(Incomplete):
        in_review().could("ask_supplement", AIDR, list_complete=False)


def test_papers_not_supplied_in_time_withdraw_the_application() -> None:
    walk = in_review().does("ask_supplement", AIDR).lapses("LD1s")
    assert walk.state == "withdrawn"
    with pytest.raises(Forbidden):
        in_review().does("ask_supplement", AIDR).could("lapse_supplement", AIDR)


def test_migrants_are_spared_the_means_test_for_pay_and_injury_only() -> None:
    assert applied(matter_type="injury", means_ground="migrant").state == "applied"
    with pytest.raises(GuardRefused, match="免审"):
        applied(matter_type="other", means_ground="migrant")


# ---- the referral to the state's centre


def test_a_state_case_is_referred_and_may_be_filed_once_received() -> None:
    walk = applied(track="state").does("refer", AIDR)
    assert (walk.state, walk.running) == ("referred", {"LDr"})
    assert "archive_referral" not in walk.offers(ARC)
    walk.does("record_receipt", LIA).does("archive_referral", ARC)
    assert walk.state == "archived"


def test_personal_data_are_shared_on_a_stated_basis_only() -> None:
    with pytest.raises(Incomplete) as refusal:
        applied(track="state").could("refer", AIDR, sharing_basis=None)
    assert set(refusal.value.fields) == {"sharing_basis"}


def test_the_track_says_who_decides() -> None:
    with pytest.raises(GuardRefused, match="工会法律援助"):
        applied(track="union").could("refer", AIDR)
    with pytest.raises(GuardRefused, match="法律援助中心"):
        in_review(track="state").could("propose_grant", AIDR, matter_type="pay")


@pytest.mark.parametrize(
    ("action", "state"),
    [("center_grants", "approved"), ("center_denies", "denied"), ("center_returns", "review")],
)
def test_what_the_centre_answers(action: str, state: str) -> None:
    assert applied(track="state").does("refer", LIA).does(action, LIA).state == state


# ---- the decision


def test_whoever_proposes_does_not_sign() -> None:
    walk = in_review().does("propose_grant", AIDR, matter_type="other")
    with pytest.raises(GuardRefused, match="换人"):
        walk.could("approve", HEAD, user_id=person(AIDR))
    assert walk.could("approve", HEAD).target == "approved"


def test_the_head_signs_what_was_proposed_and_nothing_else() -> None:
    walk = in_review()
    assert {"approve", "deny", "return_proposal"}.isdisjoint(walk.offers(HEAD))
    walk.does("propose_denial", AIDR)
    assert walk.offers(HEAD) >= {"deny", "return_proposal"}
    with pytest.raises(GuardRefused, match="给予援助"):
        walk.could("approve", HEAD)
    assert walk.does("return_proposal", HEAD).facts.overlays == frozenset()


def test_a_denial_has_reasons_and_tells_the_remedy() -> None:
    walk = in_review().does("propose_denial", AIDR)
    with pytest.raises(Incomplete) as refusal:
        walk.could("deny", HEAD, reasons="", remedy_told=False)
    assert set(refusal.value.fields) == {"reasons", "remedy_told"}


# ---- provisional aid


def test_provisional_aid_needs_fewer_than_seven_days_to_limitation() -> None:
    walk = applied(limitation_last_day=LAST_DAY)
    with pytest.raises(GuardRefused, match="七日以上"):
        walk.could("grant_provisional", HEAD, provisional_ground="limitation")
    walk.lapses("LD4")
    assert "provisional_advised" in walk.facts.overlays
    assert walk.could("grant_provisional", HEAD, provisional_ground="limitation").target == "provisional"


def test_provisional_aid_is_open_at_once_for_urgent_preservation() -> None:
    assert applied().does("grant_provisional", HEAD, provisional_ground="preservation").running == {"LD2"}


def test_provisional_aid_does_not_wait_for_papers() -> None:
    walk = in_review(limitation_last_day=LAST_DAY).does("ask_supplement", AIDR).lapses("LD4")
    walk.does("grant_provisional", HEAD, provisional_ground="limitation")
    assert (walk.state, walk.paused) == ("provisional", set())


def test_a_provisional_case_is_regularised_by_another_person() -> None:
    walk = provisional()
    with pytest.raises(GuardRefused, match="换人"):
        walk.could("regularise", AIDR, user_id=person(HEAD))
    walk.does("regularise", AIDR)
    assert (walk.state, walk.facts.overlays) == ("approved", frozenset())


def test_a_provisional_case_is_represented_first_and_regularised_before_it_ends() -> None:
    walk = represented(provisional())
    with pytest.raises(GuardRefused, match="补办"):
        walk.could("conclude", LAW)
    walk.does("regularise_later", AIDR).does("conclude", LAW)
    assert walk.state == "concluded"


def test_a_provisional_case_that_does_not_qualify_is_ended() -> None:
    assert provisional().does("end_provisional", AIDR).state == "terminated"
    assert represented(provisional()).does("end_provisional", AIDR).state == "terminated"
    with pytest.raises(GuardRefused, match="不是先行援助"):
        represented(approved()).could("end_provisional", AIDR)


def test_a_corrected_last_day_starts_the_limitation_anew() -> None:
    walk = applied()
    assert "LD4r" not in walk.running
    walk.does("correct_limitation", LAW, limitation_last_day=LAST_DAY)
    assert walk.running == {"LD1", "LD4", "LD4r"}
    walk.lapses("LD4").does("correct_limitation", LAW, limitation_last_day=date(2027, 3, 1))
    assert (walk.facts.overlays, walk.facts.lapsed) == (frozenset(), frozenset())


def test_limitation_is_watched_until_the_claim_is_lodged() -> None:
    walk = (
        approved(limitation_last_day=LAST_DAY)
        .does("assign", HEAD, handler_id=person(LAW))
        .does("engage", LAW)
    )
    assert "LD4r" in walk.running
    with pytest.raises(Incomplete):
        walk.could("start_representation", LAW, right_kept=False)
    walk.does("start_representation", LAW).does("request_replacement", AIDR)
    assert "LD4r" not in walk.running
