"""A mediation until the talks (M1–M6), and what each period rests on."""

from datetime import date

import pytest

from caseflow.kernel.calendar import Days, Months, Until, WorkingDays
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.machine import Phase
from caseflow.kernel.rules import Mark
from caseflow.mediation.process import MEDIATION
from tests.kernel_walk import person
from tests.mediation.cases import (
    ALONE,
    ARC,
    HEAD,
    LIA,
    MED,
    MED_2,
    accepted,
    applied,
    every_body,
    in_mediation,
)


def test_each_row_of_the_table_is_there() -> None:
    assert {t.ref for t in MEDIATION.transitions if t.ref} == {f"M{n}" for n in range(1, 16)}


def test_each_clock_of_the_table_is_there() -> None:
    codes = {clock.code for clock in MEDIATION.clocks}
    assert {f"MD{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13)} <= codes
    assert {"MD10a", "MD10b", "MD10c", "MD11a", "MD11b", "MD11c"} <= codes


def test_every_closed_mediation_can_be_filed() -> None:
    assert set(MEDIATION.states_in(Phase.CLOSED)) <= set(MEDIATION.transition("archive").sources)


def test_from_application_to_file() -> None:
    walk = applied("enterprise")
    assert walk.running == {"MD2", "MD3"}
    walk.does("ask_other_party", HEAD).does("accept", HEAD)
    assert walk.running == {"MD3", "MD4"}
    walk.does("assign", HEAD, **ALONE).does("schedule", MED).does("open_session", MED).does(
        "hold_session", MED
    )
    walk.does("agree", MED).does("effect", MED)
    assert walk.running == {"MD5", "MD7", "MD9"}
    walk.does("apply_judicial", MED)
    assert walk.running == {"MD8", "MD9"}
    walk.does("court_accepts", LIA)
    assert walk.running == {"MD8d", "MD9"}
    walk.does("confirm", LIA)
    assert walk.running == {"MD9", "MD13"}
    walk.does("perform", MED).does("archive", ARC)
    assert (walk.state, walk.running) == ("archived", set())


# ---- the body decides which periods are law


@every_body
def test_arbitration_opens_fifteen_days_after_receipt_in_every_body(body: str) -> None:
    walk = in_mediation(body)
    assert "MD3" in walk.running
    walk.lapses("MD3")
    assert (walk.state, "arbitration_open" in walk.facts.overlays) == ("in_mediation", True)
    clock = MEDIATION.clock("MD3")
    assert (clock.counted_from, clock.within, clock.mark) == ("received_on", Days(15), Mark.STATUTE)
    assert clock.ladder is RIGHT


def test_enterprise_periods_are_law_and_the_others_house_rules() -> None:
    asked = date(2026, 9, 1)
    assert applied("enterprise", negotiation_requested_on=asked).running == {"MD1", "MD2", "MD3"}
    for body in ("peoples", "township"):
        assert applied(body, negotiation_requested_on=asked).running == {"MD1p", "MD2p", "MD3"}
        assert accepted(body).running == {"MD3", "MD4p"}


@pytest.mark.parametrize(
    ("law", "house"), [("MD1", "MD1p"), ("MD2", "MD2p"), ("MD4", "MD4p"), ("MD4x", "MD4y")]
)
def test_a_period_by_analogy_is_the_same_but_never_looks_like_law(law: str, house: str) -> None:
    statute, rule = MEDIATION.clock(law), MEDIATION.clock(house)
    assert (statute.mark, rule.mark) == (Mark.STATUTE, Mark.HOUSE)
    assert (statute.within, statute.runs_while) == (rule.within, rule.runs_while)
    assert statute.basis.startswith("《")
    assert rule.basis.startswith("本单位规定")


@pytest.mark.parametrize(
    ("code", "within", "mark"),
    [
        ("MD1", Days(5), Mark.STATUTE),
        ("MD2", WorkingDays(3), Mark.STATUTE),
        ("MD4", Days(15), Mark.STATUTE),
        ("MD5", Days(15), Mark.STATUTE),
        ("MD6", WorkingDays(5), Mark.STATUTE),
        ("MD7", Days(30), Mark.STATUTE),
        ("MD8", Days(3), Mark.STATUTE),
        ("MD8d", Days(15), Mark.STATUTE),
        ("MD9", Until(), Mark.STATUTE),
        ("MD10a", Days(5), Mark.STATUTE),
        ("MD11c", Days(30), Mark.STATUTE),
        ("MD12", WorkingDays(10), Mark.STATUTE),
        ("MD13", Months(24), Mark.STATUTE),
    ],
)
def test_each_period_says_what_it_rests_on(code: str, within: object, mark: Mark) -> None:
    assert (MEDIATION.clock(code).within, MEDIATION.clock(code).mark) == (within, mark)


def test_a_commission_brings_its_own_period() -> None:
    court = applied(court_commissioned=True)
    assert court.running == {"MD2p", "MD3", "MD11a"}
    court.does("ask_other_party", HEAD)
    assert court.running == {"MD2p", "MD3", "MD11b"}
    assert court.does("accept", HEAD).running == {"MD3", "MD11c"}
    assert accepted(arbitration_commissioned=True).running == {"MD3", "MD12"}


# ---- application and consent


def test_silence_about_negotiation_counts_as_unwilling() -> None:
    walk = applied("enterprise", negotiation_requested_on=date(2026, 9, 1)).lapses("MD1")
    assert "negotiation_lapsed" in walk.facts.overlays
    with pytest.raises(GuardRefused, match="没有登记协商"):
        applied("enterprise").could("answer_negotiation", HEAD)


@every_body
def test_a_clear_refusal_stops_it_before_it_starts(body: str) -> None:
    walk = applied(body).does("ask_other_party", HEAD)
    with pytest.raises(GuardRefused, match="明确拒绝"):
        walk.could("accept", HEAD, other_party="refuses")
    assert walk.does("not_accept", HEAD, not_accepted_because="refused").state == "not_accepted"


def test_silence_is_enough_for_a_peoples_body_only() -> None:
    walk = applied("peoples").does("ask_other_party", HEAD)
    assert walk.could("accept", HEAD, other_party="silent").target == "accepted"
    for body in ("enterprise", "township"):
        with pytest.raises(GuardRefused, match="双方同意"):
            applied(body).does("ask_other_party", HEAD).could("accept", HEAD, other_party="silent")


def test_only_a_peoples_body_starts_by_itself() -> None:
    assert applied("peoples", applicant="committee").state == "applied"
    with pytest.raises(GuardRefused, match="人民调解组织"):
        applied("enterprise", applicant="committee")


def test_what_is_out_of_scope_is_not_accepted() -> None:
    walk = applied().does("ask_other_party", HEAD)
    with pytest.raises(Incomplete):
        walk.could("accept", HEAD, in_scope=False)


# ---- the mediators


def test_no_lawyer_or_supervisor_of_the_matter_mediates() -> None:
    walk = accepted().learns(conflicted_people=frozenset({person(MED)}))
    with pytest.raises(GuardRefused, match="另行指定"):
        walk.could("assign", HEAD, **ALONE)
    assert walk.could("assign", HEAD, handler_id=MED_2, panel_ids=(MED_2,)).target == "assigned"


def test_an_issuer_mediates_only_if_both_sides_accept() -> None:
    walk = accepted().learns(
        opinion_issuers=frozenset({person(MED)}), conflicted_people=frozenset({person(MED)})
    )
    with pytest.raises(GuardRefused, match="意见书"):
        walk.could("assign", HEAD, **ALONE)
    assert walk.could("assign", HEAD, **ALONE, issuer_accepted=True).target == "assigned"


def test_a_collective_dispute_has_two_mediators() -> None:
    walk = accepted().learns(collective=True)
    with pytest.raises(GuardRefused, match="2名"):
        walk.could("assign", HEAD, **ALONE)
    with pytest.raises(GuardRefused, match="2名"):
        walk.could("assign", HEAD, handler_id=person(MED), panel_ids=(person(MED), person(MED)))
    assert (
        walk.could("assign", HEAD, handler_id=person(MED), panel_ids=(person(MED), MED_2)).target
        == "assigned"
    )


def test_who_presides_is_on_the_panel() -> None:
    with pytest.raises(GuardRefused, match="主持调解员"):
        accepted().could("assign", HEAD, handler_id=person(MED), panel_ids=(MED_2,))


def test_a_panel_that_no_longer_fits_can_be_replaced() -> None:
    walk = in_mediation().learns(collective=True, conflicted_people=frozenset({person(MED)}))
    assert "replace_mediators" in walk.offers(HEAD)
    walk.does("replace_mediators", HEAD, handler_id=MED_2, panel_ids=(MED_2, 92))
    assert walk.could("hold_session", MED, user_id=92).target == "in_mediation"
    with pytest.raises(GuardRefused, match="本案调解员"):
        walk.could("hold_session", MED)


def test_session_notes_are_private() -> None:
    for action in ("open_session", "hold_session"):
        assert {d.name for d in MEDIATION.transition(action).needs if d.private} == {"notes"}
