"""Many workers against one employer are a collective dispute (R6)."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import run
from caseflow.casework.directory import Directory
from caseflow.casework.groups import form
from caseflow.casework.models import EmployerRecord, Matter, Party, Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.register.families import same_as
from caseflow.casework.step import Step
from caseflow.extensions import UtcDateTime
from caseflow.interlocks.common import note, session_of
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import SYSTEM

COLLECTIVE = 10  # workers with a common claim (劳动争议调解仲裁法 第七条)
SAME_EMPLOYER_DAYS = 30
APPEALS = ("ticket", "aid", "mediation")
"""What a worker brings; letters and transfers are the union's own."""


def mark_collective(proceeding: Proceeding, step: Step) -> None:
    """Ten people, or ten appeals against one employer within 30 days; the managers are told at once (R6)."""
    session, matter = session_of(proceeding), proceeding.matter
    because = None if matter.collective else _why_collective(session, matter, step)
    if because is None:
        return
    matter.collective = True
    if not matter.imported:
        managers = Directory.read(session).recipients(Recipient.MANAGER, proceeding.unit_id, None, None)
        text = f"达到群体性争议标准（{because}），请关注"
        tell(session, "collective", managers, text, about=proceeding, at=step.at)
    note(proceeding, step, "mark_collective", headcount=matter.headcount, reason=because)


def _why_collective(session: Session, matter: Matter, step: Step) -> str | None:
    if matter.headcount >= COLLECTIVE:
        return f"涉及{matter.headcount}人"
    if matter.employer is None or matter.employer.employer_record_id is None:
        return None
    since = step.at - timedelta(days=SAME_EMPLOYER_DAYS)
    which = {"record": matter.employer.employer_record_id, "since": since, "until": step.at}
    count = run(session, _COUNT, which).scalar_one()
    if count < COLLECTIVE:
        return None
    because = f"同一单位{SAME_EMPLOYER_DAYS}日内{count}件诉求"
    _mark(session, _unmarked(session, which, matter), because, step)
    return because


_APPEALS = (
    sa.select(Matter.id)
    .join(Party, sa.and_(Party.matter_id == Matter.id, Party.id == Matter.employer_id))
    .where(
        Party.employer_record_id.in_(same_as(EmployerRecord, sa.bindparam("record", type_=sa.Integer))),
        Matter.opened_at > sa.bindparam("since", type_=UtcDateTime),
        Matter.opened_at <= sa.bindparam("until", type_=UtcDateTime),
        sa.exists().where(Proceeding.matter_id == Matter.id, Proceeding.process.in_(APPEALS)),
    )
)
"""The matters of the last days in which workers turn against the employer; every call asks for them."""

_COUNT = sa.select(sa.func.count()).select_from(_APPEALS.subquery())


def _unmarked(session: Session, which: Mapping[str, object], but: Matter) -> Iterable[Matter]:
    """Those that are not marked yet, held; one that somebody holds is left to the next appeal.

    To wait for it might be to wait for somebody who waits for us.
    """
    session.flush()  # what has been done to them is not to be read over
    query = (
        sa.select(Matter)
        .where(Matter.id.in_(_APPEALS), Matter.id != but.id, Matter.collective.is_(False))
        .order_by(Matter.id)
        .with_for_update(of=Matter, skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.scalars(query, which).all()


def _mark(session: Session, matters: Iterable[Matter], because: str, step: Step) -> None:
    """Each of them is part of the dispute, and its history says since when."""
    for matter in matters:
        matter.collective = True
        data = {"headcount": matter.headcount, "reason": because}
        deed = Deed(action="mark_collective", viewer=SYSTEM, at=step.at, data=data)
        audit.record(session, matter, deed)


def form_group(proceeding: Proceeding, step: Step) -> None:
    """Workers who were named together, or a matter of many, are a group from the start (群体)."""
    session, matter = session_of(proceeding), proceeding.matter
    if matter.headcount > 1 and not matter.imported:
        form(session, matter, alone=matter.headcount >= COLLECTIVE, viewer=step.viewer, at=step.at)
