"""Letters with the lawyer, and clauses of the office, in the demo data (审核中的函件、自有条款)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework.actions import act
from caseflow.extensions import db
from caseflow.kernel.roles import Role, Viewer
from caseflow.kernel.rules import Mark
from caseflow.notice.clauses import own
from caseflow.notice.models import Notice
from caseflow.notice.review import actions
from caseflow.notice.review.actions import Remark
from caseflow.notice.review.reading import comments_of
from caseflow.seed.office import Office

MINUTE = timedelta(minutes=1)
REMARKS = (
    ("measures", 1, "请写明补发到哪一天为止，期限写在行末。"),
    ("legal_basis", 1, "条文引用准确，请补上条文内容。"),
)
ANSWER = "已写明期限：收到之日起10个工作日内。"
CLAUSE = {
    "title": "工资支付情况书面报告",
    "categories": ["0101"],
    "mark": Mark.HOUSE,
    "breach": "",
    "demand": "将最近三个月工资支付台账报我会备查",
    "limit": "10个工作日",
}


def review(at: datetime) -> None:
    """One letter lies with the lawyer with comments; another has come back and one comment is answered."""
    waiting = sa.select(Notice).where(Notice.state == "legal_review", Notice.process != "public_reminder")
    first, second, *_ = db.session.scalars(waiting.order_by(Notice.id)).all()
    for letter in (first, second):
        lawyer = _viewer(letter.reviewer_id)
        for n, (part, line, text) in enumerate(REMARKS):
            actions.comment(letter.id, Remark(part, line, text), viewer=lawyer, at=at - (20 - n) * MINUTE)
    _sent_back(second, at)


def _sent_back(letter: Notice, at: datetime) -> None:
    lawyer, drafter = _viewer(letter.reviewer_id), _viewer(letter.done_by["submit_review"][-1])
    data = {"reason": "请按审核意见修改后再提交。"}
    act(Notice, letter.id, "return_draft", data=data, version=None, viewer=lawyer, at=at - 15 * MINUTE)
    comment = comments_of(db.session(), letter)[0].comment
    actions.answer(letter.id, comment.id, ANSWER, viewer=drafter, at=at - 10 * MINUTE)


def propose_clauses(office: Office, at: datetime) -> None:
    """A lawyer has proposed a clause, an administrator agreed to it; another one waits."""
    lawyer, admin = office.cast.holders(Role.LAWYER)[0], office.cast.holders(Role.ADMIN)[0]
    clause = own.propose(dict(CLAUSE), viewer=lawyer, at=at)
    own.approve(clause.id, viewer=admin, at=at)
    own.propose(
        {**CLAUSE, "title": "公示工资支付情况", "demand": "每月公示工资支付情况"}, viewer=lawyer, at=at
    )


def _viewer(id: int | None) -> Viewer:
    user = db.session.get_one(User, id)
    found = load_viewer(user.id, user.session_epoch)
    if found is None:
        raise LookupError(f"{user.login} is not here")
    return found
