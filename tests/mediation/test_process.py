"""Mediation as it is meant to go, and where it stops."""

from datetime import date
from typing import Any

import pytest

from caseflow.kernel.calendar import Days, Months, Until, WorkingDays
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, WrongState
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
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


def test_each_row_of_the_table_is_there() -> None:
    assert {t.ref for t in MEDIATION.transitions} == {f"M{n}" for n in range(1, 16)}


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


# ---- time


@every_body
def test_time_that_runs_out_only_proposes_the_end(body: str) -> None:
    code = "MD4" if body == "enterprise" else "MD4p"
    walk = in_mediation(body)
    with pytest.raises(GuardRefused, match="尚未届满"):
        walk.could("fail", MED, fail_reason="timeout")
    walk.lapses(code)
    assert (walk.state, walk.facts.overlays) == ("in_mediation", frozenset({"timeout_proposed"}))
    with pytest.raises(Forbidden):
        walk.could("fail", SYS, fail_reason="timeout")
    walk.does("fail", MED, fail_reason="timeout")
    assert (walk.state, walk.running) == ("failed", set())


def test_both_sides_agree_on_a_later_day_before_the_time_is_up() -> None:
    walk = in_mediation("enterprise")
    with pytest.raises(Incomplete):
        walk.could("extend", MED, both_signed=False)
    walk.does("extend", MED, extended_to=date(2026, 10, 20))
    assert (walk.state, walk.running) == ("extended", {"MD3", "MD4x"})
    walk.does("extend", MED, extended_to=date(2026, 10, 30))
    assert walk.running == {"MD3", "MD4x"}
    walk.does("agree", MED)
    assert walk.running == {"MD3", "MD4x"}


def test_the_period_of_the_law_is_not_extended_after_it_ended() -> None:
    with pytest.raises(GuardRefused, match="视为调解不成"):
        in_mediation("enterprise").lapses("MD4").could("extend", MED)
    walk = in_mediation("peoples").lapses("MD4p").does("extend", MED)
    assert (walk.running, walk.facts.overlays) == ({"MD3", "MD4y"}, frozenset())


@pytest.mark.parametrize("reason", ["refusal", "no_agreement", "unreachable"])
def test_other_reasons_end_it_at_any_time(reason: str) -> None:
    assert in_mediation().does("fail", MED, fail_reason=reason).state == "failed"


def test_the_end_tells_the_way_to_arbitration() -> None:
    with pytest.raises(Incomplete):
        in_mediation().could("fail", MED, fail_reason="refusal", arbitration_told=False)


# ---- the agreement


@pytest.mark.parametrize("missing", ["worker_signed", "employer_signed", "mediator_signed", "sealed"])
def test_an_agreement_needs_every_signature_and_the_seal(missing: str) -> None:
    walk = in_mediation().does("agree", MED)
    with pytest.raises(Incomplete) as refusal:
        walk.could("effect", MED, **{missing: False})
    assert set(refusal.value.fields) == {missing}
    assert walk.could("effect", MED).target == "effective"


def test_representatives_settle_with_the_consent_of_those_they_represent() -> None:
    walk = in_mediation().learns(collective=True)
    with pytest.raises(GuardRefused, match="被代表"):
        walk.could("agree", MED, represented_consent=False)
    assert walk.could("agree", MED, represented_consent=True).target == "agreed"


def test_talks_go_on_until_the_agreement_is_signed() -> None:
    walk = in_mediation().does("agree", MED).does("hold_session", MED).does("agree", MED)
    assert (walk.state, walk.running) == ("agreed", {"MD3", "MD4p"})
    assert walk.does("fail", MED, fail_reason="refusal").state == "failed"


# ---- confirmation


def test_arbitral_review_is_open_for_fifteen_days_and_the_court_for_thirty() -> None:
    walk = effective().learns(lapsed=frozenset({"MD5"}))
    with pytest.raises(GuardRefused, match="十五日"):
        walk.could("apply_review", MED)
    assert walk.could("apply_judicial", MED).target == "confirming"
    with pytest.raises(GuardRefused, match="三十日"):
        walk.learns(lapsed=frozenset({"MD5", "MD7"})).could("apply_judicial", MED)


def test_a_finding_of_employment_is_not_reviewed() -> None:
    walk = effective(confirms_relation=True)
    assert "MD5" not in walk.running
    with pytest.raises(GuardRefused, match="确认劳动关系"):
        walk.could("apply_review", MED)


@pytest.mark.parametrize("action", ["apply_judicial", "apply_review"])
def test_both_sides_apply_together(action: str) -> None:
    with pytest.raises(Incomplete):
        effective().could(action, MED, joint=False)


def test_the_commission_reviews_from_the_day_it_accepts() -> None:
    walk = effective().does("apply_review", MED)
    assert walk.running == {"MD9"}
    walk.does("commission_accepts", LIA)
    assert walk.running == {"MD6", "MD9"}
    with pytest.raises(GuardRefused, match="仲裁审查"):
        walk.could("court_accepts", LIA)


def test_a_review_is_extended_once_and_within_its_cap() -> None:
    walk = effective().does("apply_review", MED).does("commission_accepts", LIA)
    walk.learns(extended={"MD6": 0})
    assert walk.could("commission_extends", LIA, extension=5).target == "confirming"
    with pytest.raises(GuardRefused, match="最多延长"):
        walk.could("commission_extends", LIA, extension=6)
    with pytest.raises(GuardRefused, match="已经用完"):
        walk.learns(extended={"MD6": 1}).could("commission_extends", LIA, extension=1)


def test_after_the_commission_the_court_is_left_and_after_the_court_nothing() -> None:
    walk = effective().does("apply_review", MED).does("refuse_confirmation", LIA).does("seek_court", MED)
    assert walk.running == {"MD7", "MD9"}
    with pytest.raises(GuardRefused, match="申请司法确认"):
        walk.could("apply_review", MED)
    walk.does("apply_judicial", MED).does("refuse_confirmation", LIA)
    with pytest.raises(GuardRefused, match="按协议"):
        walk.could("seek_court", MED)
    assert "perform" in walk.offers(MED)


# ---- performance


def test_default_is_a_persons_finding_after_the_day_has_passed() -> None:
    walk = effective()
    with pytest.raises(GuardRefused, match="尚未届满"):
        walk.could("default", MED)
    walk.lapses("MD9")
    assert (walk.state, walk.facts.overlays) == ("effective", frozenset({"performance_overdue"}))
    assert walk.does("default", MED).state == "defaulted"


def test_a_payment_order_from_application_to_the_debtors_time() -> None:
    walk = defaulted()
    assert walk.running == set()
    assert {"accept_order", "issue_order", "end_order"}.isdisjoint(walk.offers(MED))
    assert walk.does("apply_order", MED).running == {"MD10a"}
    with pytest.raises(GuardRefused, match="尚未受理"):
        walk.could("issue_order", LIA)
    assert walk.does("accept_order", LIA).running == {"MD10b"}
    assert walk.does("issue_order", LIA).running == {"MD10c"}
    with pytest.raises(GuardRefused, match="未满十五日"):
        walk.could("end_order", LIA, order_outcome="final")
    walk.lapses("MD10c").does("end_order", LIA, order_outcome="final")
    assert walk.running == set()
    assert walk.does("apply_enforcement", LIA).does("perform", MED).state == "performed"


def test_an_objection_ends_the_payment_order() -> None:
    walk = defaulted().does("apply_order", MED).does("accept_order", LIA).does("issue_order", LIA)
    walk.does("end_order", LIA, order_outcome="objected")
    assert walk.running == set()
    with pytest.raises(GuardRefused, match="仲裁"):
        walk.could("apply_enforcement", LIA)
    with pytest.raises(GuardRefused, match="已申请过"):
        walk.could("apply_order", MED)


def test_a_confirmed_agreement_is_enforced_within_two_years() -> None:
    walk = confirmed().lapses("MD9").does("default", MED)
    assert walk.running == {"MD13"}
    with pytest.raises(GuardRefused, match="强制执行"):
        walk.could("apply_order", MED)
    assert walk.does("apply_enforcement", LIA).running == set()


@pytest.mark.parametrize("code", ["MD3", "MD5", "MD7", "MD13"])
def test_what_preserves_a_right_is_reminded_of_as_a_right(code: str) -> None:
    assert MEDIATION.clock(code).ladder is RIGHT


def test_what_is_over_is_not_withdrawn() -> None:
    assert in_mediation().does("withdraw", HEAD).state == "withdrawn"
    with pytest.raises(WrongState):
        effective().could("withdraw", HEAD)
