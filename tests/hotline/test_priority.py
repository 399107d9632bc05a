"""The priority that the house rules propose."""

import pytest

from caseflow.hotline.triage import Signals, priority_of


@pytest.mark.parametrize(
    ("signals", "priority", "reason"),
    [
        (Signals(urgent=True), "P0", "危及人身"),
        (Signals(category="0803"), "P0", "童工"),
        (Signals(headcount=10), "P1", "涉及10人"),
        (Signals(category="0101", festival_days=60), "P1", "距春节60日"),
        (Signals(limitation_days=30), "P1", "仲裁时效还剩30日"),
        (Signals(limitation_days=-1), "P1", "可能已过"),
        (Signals(category="0801"), "P1", "女职工"),
        (Signals(category="0603", injured_without_money=True), "P1", "没有治疗费用"),
        (Signals(times_told=3), "P1", "反映3次"),
        (Signals(widely_watched=True), "P1", "媒体"),
        (Signals(service="ZX"), "P3", "咨询"),
        (Signals(service="JY"), "P3", "咨询"),
        (Signals(service="TS", category="0101"), "P2", "一般诉求"),
    ],
)
def test_the_priority_is_proposed_with_its_reason(signals: Signals, priority: str, reason: str) -> None:
    proposed, reasons = priority_of(signals)
    assert proposed == priority
    assert reason in "；".join(reasons)


@pytest.mark.parametrize(
    "signals",
    [
        Signals(headcount=9),
        Signals(category="0101", festival_days=61),
        Signals(category="0101", festival_days=-1),
        Signals(category="0301", festival_days=10),
        Signals(limitation_days=31),
        Signals(category="0603"),
        Signals(times_told=2),
    ],
)
def test_just_below_a_threshold_a_claim_is_ordinary(signals: Signals) -> None:
    assert priority_of(signals)[0] == "P2"


def test_every_reason_is_told() -> None:
    _, reasons = priority_of(Signals(headcount=12, limitation_days=5))
    assert reasons == ("涉及12人，达到10人", "仲裁时效还剩5日")


def test_a_usual_priority_gives_way_to_what_presses() -> None:
    assert priority_of(Signals(service="TS"), "P3") == ("P3", ("咨询或者意见建议",))
    assert priority_of(Signals(service="TS", headcount=10), "P3")[0] == "P1"
