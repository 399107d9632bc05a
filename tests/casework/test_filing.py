"""A file is put away whole, or with another person's consent, and kept for as long as the list says."""

from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.casework import attachments
from caseflow.casework.documents.reading import paper_of
from caseflow.casework.documents.source import Source
from caseflow.casework.filing import gaps
from caseflow.casework.filing.wholeness import missing
from caseflow.casework.models import FileGap, Filing, Notification, Proceeding
from caseflow.casework.uploads import Upload
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.mediation.models import Mediation
from tests import given, when
from tests.casework.test_binding import A4, sheets
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON, LATER = "2026-09-16", "2026-09-20"
ARC, HEAD, MGR = Role.ARCHIVIST, Role.MEDIATION_HEAD, Role.MANAGER


def declined() -> Mediation:
    """A mediation that was not accepted: its file needs the application and the notice."""
    case = given.mediation("consent", on=ON)
    return when.acts(case, "not_accept", on=ON)


def brings(case: Proceeding, code: str, pages: int) -> None:
    upload = Upload(f"{pages}.pdf", BytesIO(sheets(*[A4] * pages)))
    by, at = given.viewer(HEAD), given.moment(ON)
    assert attachments.attach(case.id, [upload], proves=f"paper:{code}", viewer=by, at=at).kept


def test_what_is_missing_is_named_and_a_whole_file_is_put_away(session: Session) -> None:
    # given a file that lacks two papers
    case = declined()
    with pytest.raises(Incomplete) as refused:
        when.acts(case, "archive", on=LATER)
    assert "卷内还缺：调解申请书或者口头申请笔录、不予受理通知书。" in refused.value.fields["complete"]
    # when signed copies are brought
    brings(case, "mediation_application", 1)
    brings(case, "mediation_declined", 2)
    # then it is put away, and kept for ten years at least, by a house rule
    when.acts(case, "archive", on=LATER, retention="10_years")
    kept = session.scalars(sa.select(Filing)).one()
    assert (kept.period, kept.mark, kept.ends_on) == ("10_years", Mark.HOUSE, date(2036, 9, 16))
    assert "档案法实施条例" in kept.basis


def test_a_letter_is_not_kept_for_less_than_the_list_says(session: Session) -> None:
    letter = given.public_reminder("issued", on=ON)
    when.acts(letter, "publish", on=ON)
    with pytest.raises(Incomplete) as refused:
        when.acts(letter, "archive", on=LATER, retention="10_years")
    assert "本件至少保管永久" in refused.value.fields["retention"]
    when.acts(letter, "archive", on=LATER, retention="permanent")
    assert session.scalars(sa.select(Filing.ends_on)).one() is None


def test_something_may_be_missing_when_another_person_agrees(session: Session) -> None:
    case = declined()
    brings(case, "mediation_declined", 2)
    label = missing(session, case)[0].label
    at = given.moment(LATER)
    gap = gaps.ask(case.id, label, reason="口头申请，笔录遗失", viewer=given.viewer(MGR), at=at)
    # nobody agrees to their own request, nor does somebody who may not
    with pytest.raises(GuardRefused, match="由另一人批准"):
        gaps.decide(gap.id, case.id, agreed=True, viewer=given.viewer(MGR), at=at)
    with pytest.raises(Forbidden):
        gaps.decide(gap.id, case.id, agreed=True, viewer=given.viewer(Role.MEDIATOR), at=at)
    with pytest.raises(Incomplete):
        when.acts(case, "archive", on=LATER)
    # when another person agrees, the one who asked is told and the file is put away
    gaps.decide(gap.id, case.id, agreed=True, viewer=given.viewer(ARC), at=at)
    asker = given.person(MGR).id
    assert session.scalars(sa.select(Notification.text).filter_by(recipient_id=asker)).all()
    assert when.acts(case, "archive", on=LATER).state == "archived"


def test_a_lawyer_does_not_hand_in_a_file_that_lacks_something() -> None:
    case = given.aid("concluded", on=ON)
    with pytest.raises(Incomplete) as refused:
        when.acts(case, "submit_file", on=LATER)
    for words in ("法律援助申请表", "委托代理协议", "授权委托书", "结案报告表"):
        assert words in refused.value.fields["file_list_complete"]


def test_the_checklist_says_what_belongs_in_the_file_and_what_is_there(session: Session) -> None:
    case = given.aid("concluded", on=ON)
    upload = Upload("申请表.pdf", BytesIO(sheets(A4)))
    by, at = given.viewer(Role.AID_REVIEWER), given.moment(LATER)
    attachments.attach(case.id, [upload], proves="paper:aid_application", viewer=by, at=at)
    source = Source(session, case, given.viewer(Role.LAWYER), given.moment(LATER))
    rows = {row[1]: row[2:] for row in source.values(paper_of("aid_checklist"))["checked"]}
    assert rows["法律援助申请表"] == ("必备", "有（1 份）")
    assert rows["结案报告表"] == ("必备", "缺")
    assert rows["异议审查意见"] == ("", "无")


def test_the_pages_lead_to_what_is_missing(client: FlaskClient, session: Session) -> None:
    case = declined()
    desk = seated(client, HEAD)
    page = desk.get(f"/mediation/{case.id}/dossier").text
    assert "至少10年" in page
    assert f"/mediation/{case.id}/papers/new/mediation_declined" in page
    here = f"/mediation/{case.id}/dossier/gaps/0"
    assert desk.post(here, data={}).status_code == 422
    assert desk.post(here, data={"reason": "口头申请，没有笔录"}).status_code == 303
    gap = session.scalars(sa.select(FileGap)).one()
    other = seated(client.application.test_client(), ARC)
    assert "卷内还缺" in other.get(f"/mediation/{case.id}/act/archive").text
    assert "同意缺项" in other.get(f"/mediation/{case.id}/dossier").text
    assert other.post(f"/mediation/{case.id}/dossier/gaps/{gap.id}/agree").status_code == 303
    assert "缺项，已批准" in other.get(f"/mediation/{case.id}/dossier").text


def test_files_whose_time_has_ended_are_listed(client: FlaskClient, session: Session) -> None:
    old = given.ticket("archived", on="2015-03-02", retention="10_years")
    given.ticket("archived", on=ON, retention="30_years")
    desk = seated(client, ARC)
    page = desk.get("/archives").text
    assert str(old.number) in page
    assert "已满" in page
    assert page.count("/dossier") == 1
    assert desk.get("/archives?tab=all").text.count("/dossier") == 2
    assert seated(client.application.test_client(), Role.OPERATOR).get("/archives").status_code == 403
