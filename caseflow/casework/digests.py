"""The digest of the morning: what a person has to do today, in one message (早间提要).

On every working day each person who is here gets one, unless there is nothing to say: the groups of the start
page as they stand, what the ladders said since the last one, and how many stages were skipped while no
scheduler ran. Whoever writes a person's digest takes the day first, so that no second one is written.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import reminders
from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.delivery import Letter, Template, post
from caseflow.casework.directory import instead
from caseflow.casework.law import Law, current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import (
    DIGEST,
    Channel,
    Digest,
    Manner,
    Notification,
    Proceeding,
)
from caseflow.casework.queries import visible_to
from caseflow.casework.worklists import Group, Line, today
from caseflow.casework.worklists.today import SHOWN
from caseflow.extensions import db
from caseflow.kernel.calendar import speaking_time
from caseflow.kernel.roles import Viewer

PEOPLE = 5
"""How many digests are written in one transaction."""

PATIENCE = timedelta(minutes=30)
"""For so long after the office opens, digests wait for stages that another scheduler is still telling."""

PRESSING = (Group.OVERDUE, Group.TODAY, Group.SOON)
TOLD = (*PRESSING, Group.WAITING)
"""The groups of the start page that a digest lists; waiting for others alone is no news."""

NOTES = "notes"
"""The group of what the ladders say of proceedings that no other group lists."""

MOST_NOTES = 50


class Item(NamedTuple):
    """A line of a digest; it names the proceeding by its number and nobody by name."""

    group: str
    process: str
    proceeding_id: int
    text: str


def tell(*, at: datetime) -> int:
    """Write the digests that are due, each once however many schedulers try; how many said something."""
    told = 0
    while (some := _some(at)) is not None:
        told += some
    return told


def _some(at: datetime) -> int | None:
    """A few digests in one transaction; None when none is due."""
    with transaction() as session:
        law = current_law(session)
        now = Now(at, law.calendar)
        if not _is_morning(session, law, now) or not (users := _take(session, now.today)):
            return None
        return sum(_write(session, user, now) for user in users)


def _is_morning(session: Session, law: Law, now: Now) -> bool:
    """The office is open, and what the ladders have to say today has been said."""
    calendar = law.calendar.house.assumed
    if speaking_time(now.at, calendar) != now.at:
        return False
    return now.at - calendar.opens(now.today) > PATIENCE or not reminders.anything(session, now.at)


def _take(session: Session, day: date) -> Sequence[Any]:
    """Some people who are here and have no digest of that day yet: it is theirs now, whatever it will say."""
    due = sa.select(User.id).outerjoin(Digest, Digest.user_id == User.id)
    due = due.where(User.active, User.id.not_in(list(instead(session, day))))
    due = due.where(sa.or_(Digest.day.is_(None), Digest.day < day)).order_by(User.id).limit(PEOPLE)
    rows = [{"user_id": id, "day": day, "skipped": 0, "items": []} for id in session.scalars(due)]
    if not rows:
        return ()
    taken = dialect_insert(session)(Digest).values(rows)
    taken = taken.on_conflict_do_update(
        index_elements=[Digest.user_id], set_={"day": day}, where=Digest.day < day
    ).returning(Digest.user_id)
    won = set(session.scalars(taken))
    return session.execute(sa.select(User.id, User.session_epoch).where(User.id.in_(won))).all()


def _write(session: Session, user: Any, now: Now) -> bool:
    """The digest of one person; whether there was anything to say."""
    viewer = load_viewer(user.id, user.session_epoch, now.today)
    lines = today(viewer, now, TOLD) if viewer else {}
    items = [_item(group, line) for group in TOLD for line in lines.get(group, ())]
    notes, skipped = _since(session, user.id, {item.proceeding_id for item in items})
    pressing = any(lines.get(group) for group in PRESSING)
    kept = [*items, *notes] if pressing or notes or skipped else []
    session.execute(
        sa.update(Digest).where(Digest.user_id == user.id).values(skipped=skipped, items=[*map(list, kept)])
    )
    _forget(session, user.id, now)
    if kept or skipped:
        _send(session, user.id, kept, skipped, now)
    return bool(kept or skipped)


def _item(group: Group, line: Line) -> Item:
    marks = "".join(f"，{mark}" for mark in line.marks if mark.startswith("代 "))
    due = f"，{line.due}，{line.left}" if line.due and line.left else ""
    return Item(group, line.process.name, line.id, f"{line.number} {line.stage.label}{due}{marks}")


def _since(session: Session, user_id: int, listed: set[int]) -> tuple[list[Item], int]:
    """What the ladders said to the person since the last digest, and how much of it was skipped."""
    query = (
        sa.select(Notification.manner, Notification.proceeding_id, Proceeding.process, Notification.text)
        .outerjoin(Proceeding, Proceeding.id == Notification.proceeding_id)
        .where(*_untold(user_id))
        .order_by(Notification.at, Notification.id)
    )
    rows = session.execute(query).all()
    newest = {row.proceeding_id: row for row in rows if row.manner is Manner.DIGEST}
    notes = [
        Item(NOTES, row.process or "", row.proceeding_id or 0, row.text)
        for row in newest.values()
        if row.proceeding_id not in listed
    ]
    return notes[:MOST_NOTES], sum(row.manner is Manner.SKIPPED for row in rows)


def _untold(user_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Notification.recipient_id == user_id,
        Notification.manner.in_((Manner.DIGEST, Manner.SKIPPED)),
        Notification.read_at.is_(None),
    )


def _forget(session: Session, user_id: int, now: Now) -> None:
    """What it told of is told; the digests of earlier days are not news any more."""
    older = Notification.recipient_id == user_id, Notification.stage == DIGEST, Notification.read_at.is_(None)
    for where in (_untold(user_id), older):
        session.execute(sa.update(Notification).where(*where).values(read_at=now.at))


def _send(session: Session, user_id: int, items: Sequence[Item], skipped: int, now: Now) -> None:
    message = Notification(
        key=f"digest.{now.today}.{user_id}.{Channel.INBOX}",
        recipient_id=user_id,
        stage=DIGEST,
        text=f"{now.today.month}月{now.today.day}日提要：{summary(items, skipped)}",
        at=now.at,
    )
    session.add(message)
    session.flush()
    letter = Letter(
        key=f"digest.{now.today}.{user_id}",
        template=Template.DIGEST,
        values={"text": _in_full(items, skipped), "count": len(items)},
        user_id=user_id,
        notification_id=message.id,
    )
    post(session, (letter,), at=now.at)


def summary(items: Sequence[Item], skipped: int) -> str:
    """The digest in one line."""
    counts = Counter(item.group for item in items)
    parts = [f"{label(group)} {_many(counts[group])} 件" for group in TOLD if counts[group]]
    parts += [f"{label(NOTES)} {counts[NOTES]} 条"] if counts[NOTES] else []
    return "，".join([*parts, *([_told_of(skipped)] if skipped else [])])


def _many(count: int) -> str:
    return f"{SHOWN}多" if count > SHOWN else str(count)


def _told_of(skipped: int) -> str:
    return f"另有 {skipped} 条提醒已被后一级取代，没有单独发送"


def label(group: str) -> str:
    """The head over a group."""
    return "其他提醒" if group == NOTES else Group(group).label


def _in_full(items: Sequence[Item], skipped: int) -> str:
    """The digest as text."""
    lines: list[str] = []
    for group in (*TOLD, NOTES):
        if told := [item.text for item in items if item.group == group]:
            lines += [f"{label(group)}：", *(f"- {text}" for text in told)]
    return "\n".join([*lines, *([_told_of(skipped)] if skipped else [])])


def latest(viewer: Viewer) -> tuple[Digest | None, list[Item]]:
    """The viewer's last digest, with those of its lines that the viewer may still see."""
    digest = db.session.get(Digest, viewer.user_id)
    items = [Item(*item) for item in digest.items] if digest else []
    seen = visible_to(viewer, Proceeding).where(Proceeding.id.in_({item.proceeding_id for item in items}))
    there = set(db.session.scalars(seen.with_only_columns(Proceeding.id)))
    return digest, [item for item in items if item.proceeding_id in there]
