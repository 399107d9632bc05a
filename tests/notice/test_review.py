"""The legal review: comments line by line, answered, closed; drafts compared (审核意见、稿本比较)."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import AuditEvent
from caseflow.extensions import db
from caseflow.kernel.errors import DomainError, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from caseflow.notice.models import Reminder
from caseflow.notice.review import actions
from caseflow.notice.review.actions import Remark
from caseflow.notice.review.models import ReviewComment
from caseflow.notice.review.reading import comments_of, reviewed
from caseflow.notice.review.versions import marked
from tests import given, when
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

LAWYER, DRAFTER = Role.LAWYER, Role.SUPERVISOR
AT = given.moment("2026-09-17")


def under_review() -> Reminder:
    return given.reminder("legal_review", on="2026-09-16", measures="一、补发工资\n二、公布发薪日")


def says(
    letter: Reminder, text: str = "期限不明确", by: Role = LAWYER, line: int = 2, form: str = ""
) -> None:
    remark = Remark("measures", line, text, form)
    actions.comment(letter.id, remark, viewer=given.viewer(by), at=AT)


def answers(letter: Reminder, text: str = "已补期限", by: Role = DRAFTER) -> None:
    actions.answer(letter.id, only(letter).id, text, viewer=given.viewer(by), at=AT)


def closes(letter: Reminder, by: Role = LAWYER) -> None:
    actions.close(letter.id, only(letter).id, viewer=given.viewer(by), at=AT)


def only(letter: Reminder) -> ReviewComment:
    return db.session.scalars(sa.select(ReviewComment).filter_by(proceeding_id=letter.id)).one()


def test_a_comment_is_answered_and_closed_before_the_draft_passes() -> None:
    # given a comment on the second line, said once for its form
    letter = under_review()
    says(letter, form="12345678")
    says(letter, form="12345678")
    assert only(letter).quote == "二、公布发薪日"
    # then the draft does not pass, but goes back, and does not return unanswered
    with pytest.raises(GuardRefused, match="还有1条审核意见没有关闭"):
        when.acts(letter, "pass_review", on="2026-09-17")
    when.acts(letter, "return_draft", on="2026-09-17")
    when.acts(letter, "revise", on="2026-09-17", measures="一、补发工资\n二、5日内公布发薪日")
    with pytest.raises(GuardRefused, match="还有1条审核意见没有答复"):
        when.acts(letter, "submit_review", on="2026-09-17")
    # when it is answered it may, and passes once the lawyer is content
    answers(letter)
    when.acts(letter, "submit_review", on="2026-09-17")
    closes(letter)
    assert when.acts(letter, "pass_review", on="2026-09-17").state == "pending_sign"
    with pytest.raises(DomainError):
        says(letter)


def test_only_the_lawyer_comments_and_only_the_drafter_answers() -> None:
    letter = under_review()
    with pytest.raises(DomainError):
        says(letter, by=DRAFTER)
    with pytest.raises(NotFound):
        actions.comment(
            letter.id, Remark("measures", 2, "甲"), viewer=given.viewer(given.person(LAWYER, 2)), at=AT
        )
    says(letter)
    with pytest.raises(DomainError):
        answers(letter)  # while the lawyer has it
    with pytest.raises(DomainError):
        closes(letter, by=DRAFTER)
    when.acts(letter, "return_draft", on="2026-09-17")
    with pytest.raises(DomainError):
        answers(letter, by=LAWYER)
    answers(letter)


@pytest.mark.parametrize(
    ("text", "line", "error"), [("", 1, Incomplete), ("甲", 3, NotFound), ("甲", -1, NotFound)]
)
def test_what_is_no_comment(text: str, line: int, error: type[DomainError]) -> None:
    letter = under_review()
    with pytest.raises(error):
        says(letter, text, line=line)
    assert comments_of(db.session(), letter) == []


def test_a_closed_comment_stays_as_it_is() -> None:
    letter = under_review()
    says(letter)
    closes(letter)
    with pytest.raises(GuardRefused, match="已经关闭"):
        closes(letter)
    when.acts(letter, "return_draft", on="2026-09-17")
    with pytest.raises(GuardRefused, match="已经关闭"):
        answers(letter)


def test_a_comment_on_a_line_that_was_rewritten_is_not_lost() -> None:
    letter = under_review()
    says(letter, line=1)
    says(letter, "整体可行", line=0)
    when.acts(letter, "return_draft", on="2026-09-17")
    when.acts(letter, "revise", on="2026-09-17", measures="补发全部工资")
    (part,) = (p for p in reviewed(letter, comments_of(db.session(), letter)) if p.name == "measures")
    assert [one.comment.quote for one in part.earlier] == ["一、补发工资"]
    assert [len(line.comments) for line in part.lines] == [1, 0]


def test_the_chain_knows_of_comments_but_not_their_words() -> None:
    letter = under_review()
    says(letter, "此处写了某某某")
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="review_comment")).one()
    assert event.data["part"] == "提示建议"
    assert "某某某" not in str(event.data)


# ---- pages


def test_the_review_on_its_page(client: FlaskClient) -> None:
    letter = under_review()
    place, typed = f"/notice/{letter.id}/review", {"part": "measures", "line": "2", "token": "12345678"}
    person = seated(client, LAWYER)
    refused = person.post(place, data={**typed, "text": " "})
    assert (refused.status_code, "请填写审核意见" in refused.text) == (422, True)
    done = person.post(place, data={**typed, "text": "<b>期限</b>"})
    assert done.headers["Location"] == f"{place}#measures-2"
    assert "&lt;b&gt;期限&lt;/b&gt;" in person.get(place).text
    assert "1 条没有关闭，其中 1 条待答复" in person.get(f"/notice/{letter.id}").text
    when.acts(letter, "return_draft", on="2026-09-17")
    comment = only(letter).id
    assert person.post(f"{place}/{comment}/answer", data={"text": "甲"}).status_code in (403, 409, 422)
    person = seated(client, DRAFTER)
    assert person.post(f"{place}/{comment}/answer", data={"text": "已改"}).status_code == 303
    assert person.post(f"{place}/{comment + 1}/answer", data={"text": "已改"}).status_code == 404
    assert "答复审核意见" in person.get(f"/notice/{letter.id}").text
    assert seated(client, Role.MEDIATOR).get(place).status_code in (403, 404)


def test_two_drafts_are_compared(client: FlaskClient) -> None:
    letter = given.reminder("draft", on="2026-09-16", measures="一、补发工资")
    person, place = seated(client, DRAFTER), f"/notice/{letter.id}/versions"
    assert "只有一稿" in person.get(place).text
    when.acts(letter, "revise", on="2026-09-17", measures="一、补发两个月工资")
    when.acts(letter, "revise", on="2026-09-17", measures="一、补发三个月工资")
    page = person.get(place).text
    assert "<del>−两</del><ins>＋三</ins>" in page
    assert "<ins>＋三个月</ins>" in person.get(f"{place}?older=1&newer=3").text
    assert "两稿的文字相同" in person.get(f"{place}?older=2&newer=2").text
    assert person.get(f"{place}?older=99&newer=x").status_code == 200


def test_long_texts_are_compared_line_by_line() -> None:
    same = "甲" * 3000
    assert marked(f"{same}\n乙\n", f"{same}\n丙\n") == [
        ("same", f"{same}\n"),
        ("gone", "乙\n"),
        ("new", "丙\n"),
    ]
