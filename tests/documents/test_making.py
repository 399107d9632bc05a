"""Who may make, read and finish a document, and what it must not tell."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import transaction
from caseflow.casework.documents import making, reading
from caseflow.casework.documents.source import Source
from caseflow.casework.documents.typesetting import words_of
from caseflow.casework.models import Document, Matter, NumberSeries, Standing
from caseflow.kernel.errors import Conflict, Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role, Viewer
from tests import given, when
from tests.documents.test_papers import ID, NAME, PHONE, at_state

ON = "2026-09-16"
AT = given.moment("2026-09-17")


def begun(id: int, code: str, by: Viewer, **values: object) -> Document:
    return making.begin(id, code, values=values, viewer=by, at=AT)


def test_a_draft_follows_the_proceeding_until_it_is_final(session: Session) -> None:
    # given a draft in which only the place was typed
    letter = given.reminder("serving", on=ON, employer_name="示例甲公司")
    supervisor = given.viewer(Role.SUPERVISOR)
    source = Source(session, letter, supervisor, AT)
    known = source.values(reading.paper_of("service_return"))
    draft = begun(letter.id, "service_return", supervisor, **{**known, "service_place": "示例路1号"})
    # when the letter has reached whom it was for
    when.acts(letter, "record_service", on="2026-09-18", receiver="示例前台", service_place="示例路2号")
    # then the draft knows who signed, and keeps what was typed
    document, paper = reading.document_of(session, letter, draft.id, supervisor)
    said = reading.standing_values(Source(session, letter, supervisor, AT), paper, document)
    assert (said["receiver"], said["service_place"]) == ("示例前台", "示例路1号")
    assert said["served_on"] == date(2026, 9, 18)
    # and once it is final nobody mends it, finishes it again or makes it a draft
    making.finish(draft.id, letter.id, viewer=supervisor, at=AT)
    with pytest.raises(GuardRefused, match="不能再改"):
        making.revise(draft.id, letter.id, values={}, viewer=supervisor, at=AT)
    with pytest.raises(GuardRefused, match="不能再改"):
        making.finish(draft.id, letter.id, viewer=supervisor, at=AT)
    signed = session.scalars(sa.select(Document).filter_by(code="reminder")).one()
    with pytest.raises(GuardRefused, match="撤回"):
        making.void(signed.id, letter.id, reason="示例", viewer=supervisor, at=AT)


def test_what_is_missing_or_wrong_is_named_by_field(session: Session) -> None:
    mediation = at_state("mediation", "agreed")
    mediator = given.viewer(Role.MEDIATOR)
    # something that does not fit is refused even for a draft
    with pytest.raises(Incomplete) as wrong:
        begun(mediation.id, "mediation_agreement", mediator, instalments=(("工资", "许多", "", ""),))
    assert set(wrong.value.fields) == {"instalments"}
    # a gap only keeps it from being finished
    draft = begun(mediation.id, "mediation_agreement", mediator, default_clause=None)
    with pytest.raises(Incomplete, match="请填写逾期履行的责任"):
        making.finish(draft.id, mediation.id, viewer=mediator, at=AT)
    # and so do instalments that are not the whole amount
    rows = (("工资", "400", "2026-10-01", ""), ("工资", "500", "2026-11-01", ""))
    values = {"default_clause": "示例", "agreed_amount": Decimal(1000), "instalments": rows}
    making.revise(draft.id, mediation.id, values=values, viewer=mediator, at=AT)
    with pytest.raises(Incomplete, match=r"合计900.00元，与协议总金额1,000.00元不一致"):
        making.finish(draft.id, mediation.id, viewer=mediator, at=AT)
    kept = session.scalars(sa.select(Document).filter_by(code="mediation_agreement")).one()
    assert kept.standing is Standing.DRAFT


def test_a_number_is_taken_only_by_what_is_finished(session: Session) -> None:
    mediation = at_state("mediation", "consent")
    head = given.viewer(Role.MEDIATION_HEAD)
    draft = begun(mediation.id, "mediation_consent", head)
    with pytest.raises(Incomplete, match="请填写请答复的日期"):
        making.finish(draft.id, mediation.id, viewer=head, at=AT)
    assert [s for s in session.scalars(sa.select(NumberSeries.series)) if "调征" in s] == []
    making.revise(draft.id, mediation.id, values={"answer_by": date(2026, 9, 30)}, viewer=head, at=AT)
    done = making.finish(draft.id, mediation.id, viewer=head, at=AT)
    assert done.number == "（演示工）调征〔2026〕第1号"


def test_two_who_mend_one_draft_do_not_overwrite_each_other(session: Session) -> None:
    letter = given.reminder("serving", on=ON)
    supervisor = given.viewer(Role.SUPERVISOR)
    draft = begun(letter.id, "service_return", supervisor)
    version = draft.version
    making.revise(draft.id, letter.id, values={"remark": "甲"}, version=version, viewer=supervisor, at=AT)
    with pytest.raises(Conflict):
        making.revise(draft.id, letter.id, values={"remark": "乙"}, version=version, viewer=supervisor, at=AT)


def test_an_employer_is_never_told_who_complained(session: Session) -> None:
    # given a letter whose text names the worker
    letter = at_state("reminder", "overdue")
    supervisor = given.viewer(Role.SUPERVISOR)
    values = {"answer_by": date(2026, 9, 30), "contact": f"{NAME} 0000"}
    draft = begun(letter.id, "notice_pressing", supervisor, **values)
    # then it is not finished
    with pytest.raises(GuardRefused, match="用人单位会看到"):
        making.finish(draft.id, letter.id, viewer=supervisor, at=AT)
    # but it is once the name is out, or when the worker agreed
    making.revise(draft.id, letter.id, values={**values, "contact": None}, viewer=supervisor, at=AT)
    assert making.finish(draft.id, letter.id, viewer=supervisor, at=AT).number == "演示工监催〔2026〕1号"


def test_who_the_worker_is_stays_masked_until_the_paper_is_final(session: Session) -> None:
    case = at_state("aid", "review")
    reviewer = given.viewer(Role.AID_REVIEWER)
    draft = begun(case.id, "aid_application", reviewer)
    document, paper = reading.document_of(session, case, draft.id, reviewer)
    said = words_of(reading.sheet_of(Source(session, case, reviewer, AT), paper, document))
    assert "王**" in said
    assert not any(secret in said for secret in (NAME, PHONE, ID))
    final = making.finish(draft.id, case.id, viewer=reviewer, at=AT)
    said = words_of(reading.sheet_of(Source(session, case, reviewer, AT), paper, final))
    assert all(secret in said for secret in (NAME, PHONE, ID))


def test_a_confidential_matter_shows_its_papers_to_few(session: Session) -> None:
    case = at_state("aid", "review")
    reviewer, manager = given.viewer(Role.AID_REVIEWER), given.viewer(Role.MANAGER)
    with transaction() as writing:
        writing.get_one(Matter, case.matter_id).confidential = True
    session.expire_all()
    assert reading.offered(case, reviewer) == []
    with pytest.raises(Forbidden):
        reading.readable(case, reading.paper_of("aid_application"), reviewer)
    draft = begun(case.id, "aid_application", manager)
    with pytest.raises(NotFound):
        reading.document_of(session, case, draft.id, reviewer)
    assert reading.listed(case, reviewer) == []


def test_private_notes_are_in_no_paper_of_those_who_may_not_read_them(session: Session) -> None:
    mediation = at_state("mediation", "in_mediation")
    minutes = reading.paper_of("mediation_minutes")
    mediator, head = given.viewer(Role.MEDIATOR), given.viewer(Role.MEDIATION_HEAD)
    assert Source(session, mediation, mediator, AT).values(minutes)["notes"] == "示例内容"
    assert Source(session, mediation, head, AT).values(minutes)["notes"] is None
    assert minutes in reading.offered(mediation, mediator)
    assert minutes not in reading.offered(mediation, head)


def test_nobody_makes_a_paper_out_of_scope_or_of_another_process(session: Session) -> None:
    letter = given.reminder("serving", on=ON)
    with pytest.raises(NotFound):
        begun(letter.id, "service_return", given.viewer(given.user(Role.HANDLING_UNIT)))
    with pytest.raises(GuardRefused, match="现在还不能制作"):
        begun(letter.id, "aid_application", given.viewer(Role.SUPERVISOR))
