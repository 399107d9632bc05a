"""A transfer as it is meant to go, where it stops, and which periods run."""

from typing import Any

import pytest

from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, WrongState
from caseflow.kernel.machine import START, Kind, Phase
from caseflow.kernel.roles import FAMILIES, Role
from caseflow.kernel.rules import Mark
from caseflow.transfer.agencies import AGENCIES, SUBJECTS, takes
from caseflow.transfer.process import TRANSFER, TransferFacts
from tests.kernel_walk import Walk

LIA, MGR, SIGN, AGENCY = Role.LIAISON, Role.MANAGER, Role.SIGNATORY, Role.AGENCY
HU, ARC, SYS = Role.HANDLING_UNIT, Role.ARCHIVIST, Role.SYSTEM

WORKS: dict[str, Any] = {"agency": "works", "subject": "construction_arrears"}
"""An agency without a period in law."""


def drafted(**letter: Any) -> Walk:
    return Walk(TRANSFER, TransferFacts()).does("draft", LIA, **(WORKS | {"expedited": False} | letter))


def approved(**letter: Any) -> Walk:
    return drafted(**letter).does("approve", SIGN)


def received(**letter: Any) -> Walk:
    return approved(**letter).does("send", LIA).does("receive", AGENCY)


def filed(**letter: Any) -> Walk:
    return received(**letter).does("take_up", AGENCY)


def test_each_row_of_the_table_is_there() -> None:
    assert {t.ref for t in TRANSFER.transitions if t.ref} == {f"X{n}" for n in range(1, 9)}
    assert TRANSFER.family in FAMILIES


def test_every_choice_names_its_answers() -> None:
    data = [datum for t in TRANSFER.transitions for datum in t.needs]
    assert [d.name for d in data if (d.kind is Kind.CHOICE) != bool(d.choices)] == []


def test_every_closed_transfer_can_be_filed() -> None:
    assert TRANSFER.transition("archive").sources == TRANSFER.states_in(Phase.CLOSED)


def test_from_the_draft_to_the_file() -> None:
    transfer = filed().does("progress", AGENCY).does("call_meeting", LIA).does("record_minutes", LIA)
    transfer.does("record_result", AGENCY)
    assert (transfer.state, transfer.running) == ("result", set())
    transfer.does("close", LIA).does("archive", ARC)
    assert (transfer.state, transfer.running) == ("archived", set())


def test_a_proposal_becomes_a_letter_before_it_is_approved() -> None:
    transfer = Walk(TRANSFER, TransferFacts()).does("propose", SYS, **WORKS)
    with pytest.raises(GuardRefused, match="先完成移送函拟稿"):
        transfer.could("approve", MGR)
    assert transfer.does("revise", LIA, **WORKS).could("approve", MGR).target == "approved"


def test_personal_data_leave_only_on_a_stated_basis() -> None:
    with pytest.raises(Incomplete, match="提供个人信息的依据"):
        drafted(sharing_basis=None)
    with pytest.raises(Incomplete, match="不含调解笔录"):
        approved().could("send", LIA, nothing_privileged=False)


def test_the_drafter_does_not_approve() -> None:
    transfer = Walk(TRANSFER, TransferFacts()).does("draft", LIA, user_id=5, **WORKS)
    with pytest.raises(GuardRefused, match="不能审批"):
        transfer.could("approve", MGR, user_id=5)
    assert transfer.could("approve", MGR).target == "approved"


def test_the_procuratorate_is_written_to_by_the_signatory() -> None:
    transfer = drafted(agency="procuratorate", subject="support_suit")
    with pytest.raises(GuardRefused, match="由签发人批准"):
        transfer.could("approve", MGR)
    assert transfer.could("approve", SIGN).target == "approved"


def test_a_returned_draft_is_revised_before_it_is_approved() -> None:
    transfer = drafted().does("return_draft", MGR)
    with pytest.raises(GuardRefused, match="已退回修改"):
        transfer.could("approve", MGR)
    assert transfer.does("revise", LIA, **WORKS).could("approve", MGR).target == "approved"


def test_an_agency_gets_what_it_takes() -> None:
    with pytest.raises(GuardRefused, match="不移送司法局"):
        drafted(agency="justice", subject="wage_arrears")
    assert drafted(agency="justice", subject="other").state == "draft"


def test_every_agency_takes_subjects_of_the_list() -> None:
    for agency in AGENCIES.values():
        assert set(agency.takes) <= set(SUBJECTS)
        assert all(takes(agency.code, subject) for subject in agency.takes)
    assert set().union(*(agency.takes for agency in AGENCIES.values())) == set(SUBJECTS)


def test_a_refusal_names_the_right_agency_and_is_drafted_anew() -> None:
    transfer = approved().does("send", LIA)
    with pytest.raises(Incomplete, match="应当受理的部门"):
        transfer.could("refuse", AGENCY, right_agency="")
    transfer.does("refuse", AGENCY, right_agency="inspection")
    assert transfer.could("close", LIA).target == "closed"
    transfer.does("redirect", LIA, agency="inspection", subject="wage_arrears")
    assert (transfer.state, transfer.running) == ("draft", set())
    assert transfer.does("approve", MGR).does("send", LIA).does("receive", LIA).running == {"XD2i"}


def test_the_worker_is_told_before_the_transfer_ends() -> None:
    with pytest.raises(Incomplete, match="告知职工日期"):
        filed().does("record_result", LIA).could("close", LIA, told_on=None)


def test_agencies_act_on_their_part_only() -> None:
    transfer = drafted()
    with pytest.raises(Forbidden, match="督办员、签发人"):
        transfer.could("approve", AGENCY)
    with pytest.raises(WrongState):
        transfer.could("send", LIA)


def test_a_unit_asks_for_a_transfer_and_a_liaison_drafts_it() -> None:
    assert TRANSFER.transition("propose").by == (HU, SYS)
    assert TRANSFER.transition("draft").sources == (START,)
    with pytest.raises(Forbidden):
        Walk(TRANSFER, TransferFacts()).could("draft", HU, **WORKS)


def test_collective_files_are_kept_thirty_years() -> None:
    transfer = filed().does("record_result", LIA).does("close", LIA).learns(collective=True)
    with pytest.raises(GuardRefused, match="30年"):
        transfer.could("archive", ARC, retention="10_years")
    assert transfer.could("archive", ARC, retention="permanent").target == "archived"


@pytest.mark.parametrize(
    ("code", "period", "mark"),
    [
        ("XD1", "1wd", Mark.HOUSE),
        ("XD1u", "until", Mark.HOUSE),
        ("XD2", "3wd", Mark.HOUSE),
        ("XD2i", "5wd", Mark.STATUTE),
        ("XD2a", "5wd", Mark.STATUTE),
        ("XD2c", "3d", Mark.STATUTE),
        ("XD2o", "5d", Mark.STATUTE),
        ("XD3", "15wd", Mark.HOUSE),
        ("XD4", "30wd", Mark.HOUSE),
        ("XD4i", "60wd", Mark.STATUTE),
        ("XD4a", "45d", Mark.STATUTE),
        ("XD4c", "15d", Mark.STATUTE),
        ("XD4o", "15d", Mark.STATUTE),
        ("XD4j", "7d", Mark.STATUTE),
        ("XD4p", "15d", Mark.STATUTE),
    ],
)
def test_each_period_has_its_length_and_its_mark(code: str, period: str, mark: Mark) -> None:
    clock = TRANSFER.clock(code)
    assert (clock.within.encode(), clock.mark) == (period, mark)
    assert clock.basis.startswith({Mark.STATUTE: "《", Mark.HOUSE: "本单位规定"}[mark])


def test_every_period_of_the_table_is_there() -> None:
    assert len([clock for clock in TRANSFER.clocks if clock.code.startswith("XD")]) == 15


def test_an_expedited_transfer_leaves_on_the_day_of_its_approval() -> None:
    assert approved().running == {"XD1"}
    assert approved(expedited=True).running == {"XD1u"}
    assert approved().does("send", LIA).running == {"XD2"}


@pytest.mark.parametrize(
    ("agency", "subject", "on_receipt", "once_filed"),
    [
        ("works", "construction_arrears", {"XD4"}, {"XD3", "XD4"}),
        ("inspection", "wage_arrears", {"XD2i"}, {"XD3", "XD4i"}),
        ("arbitration", "failed_mediation", {"XD2a"}, {"XD3", "XD4a"}),
        ("court", "judicial_confirmation", {"XD2c"}, {"XD3", "XD4c"}),
        ("court", "payment_order", {"XD2o"}, {"XD3", "XD4o"}),
        ("court", "preservation", {"XD4"}, {"XD3", "XD4"}),
        ("justice", "legal_aid", {"XD4j"}, {"XD3", "XD4j"}),
        ("justice", "lawyer", {"XD4"}, {"XD3", "XD4"}),
        ("petition_office", "stability_risk", {"XD4p"}, {"XD3", "XD4p"}),
    ],
)
def test_the_agency_and_the_subject_choose_the_periods(
    agency: str, subject: str, on_receipt: set[str], once_filed: set[str]
) -> None:
    transfer = received(agency=agency, subject=subject)
    assert transfer.running == on_receipt
    assert transfer.does("take_up", AGENCY).running == once_filed


def test_a_case_that_is_filed_late_has_its_period_from_the_filing() -> None:
    transfer = received(agency="inspection", subject="wage_arrears").lapses("XD2i")
    assert (transfer.state, transfer.running) == ("overdue", {"XD3"})
    transfer.does("call_meeting", LIA).does("record_minutes", LIA)
    assert "XD4i" not in transfer.running
    assert "XD4i" in transfer.does("take_up", AGENCY).running


def test_a_case_is_filed_once() -> None:
    with pytest.raises(GuardRefused, match="已经登记立案"):
        filed().could("take_up", AGENCY)


def test_progress_is_asked_for_every_fifteen_working_days() -> None:
    decision = filed().could("progress", AGENCY)
    assert ("XD3", "restart") in [(clock.code, change) for clock, change in decision.clocks]


def test_an_overdue_transfer_still_counts_its_days() -> None:
    transfer = filed().lapses("XD4")
    assert (transfer.state, transfer.running) == ("overdue", {"XD3", "XD4"})
    assert transfer.could("record_result", AGENCY).target == "result"


def test_only_a_period_in_law_is_extended() -> None:
    with pytest.raises(GuardRefused, match="没有可以延长"):
        filed().learns(extended={"XD4": 0}).could("record_extension", LIA, extension=5)
    transfer = filed(agency="inspection", subject="wage_arrears").learns(extended={"XD4i": 0})
    with pytest.raises(GuardRefused, match="最多延长30"):
        transfer.could("record_extension", LIA, extension=31)
    decision = transfer.could("record_extension", LIA, extension=30)
    assert ("XD4i", "extend") in [(clock.code, change) for clock, change in decision.clocks]
