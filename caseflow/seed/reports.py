"""Last month as it was submitted, a letter called back since, and a list that was taken away (上报、导出)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from caseflow.casework.actions import act
from caseflow.casework.exports import orders
from caseflow.casework.exports.orders import Order
from caseflow.casework.models import ExportForm, Milestone, Proceeding
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.notice.models import Reminder
from caseflow.reports.periods import Period
from caseflow.reports.snapshots import freezing, restating
from caseflow.seed.desks import somebody
from caseflow.seed.office import Office
from caseflow.web.exports import running

HOUR = timedelta(hours=1)
REASON = "收件单位名称与登记不符，撤回后重新制发"


def submit(office: Office, at: datetime) -> None:
    """The month before this one is submitted; then a letter of it is called back. A list is taken away."""
    manager, today = somebody(Role.MANAGER), local_day(at)
    month = today.year * 100 + today.month
    before = Period(month, month).before
    snapshot = freezing.submit(before, office.root.id, viewer=manager, at=at - HOUR)
    if (letter := _a_letter_of(before)) is not None:
        data, signatory = {"reason": REASON}, somebody(Role.SIGNATORY)
        act(Reminder, letter, "revoke", data=data, version=None, viewer=signatory, at=at)
    restating.check(snapshot.id, at=at)
    _take_away(at)


def _a_letter_of(period: Period) -> int | None:
    """One that was signed in the period and can still be called back."""
    sources = Reminder.definition.transition("revoke").sources
    issued = sa.select(Milestone.proceeding_id).where(
        Milestone.code == "letter.issued", Milestone.month == period.last, sa.not_(Milestone.void)
    )
    query = sa.select(Proceeding.id).where(
        Proceeding.process == "reminder", Proceeding.state.in_(sources), Proceeding.id.in_(issued)
    )
    return db.session.scalars(query.order_by(Proceeding.id).limit(1)).first()


def _take_away(at: datetime) -> None:
    """A list made in the background, ready to be fetched."""
    order = Order(
        "queue.index", "tab=paused", "工单队列（暂停）", "", ExportForm.XLSX, "每周暂停件核对，发各街道工会"
    )
    orders.place(order, viewer=somebody(Role.MANAGER), at=at)
    running.run(at=at)
