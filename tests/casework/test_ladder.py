"""The rungs above: what a 建议书 starts with, when authorities do not act, when employers draw attention."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.notice.models import Opinion, Recommendation
from tests import given, when
from tests.casework.suggested import suggested, suggestion, told
from tests.given.proceedings import OPINION, Routes
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

RECOMMENDATION: Routes = {
    **OPINION,
    "authority_received": ("serving", "authority_received"),
    "authority_filed": ("authority_received", "authority_filed"),
}
REFUSED: dict[str, Any] = {"service_refused": True, "service_witnesses": "测试社区干部"}


def recommendation(state: str = "authority_received", **data: Any) -> Recommendation:
    """A 建议书 that the authority received on Monday 28 September 2026."""
    known = {"opinion_refused": True, "authority": "hrss", "authority_received_on": date(2026, 9, 28)}
    return given.proceeding(Recommendation, RECOMMENDATION, state, "2026-09-28", {**known, **data})


def rules(source: Proceeding) -> list[tuple[str, str]]:
    return [row[:2] for row in suggested(source)]


# ---- R1, R2: what is found on the spot, and what the next letter starts with


@pytest.mark.parametrize(
    ("found", "expected"), [("corrected", []), ("uncorrected", [("R2", "recommendation")])]
)
def test_what_two_supervisors_see_may_call_for_the_next_rung(found: str, expected: list[Any]) -> None:
    letter = given.opinion("replied", on="2026-10-12", reply_kind="plan")
    when.acts(letter, "verify", on="2026-10-19", check_finding=found)
    assert rules(letter) == expected


def test_a_recommendation_starts_with_what_was_done_before(client: FlaskClient) -> None:
    # given an 意见书 about social insurance, answered on 12 October with nothing done
    letter = given.opinion("awaiting_reply", on="2026-09-28", breaches="未参加社会保险")
    with transaction():
        letter.matter.category = "0501"
    when.acts(letter, "record_reply", on="2026-10-12", reply_kind="partial", replied_on=date(2026, 10, 12))
    # then the suggestion fills in authority, earlier letters and their proofs
    made = suggestion(letter)
    assert (made.data["authority"], made.data["suggestion"]) == ("social_insurance", "investigate")
    served = letter.served_on
    assert served
    day = f"{served.year}年{served.month}月{served.day}日"
    assert made.data["prior_letters"] == (
        f"《工会劳动法律监督意见书》（{letter.number}），{day}送达，单位只部分改正"
    )
    assert made.data["evidence_index"].splitlines() == [
        f"《意见书》（{letter.number}）",
        "《意见书》送达回证",
        "单位对《意见书》的书面答复",
    ]
    # and so does the wizard, with the letter beside it
    address = f"/notice/{letter.id}/open/recommendation?suggestion={made.id}"
    page = seated(client, Role.SUPERVISOR).get(address).text
    assert f"问题发出以下文书：《工会劳动法律监督意见书》（{letter.number}）" in page
    assert "社会保险经办机构：" in page


def test_a_decision_to_escalate_carries_the_whole_ladder() -> None:
    # given an 意见书 that grew from a 提示函, and was refused
    first = given.reminder("replied", on="2026-09-28", reply_kind="disputes", replied_on=date(2026, 9, 28))
    when.acts(first, "propose_escalation", on="2026-09-29")
    when.acts(first, "escalate", on="2026-09-29")
    opinion = db.session.get_one(Opinion, suggestion(first).taken_up_id)
    for action in ("investigate", "conclude_investigation", "revise", "submit_review", "pass_review"):
        when.acts(opinion, action, on="2026-09-30")
    when.acts(opinion, "sign_off", on="2026-09-30")
    when.acts(opinion, "start_service", on="2026-09-30")
    when.acts(opinion, "record_service", on="2026-09-30", **REFUSED)
    data = suggestion(opinion).data
    assert data["opinion_refused"] is True
    assert [line.split("，")[-1] for line in data["prior_letters"].splitlines()] == ["提出异议", "单位拒收"]


# ---- R3: the authority declines, or lets its five working days pass


def test_an_authority_that_does_not_open_a_case_in_time_is_taken_to_the_meeting() -> None:
    # given labour inspection, which has five working days over National Day: to 10 October
    given.person(Role.MANAGER)
    letter = recommendation()
    when.sweeps("2026-10-10 23:59")
    assert suggested(letter) == []
    when.sweeps("2026-10-11 00:00")
    assert rules(letter) == [("R3", "transfer")]
    assert suggested(letter)[0][2].startswith("机关逾期未立案，建议先发催办函，并提请五方联席会议")
    assert [text for text in told(letter) if "请督办员决定" in text]
    # and nothing is said twice, nor has the letter moved
    when.sweeps("2026-10-12 09:00")
    assert (len(suggested(letter)), letter.state) == (1, "authority_received")


def test_an_authority_that_declines_is_taken_to_the_meeting_at_once() -> None:
    letter = recommendation()
    when.acts(letter, "authority_declined", on="2026-09-29")
    assert rules(letter) == [("R3", "transfer")]


def test_an_authority_that_opens_a_case_is_left_alone() -> None:
    letter = recommendation("authority_filed")
    when.sweeps("2026-10-12 09:00")
    assert suggested(letter) == []


# ---- R4: the procuratorate


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"worker_group": "women"}, [("R2", "recommendation"), ("R4", "transfer")]),
        ({"mass_dispute": "migrant_wages"}, [("R2", "recommendation"), ("R4", "transfer")]),
        ({}, [("R2", "recommendation")]),
    ],
)
def test_protected_groups_may_go_to_the_procuratorate(about: dict[str, Any], expected: list[Any]) -> None:
    letter = given.opinion("awaiting_reply", on="2026-09-28", **about)
    when.sweeps("2026-10-24 00:00")
    assert sorted(rules(letter)) == expected
    if len(expected) > 1:
        found = [row for row in suggested(letter) if row[0] == "R4"]
        assert found[0][2].startswith("逾期未答复，符合向检察机关移送线索的条件")


# ---- R14, R15, R16: calls that ask the union to look into an employer


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("0301", [("R14", "reminder")]),
        ("0801", [("R15", "reminder")]),
        ("0101", []),
    ],
)
def test_a_dismissal_or_a_protected_worker_calls_for_a_letter(category: str, expected: list[Any]) -> None:
    ticket = given.ticket(on="2026-09-16", category=category)
    assert rules(ticket) == expected
    if expected:
        assert "《中华人民共和国" in suggestion(ticket).data["legal_basis"] or category == "0801"


def test_nothing_runs_beside_another_procedure() -> None:
    ticket = given.ticket(on="2026-09-16", category="0301", other_procedure="arbitration")
    assert rules(ticket) == [("R17", "aid")]


def test_three_calls_in_ninety_days_call_for_one_letter() -> None:
    # given three calls, the first of them more than ninety days before the third
    for day in ("2026-06-01", "2026-07-10", "2026-09-16"):
        assert rules(given.ticket(on=day, employer="示例多次有限公司")) == []
    # when the third within ninety days comes
    third = given.ticket(on="2026-09-17", employer="示例多次有限公司")
    assert [row[2] for row in suggested(third)] == [
        "同一单位90日内3件诉求、1类问题，建议主动发提示函；已列入矛盾纠纷排查"
    ]
    # then the fourth does not say so again
    assert rules(given.ticket(on="2026-09-18", employer="示例多次有限公司")) == []


def test_two_kinds_of_trouble_are_enough() -> None:
    given.ticket(on="2026-09-01", employer="示例两类有限公司", category="0101")
    second = given.ticket(on="2026-09-16", employer="示例两类有限公司", category="0501")
    assert rules(second) == [("R16", "reminder")]
