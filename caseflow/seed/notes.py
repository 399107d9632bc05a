"""What the people of the demo office have written beside their work (演示备注)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework.models import Audience, Proceeding
from caseflow.casework.notes import Draft, add_note
from caseflow.extensions import db

EACH = 4
"""Proceedings of a process that have notes."""

AGO = timedelta(minutes=20)

WRITTEN: Mapping[str, tuple[tuple[Audience, str], ...]] = {
    "ticket": (
        (Audience.INTERNAL, "单位门卫说负责人周三上午在，约好一起去。考勤表让职工先拍照发来。"),
        (Audience.WORKER, "我们已经联系用人单位，约定本周内面谈。请您先把工资条和考勤记录准备好。"),
    ),
    "aid": (
        (Audience.INTERNAL, "材料已齐，原件在卷。"),
        (Audience.PRIVATE, "对方可能主张已经口头解除，先不提加班费的计算方法，庭前再定。"),
    ),
    "mediation": (
        (Audience.INTERNAL, "会议室已预订，双方都确认到场。"),
        (Audience.PRIVATE, "单位私下表示可以分两次付清，还没有告诉职工。"),
    ),
    "opinion": ((Audience.INTERNAL, "送达时前台签收，已核对工牌。"),),
}


def write(at: datetime) -> None:
    """Notes by whoever is in charge, a little while ago."""
    for process, texts in WRITTEN.items():
        query = (
            sa.select(Proceeding.id, User.id, User.session_epoch)
            .join(User, User.id == Proceeding.handler_id)
            .where(Proceeding.process == process, Proceeding.open)
        )
        for id, user_id, epoch in db.session.execute(query.order_by(Proceeding.id.desc()).limit(EACH)).all():
            _write(id, texts, user_id, epoch, at - AGO)


def _write(id: int, texts: tuple[tuple[Audience, str], ...], user_id: int, epoch: int, at: datetime) -> None:
    if viewer := load_viewer(user_id, epoch):
        for audience, text in texts:
            token = str(uuid5(NAMESPACE_OID, f"{id} {audience}"))
            add_note(id, Draft(audience, text, token, confirmed=True), viewer=viewer, at=at)
