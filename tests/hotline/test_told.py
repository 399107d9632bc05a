"""A filled-in intake form, read as a call; no database."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseflow.casework.parties import Person
from caseflow.hotline.forms.told import Told
from caseflow.hotline.process import TICKET

AT = datetime(2026, 9, 16, 2, tzinfo=UTC)

CALL: dict[str, Any] = {
    "channel": "call",
    "received_at": AT,
    "speaker": "self",
    "caller_name": "示例甲",
    "caller_phone": "13900000000",
    "wishes_reply": True,
    "confidential": False,
    "privacy_notice": True,
    "employer_name": "示例建筑公司",
    "work_place": "示例大道1号",
    "service": "TS",
    "category": "0101",
    "facts_text": "三个月没有发工资",
    "headcount": 1,
    "step": "submit",
    "priority": "P2",
    "duplicates_checked": True,
}


def told(**changed: Any) -> Told:
    """The call with some answers changed; None takes an answer away."""
    return Told({name: value for name, value in (CALL | changed).items() if value is not None})


def faults(**changed: Any) -> dict[str, str]:
    return dict(told(**changed).faults(AT))


def test_a_complete_call_has_no_faults() -> None:
    assert faults() == {}


@pytest.mark.parametrize(
    "name",
    [
        *("channel", "received_at", "privacy_notice", "caller_name", "caller_phone", "employer_name"),
        *("work_place", "service", "category", "facts_text", "headcount", "priority", "duplicates_checked"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(name: str) -> None:
    assert list(faults(**{name: None})) == [name]


def test_only_what_the_chosen_step_asks_for_is_demanded() -> None:
    undecided = {"priority": None, "duplicates_checked": None}
    assert set(faults(step="answer_now", **undecided)) == {"answer", "knowledge_item", "legal_basis"}
    assert set(faults(step="propose_decline", **undecided)) == {"decline_code", "where_to_go"}
    assert faults(step="register", **undecided) == {}
    assert told(step="register").then == ""
    assert told().then == "submit"


def test_an_anonymous_caller_leaves_no_name_and_no_phone() -> None:
    nameless = {"anonymous": True, "caller_name": None, "caller_phone": None}
    assert faults(**nameless, wishes_reply=False) == {}
    assert list(faults(**nameless, wishes_reply=True)) == ["wishes_reply"]
    assert faults(**nameless | {"caller_phone": "13900000000"}) == {}
    assert told(**nameless).answers["real_name"] is False
    assert told().answers["real_name"] is True


def test_who_speaks_for_somebody_says_as_what() -> None:
    assert list(faults(speaker="other")) == ["relation"]
    assert faults(speaker="other", relation="工友") == {}


def test_the_caller_is_the_worker_unless_speaking_for_another() -> None:
    own = told(job="瓦工", id_number="00000019000101005X").call
    assert own.spokesperson is None
    assert own.workers == (
        Person(name="示例甲", phone="13900000000", id_number="00000019000101005X", job="瓦工"),
    )
    for_another = told(
        speaker="other", relation="配偶", worker_name="示例乙", worker_phone="13900000001"
    ).call
    assert for_another.spokesperson == Person(name="示例甲", phone="13900000000", relation="配偶")
    assert for_another.workers == (Person(name="示例乙", phone="13900000001"),)


def test_several_workers_are_no_more_than_the_headcount() -> None:
    others = (Person(name="示例乙"), Person(name="示例丙"))
    assert list(faults(others=others, headcount=2)) == ["headcount"]
    assert faults(others=others, headcount=3) == {}
    assert len(told(others=others, headcount=3).call.workers) == 3
    assert list(faults(headcount=0)) == ["headcount"]


def test_the_employer_may_be_unknown() -> None:
    assert faults(employer_unknown=True, employer_name=None) == {}
    assert list(faults(employer_unknown=True)) == ["employer_unknown"]
    unknown = told(employer_unknown=True, employer_name=None)
    assert unknown.call.employer is None
    assert unknown.answers["employer_known"] is False


def test_nothing_happens_after_today() -> None:
    assert faults(event_on=date(2026, 9, 16)) == {}
    assert list(faults(event_on=date(2026, 9, 17))) == ["event_on"]
    assert list(faults(received_at=AT.replace(minute=1))) == ["received_at"]


def test_a_ticket_from_above_brings_its_number_and_day() -> None:
    assert set(faults(channel="upstream")) == {"upstream_no", "upstream_due_on"}
    complete = {"channel": "upstream", "upstream_no": "SJ-1", "upstream_due_on": date(2026, 9, 30)}
    assert faults(**complete) == {}
    assert told(**complete).opening == "import_upstream"
    assert told().opening == "register"


def test_identities_are_no_answers_of_the_process() -> None:
    """What the process asks for stands in the audit chain."""
    asked = {datum.name for transition in TICKET.transitions for datum in transition.needs}
    people = {"caller_name", "caller_phone", "worker_name", "worker_phone", "id_number", "others"}
    assert asked.isdisjoint(people)
