"""Calls that were promised and tried, and files that were brought, in the demo data (回拨、附件)."""

import io
import struct
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User, UserRole
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import attachments
from caseflow.casework.actions import act
from caseflow.casework.filing import gaps
from caseflow.casework.filing.wholeness import missing
from caseflow.casework.law import current_law
from caseflow.casework.models import Finding, Material, Party, Proceeding, Screening
from caseflow.casework.register import screening
from caseflow.casework.register.site_visits import Seen, companions, note_visit
from caseflow.casework.uploads import Upload
from caseflow.extensions import db
from caseflow.hotline.calls import actions
from caseflow.hotline.calls.capacity import plan_of
from caseflow.hotline.calls.models import CallResult
from caseflow.hotline.calls.worklist import AWAITED
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import SHANGHAI, local_day
from caseflow.kernel.roles import Role, Viewer
from caseflow.mediation.models import Mediation
from caseflow.notice.models import Notice
from caseflow.notice.service.actions import Told, serve

PROMISED, TRIED, FILED, SERVED = 9, 3, 6, 2
NOTES = ("补充劳动合同后再谈", "家属在场时方便说话", "问清工资条的月份", "约定晚些时候细谈")
SIGHTS = (
    "现场张贴了工资支付公示牌，但最近一次公示是三个月前；抽看考勤表与工资表，两名班组的工时对不上。",
    "单位负责人承认资金周转困难，书面承诺分两期补发；职工宿舍已断热水，要求当天恢复。",
    "已按上次建议补签劳动合同，工资按月发放，未见新的问题。",
)
FOUND = (
    (Finding.SETTLED, "约谈负责人，拖欠的工资已经补发，签了分期支付的书面承诺。"),
    (Finding.NOTHING, "查看考勤和工资台账，两起诉求互不相干，未见群体性苗头。"),
)
TOLD = "2026年9月起没有发工资，欠薪合计三个月。（演示材料）\n"


def desk_work(at: datetime) -> None:
    """Promise calls, try some, and bring files, for a few tickets."""
    caller, bringer = somebody(Role.CALLBACK), somebody(Role.OPERATOR)
    under_way = _tickets(sa.and_(Ticket.number.is_not(None), Ticket.state.not_in(AWAITED)))
    waiting = _tickets(Ticket.state.in_(AWAITED))
    for n, id in enumerate(under_way[:PROMISED]):
        _promise(id, n, bringer, at)
    for id in waiting[:TRIED]:
        actions.log_call(id, CallResult.NO_ANSWER, viewer=caller, at=at - timedelta(hours=1))
    for id in under_way[:FILED]:
        slip, told = Upload("工资条照片.png", io.BytesIO(picture(id))), Upload("情况说明.txt", _text(id))
        attachments.attach(id, [slip], material=Material.DOCUMENTARY, viewer=bringer, at=at)
        attachments.attach(id, [told], material=Material.STATEMENT, viewer=bringer, at=at)
    _rest_for_appraisals(at)


def _rest_for_appraisals(at: datetime) -> None:
    """A ticket and talks that the court has commissioned rest for an appraisal, which a file proves."""
    bringer, manager = somebody(Role.OPERATOR), somebody(Role.MANAGER)
    taken = sa.select(Ticket).where(Ticket.state == "in_progress", Ticket.handler_id.is_not(None))
    pending = {"suspension_requested", "supervised"}
    in_hand = db.session.scalars(taken.order_by(Ticket.id.desc())).all()
    ticket = next(ticket for ticket in in_hand if pending.isdisjoint(ticket.overlays))
    proof = _proof(ticket.id, "工伤认定受理通知书.txt", bringer, at)
    rest: dict[str, Any] = {"cause": "appraisal", "proof_id": proof, "proof": "工伤认定受理通知书"}
    asked = {**rest, "reason": "人社部门已受理工伤认定"}
    act(Ticket, ticket.id, "request_suspension", data=asked, version=None, viewer=_handler(ticket), at=at)
    act(Ticket, ticket.id, "confirm_suspension", data=rest, version=None, viewer=manager, at=at)
    talks = sa.select(Proceeding).where(Proceeding.process == "mediation", Proceeding.state == "in_mediation")
    found = [one for one in db.session.scalars(talks) if getattr(one, "court_commissioned", False)]
    for one in found[:1]:
        rest["proof_id"] = _proof(one.id, "鉴定委托书.txt", manager, at)
        act(type(one), one.id, "adjourn", data=rest, version=None, viewer=_handler(one), at=at)


def _proof(id: int, name: str, viewer: Viewer, at: datetime) -> int:
    brought = attachments.attach(id, [Upload(name, _text(id))], viewer=viewer, at=at)
    return brought.kept[0]


def _handler(proceeding: Proceeding) -> Viewer:
    user = db.session.get_one(User, proceeding.handler_id)
    found = load_viewer(user.id, user.session_epoch)
    if found is None:
        raise LookupError(f"nobody handles {proceeding.number}")
    return found


def visit_employers(at: datetime) -> None:
    """Two people have looked in at employers to which letters went, those of the most matters first."""
    supervisor = somebody(Role.SUPERVISOR)
    (along, _), *_ = companions(supervisor)
    written_to = sa.select(Proceeding.matter_id).where(Proceeding.process == "reminder")
    busiest = sa.select(Party.employer_record_id).where(Party.matter_id.in_(written_to))
    busiest = busiest.where(Party.employer_record_id.is_not(None)).group_by(Party.employer_record_id)
    busiest = busiest.order_by(sa.func.count().desc(), Party.employer_record_id)
    for n, record_id in enumerate(db.session.scalars(busiest.limit(len(SIGHTS))).all()):
        if record_id is None:
            continue
        told = Seen(on=local_day(at) - timedelta(days=5 + n), with_id=along, seen=SIGHTS[n])
        note_visit(record_id, told, viewer=supervisor, at=at)
    _look_into_some(at)


def _look_into_some(at: datetime) -> None:
    """Of the employers that many call about, the first on the list have been looked into."""
    waiting = sa.select(Screening.id).where(Screening.closed_at.is_(None)).order_by(Screening.id)
    for id, (finding, found) in zip(db.session.scalars(waiting.limit(len(FOUND))).all(), FOUND, strict=False):
        screening.close(id, finding, found, viewer=somebody(Role.MANAGER), at=at)


def doors_and_files(at: datetime) -> None:
    """Letters are brought to their doors, and a file that is to be put away lacks something."""
    serve_letters(at)
    explain_gaps(at)


def explain_gaps(at: datetime) -> None:
    """Of a mediation that has ended something is missing, and somebody says why."""
    ended = sa.select(Mediation).where(Mediation.state.in_(("failed", "performed")))
    for case in db.session.scalars(ended.order_by(Mediation.id)).all():
        lacking = missing(db.session(), case)
        if lacking:
            reason = "当事人口头申请，已当面核对，没有另作笔录。"
            gaps.ask(case.id, lacking[0].label, reason=reason, viewer=somebody(Role.MANAGER), at=at)
            return


def serve_letters(at: datetime) -> None:
    """Two supervisors have been at the door of employers, and found nobody."""
    first, second = somebody(Role.SUPERVISOR), somebody(Role.SUPERVISOR, 1)
    serving = sa.select(Notice.id, Notice.employer_address).where(Notice.state == "serving")
    for id, address in db.session.execute(serving.order_by(Notice.id.desc()).limit(SERVED)).all():
        data = {
            "service_method": "direct",
            "result": "absent",
            "tried_at": at - timedelta(hours=3),
            "service_place": address or "单位注册地址",
            "servers": (first.user_id, second.user_id),
            "note": "门卫说负责人外出，约定改日再来。",
        }
        photo = Upload("门口照片.png", io.BytesIO(picture(id)))
        serve(id, Told(data, [photo]), version=None, viewer=first, at=at - timedelta(hours=2))


def somebody(role: Role, n: int = 0) -> Viewer:
    """The first who holds the role, or the n-th after, as they sign in."""
    query = sa.select(User).join(UserRole).where(UserRole.role == role).order_by(User.id)
    user = db.session.scalars(query.offset(n).limit(1)).one()
    found = load_viewer(user.id, user.session_epoch)
    if found is None:
        raise LookupError(f"nobody is {role}")
    return found


def _tickets(where: sa.ColumnElement[bool]) -> Sequence[int]:
    return db.session.scalars(sa.select(Ticket.id).where(Ticket.open, where).order_by(Ticket.id.desc())).all()


def _promise(id: int, n: int, viewer: Viewer, at: datetime) -> None:
    """The n-th promise: the hours fill up one after the other, two calls in each."""
    session = db.session()
    unit_id = session.get_one(Ticket, id).matter.unit_id
    start = plan_of(session, unit_id, current_law(session).calendar, at).free(n // 2 + 1)[-1]
    hour = start.astimezone(SHANGHAI).hour
    actions.book(id, local_day(start), hour, note=NOTES[n % len(NOTES)], viewer=viewer, at=at)


def _text(id: int) -> io.BytesIO:
    return io.BytesIO(f"{TOLD}演示件 {id}\n".encode())


def picture(id: int) -> bytes:
    """A small grey picture, a little different for each ticket."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    width, height = 240, 160
    shades = bytes(180 + n % 60 for n in range(60 + width))
    rows = b"".join(b"\0" + shades[(y + id) % 60 :][:width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
