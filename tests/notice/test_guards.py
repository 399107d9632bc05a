"""Each refusal beside the case in which the same action goes through."""

from collections.abc import Callable
from typing import Any

import pytest

from caseflow.kernel.decide import options
from caseflow.kernel.errors import GuardRefused, Incomplete, WrongState
from caseflow.kernel.machine import START, Process
from caseflow.kernel.roles import Role
from caseflow.notice.process import OPINION, PUBLIC_REMINDER, RECOMMENDATION, REMINDER, NoticeFacts
from tests.kernel_given import someone
from tests.notice.letters import (
    HU,
    LAW,
    MGR,
    PEOPLE,
    SIGN,
    SUP,
    SYS,
    Letter,
    asked,
    drafted,
    issued,
    overdue,
    served,
)

EVERYONE = someone(*Role, user_id=99)


def refuses(words: str) -> pytest.RaisesExc[GuardRefused]:
    return pytest.raises(GuardRefused, match=words)


@pytest.mark.parametrize("process", [REMINDER, PUBLIC_REMINDER, OPINION], ids=lambda process: process.name)
def test_drafter_reviewer_and_signatory_are_three_people(process: Process) -> None:
    letter = drafted(process)
    with refuses("法律审核人不能是起草人"):
        letter.could("submit_review", SUP, reviewer_id=PEOPLE[SUP])
    letter.does("submit_review", SUP)
    with refuses("起草人不能审核"):
        letter.could("pass_review", LAW, PEOPLE[SUP])
    letter.does("pass_review", LAW)
    with refuses("起草人不能审核或签发"):
        letter.could("sign_off", SIGN, PEOPLE[SUP])
    with refuses("法律审核人不能"):
        letter.could("sign_off", SIGN, PEOPLE[LAW])
    assert letter.does("sign_off", SIGN).state == "issued"


def test_who_reviewed_or_refused_to_sign_does_not_draft_or_review_afterwards() -> None:
    letter = drafted(OPINION).does("submit_review", SUP).does("return_draft", LAW)
    with refuses("法律审核人不能再起草"):
        letter.could("revise", SUP, PEOPLE[LAW])
    letter.does("revise", SUP).does("submit_review", SUP).does("pass_review", LAW).does("refuse_sign", SIGN)
    with refuses("签发人不能再起草"):
        letter.could("revise", SUP, PEOPLE[SIGN])
    letter.does("submit_review", SUP)
    with refuses("签发人不能再起草或审核"):
        letter.could("pass_review", LAW, PEOPLE[SIGN])
    assert letter.does("pass_review", LAW).state == "pending_sign"


def test_two_different_supervisors_investigate() -> None:
    letter = Letter(OPINION).does("draft", SUP)
    with pytest.raises(Incomplete, match="调查监督员"):
        letter.could("investigate", SUP, investigators=(11, 11))
    with refuses("请先登记调查"):
        letter.could("conclude_investigation", SUP)
    letter.does("investigate", SUP, investigators=(11, 21)).does("conclude_investigation", SUP)
    assert letter.could("submit_review", SUP).target == "legal_review"


def test_only_proven_facts_go_into_an_opinion() -> None:
    letter = drafted(OPINION).does("conclude_investigation", SUP, finding="unproven")
    with refuses("查清事实"):
        letter.could("submit_review", SUP)
    letter.does("conclude_investigation", SUP, finding="partly")
    assert letter.could("submit_review", SUP).target == "legal_review"


def test_an_opinion_without_investigation_is_not_reviewed_but_a_reminder_is() -> None:
    with refuses("查清事实"):
        Letter(OPINION).does("draft", SUP).could("submit_review", SUP)
    assert Letter(REMINDER).does("draft", SUP).does("submit_review", SUP).state == "legal_review"


@pytest.mark.parametrize("action", ["submit_review", "pass_review", "sign_off"])
def test_no_letter_gives_the_complainant_away(action: str) -> None:
    letter, role = {
        "submit_review": (drafted(REMINDER), SUP),
        "pass_review": (drafted(REMINDER).does("submit_review", SUP), LAW),
        "sign_off": (drafted(REMINDER).does("submit_review", SUP).does("pass_review", LAW), SIGN),
    }[action]
    letter.learns(identity_found=True)
    with refuses("可识别投诉人"):
        letter.could(action, role)
    assert letter.learns(identity_consent=True).could(action, role).target != letter.state


@pytest.mark.parametrize("procedure", ["inspection", "arbitration", "suit"])
def test_no_opinion_beside_another_procedure_on_the_same_claim(procedure: str) -> None:
    with refuses("不再并行发意见书"):
        Letter(OPINION).could("draft", SUP, other_procedure=procedure)
    with refuses("不再并行发意见书"):
        drafted(OPINION).learns(other_procedure=procedure).could("submit_review", SUP)
    with refuses("不再并行发意见书"):
        overdue(REMINDER).learns(other_procedure=procedure).could("propose_escalation", SUP)
    assert Letter(REMINDER).could("draft", SUP, other_procedure=procedure).target == "draft"
    assert Letter(OPINION).could("draft", SUP, other_procedure="none").target == "draft"


def test_a_reminder_comes_first_where_the_local_rule_says_so() -> None:
    with refuses("先发提示函"):
        Letter(OPINION, NoticeFacts(require_reminder_first=True)).could("draft", SUP)
    after_one = NoticeFacts(require_reminder_first=True, parent_kind="reminder")
    assert Letter(OPINION, after_one).could("draft", SUP).target == "draft"
    assert Letter(OPINION).could("draft", SUP).target == "draft"


def test_a_recommendation_is_issued_by_a_county_and_rests_on_an_opinion() -> None:
    with refuses("县级以上"):
        Letter(RECOMMENDATION, NoticeFacts(county_level=False)).could("draft", SUP)
    letter = drafted(RECOMMENDATION, county_level=True)
    with refuses("此前的意见书"):
        letter.could("submit_review", SUP)
    assert letter.learns(opinion_refused=True).could("submit_review", SUP).target == "legal_review"
    assert drafted(RECOMMENDATION, parent_kind="opinion").could("submit_review", SUP).target == "legal_review"


Answers = dict[str, Any]


@pytest.mark.parametrize(
    ("lacking", "missing", "words"),
    [
        ({"service_method": "left_at_premises"}, {"service_photos": "影像1"}, "见证人"),
        ({"service_method": "direct", "service_refused": True}, {"service_witnesses": "示例甲"}, "见证人"),
        ({"service_method": "electronic", "receiver": "示例"}, {"electronic_agreed": True}, "电子送达"),
        ({"service_method": "post"}, {"receiver": "示例前台"}, "签收人"),
    ],
)
def test_service_is_proven(lacking: Answers, missing: Answers, words: str) -> None:
    letter = issued(OPINION).does("start_service", HU)
    with refuses(words):
        letter.could("record_service", HU, **lacking)
    assert letter.could("record_service", HU, **lacking, **missing).target == "served"


def test_two_people_serve_a_letter() -> None:
    letter = issued(OPINION).does("start_service", HU)
    with pytest.raises(Incomplete, match="送达人"):
        letter.could("record_service", HU, receiver="示例前台", servers=(15,))


def test_the_employer_asks_once_for_ten_days_at_most() -> None:
    letter = served(OPINION)
    with refuses("最多延长10 个工作日"):
        letter.could("request_extension", SUP, extension=11)
    with refuses("没有待批"):
        letter.could("grant_extension", SIGN)
    letter.does("request_extension", SUP, extension=10)
    with refuses("登记申请的人"):
        letter.could("grant_extension", SIGN, PEOPLE[SUP])
    letter.does("grant_extension", SIGN)
    assert letter.facts.overlays == frozenset()
    with refuses("已经申请过"):
        letter.could("request_extension", SUP)


def test_a_request_that_nobody_decided_is_refused_by_the_timer_after_the_lapse() -> None:
    letter = served(OPINION).does("request_extension", SUP).does("lapse", SYS)
    letter.does("refuse_extension", SYS)
    assert letter.facts.overlays == frozenset()


@pytest.mark.parametrize("process", [REMINDER, OPINION], ids=lambda process: process.name)
def test_one_proposes_and_another_decides(process: Process) -> None:
    letter = served(process).does("record_reply", SUP, reply_kind="disputes")
    for propose, accept, role in (
        ("propose_explanation", "accept_explanation", MGR),
        ("propose_escalation", "escalate", SIGN),
    ):
        with refuses("请监督员先提出"):
            letter.could(accept, role)
        letter.does(propose, SUP)
        with refuses("不能自己"):
            letter.could(accept, role, PEOPLE[SUP])
        assert letter.could(accept, role).overlays.isdisjoint({"explanation_proposed", "escalation_proposed"})


def test_a_refused_proposal_can_be_made_again() -> None:
    letter = overdue(OPINION).does("propose_escalation", SUP)
    with refuses("等待签发人"):
        letter.could("propose_escalation", SUP)
    letter.does("refuse_escalation", SIGN)
    assert letter.could("propose_escalation", SUP).overlays == {"escalation_proposed"}


def test_a_mediation_started_by_both_sides_holds_the_escalation_back() -> None:
    letter = overdue(OPINION).does("propose_escalation", SUP).learns(joint_mediation_running=True)
    with refuses("调解"):
        letter.could("escalate", SIGN)
    assert letter.learns(joint_mediation_running=False).does("escalate", SIGN).state == "escalated"


def test_silence_closes_a_mere_reminder_but_no_opinion() -> None:
    letter = overdue(REMINDER).does("propose_explanation", SUP, ground="prompt_only")
    assert letter.running == set()
    assert letter.does("accept_explanation", MGR).state == "closed_explained"
    with pytest.raises(WrongState):
        overdue(OPINION).could("propose_explanation", SUP)


R4 = {"county_level": True, "worker_group": "women"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (R4 | {"county_level": False}, "县级以上"),
        (R4 | {"worker_group": None}, "限于"),
        (R4 | {"employer_uncooperative": False}, "已配合"),
    ],
)
@pytest.mark.parametrize(("reach", "process"), [(overdue, OPINION), (asked, RECOMMENDATION)])
def test_the_procuratorate_hears_of_what_concerns_it(
    reach: Callable[[Process], Letter], process: Process, facts: Answers, words: str
) -> None:
    letter = reach(process).learns(**facts)
    with refuses(words):
        letter.could("refer_procuratorate", SIGN, employer_uncooperative=facts.get("employer_uncooperative"))
    letter.learns(county_level=True, worker_group=None, mass_dispute="migrant_wages")
    assert letter.does("refer_procuratorate", SIGN).state == "referred_procuratorate"


def test_a_file_waits_for_the_letter_that_grew_from_it() -> None:
    letter = overdue(OPINION).does("propose_escalation", SUP).does("escalate", SIGN).learns(open_children=1)
    with refuses("关联办理未结束"):
        letter.could("archive", Role.ARCHIVIST)
    assert letter.learns(open_children=0).could("archive", Role.ARCHIVIST).target == "archived"


@pytest.mark.parametrize("process", [REMINDER, PUBLIC_REMINDER, OPINION, RECOMMENDATION])
def test_whoever_holds_every_role_is_always_told_why(process: Process) -> None:
    """No guard breaks on facts that are still empty, in any state."""
    for state in (START, *(s.name for s in process.states)):
        for option in options(process, state, viewer=EVERYONE, facts=NoticeFacts()):
            assert option.refusal is None or str(option.refusal)
