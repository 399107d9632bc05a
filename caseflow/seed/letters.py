"""Letters with the lawyer, and clauses of the office, in the demo data (审核中的函件、自有条款)."""

from collections import Counter
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
    ("measures", 1, "请补一项：支付后把凭证报我会，写明期限。"),
    ("legal_basis", 1, "条文引用准确，请补上条文内容。"),
)
ANSWER = "已补为第三项，期限十五个工作日。"
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
    first, *others = db.session.scalars(waiting.order_by(Notice.id)).all()
    kinds = Counter(letter.process for letter in (first, *others))
    second = next(letter for letter in others if kinds[letter.process] > 1)  # one of each kind stays there
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
    mended = {
        **_said(letter),
        "measures": f"{letter.measures}\n三、将支付凭证报我会（收到之日起15个工作日内）",
    }
    act(Notice, letter.id, "revise", data=mended, version=None, viewer=drafter, at=at - 12 * MINUTE)
    actions.answer(letter.id, comment.id, ANSWER, viewer=drafter, at=at - 10 * MINUTE)


def _said(letter: Notice) -> dict[str, object]:
    """What the letter says now, as its form would send it."""
    names = [datum.name for datum in letter.definition.transition("revise").needs]
    owners = (letter.matter, letter)
    known = {name: getattr(owner, name) for owner in owners for name in names if hasattr(owner, name)}
    return {name: value for name, value in known.items() if value is not None}


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
