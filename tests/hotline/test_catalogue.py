"""The lists of the hotline, and the priority they propose."""

import pytest

from caseflow.hotline.catalogue import (
    CATEGORIES,
    DECLINES,
    GROUPS,
    REFUSALS,
    SUBJECTS,
    Signals,
    is_safety,
    priority_of,
)
from caseflow.kernel.rules import Mark


def test_every_subject_belongs_to_a_group() -> None:
    assert {code[:2] for code in SUBJECTS} == set(GROUPS)
    assert len(SUBJECTS) == 65
    assert dict(CATEGORIES)["0109"] == "劳动报酬－工程欠薪（农民工）"


def test_there_are_eleven_ways_to_decline() -> None:
    assert [code for code, _ in DECLINES] == [f"NA{n:02}" for n in range(1, 12)]


def test_a_refusal_says_what_it_rests_on() -> None:
    beginnings = {Mark.STATUTE: "《", Mark.ELSEWHERE: "参照：《", Mark.HOUSE: "本单位规定"}
    for refusal in REFUSALS.values():
        assert refusal.basis.startswith(beginnings[refusal.mark])
        assert refusal.advice


def test_safety_is_a_group_of_its_own() -> None:
    assert is_safety("0701")
    assert not is_safety("0601")


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
    proposal = priority_of(signals)
    assert proposal.priority == priority
    assert reason in proposal.reason


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
    assert priority_of(signals).priority == "P2"


def test_every_reason_is_told() -> None:
    proposal = priority_of(Signals(headcount=12, limitation_days=5))
    assert proposal.reason == "涉及12人，达到10人；仲裁时效还剩5日"
