"""The lists of the hotline."""

from caseflow.hotline.catalogue import CATEGORIES, DECLINES, GROUPS, REFUSALS, SUBJECTS, is_safety
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
