"""The end of the talks, the agreement and what follows (M7–M15)."""

from datetime import date

import pytest

from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, WrongState
from caseflow.kernel.ladder import RIGHT
from caseflow.mediation.process import MEDIATION
from tests.mediation.cases import (
    HEAD,
    LIA,
    MED,
    SYS,
    confirmed,
    defaulted,
    effective,
    every_body,
    in_mediation,
)

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
