"""The audit chain: any change of any row shows, and so does a row that is gone or elsewhere."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.throttle import SignInRefused
from caseflow.casework import audit, sessions
from caseflow.casework.audit import SYSTEM_CHAIN, BrokenLink, Deed
from caseflow.casework.models import AuditEvent
from caseflow.kernel.roles import Role
from tests import given
from tests.cli.conftest import run as run  # the fixture
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("history")

ON = "2026-09-16"

FORGED = {
    "chain": "-1",
    "matter_id": "case when matter_id is null then (select min(id) from matter) end",
    "seq": "0",
    "at": "'2026-01-01 00:00:00.000000'",
    "recorded_at": "'2026-01-01 00:00:00.000000'",
    "actor_id": "-1",
    "actor": "'别人'",
    "proceeding_id": "case when proceeding_id is null then (select min(id) from proceeding) end",
    "action": "'forged'",
    "source": "'forged'",
    "target": "'forged'",
    "data": """'{"reason": "改过"}'""",
    "digest": f"'{'0' * 64}'",
}
"""For every column but the key, in SQL, what no row of the history has there."""


@pytest.fixture
def history(app: Flask) -> None:
    """A call from registration to the archive, a letter, and people who sign in, one of them wrongly."""
    given.ticket("archived", on=ON)
    given.reminder("replied", on=ON)
    manager, at = given.person(Role.MANAGER), given.moment(ON)
    for password in (given.PASSWORD, "不是这一句话 12", given.PASSWORD):
        with suppress(SignInRefused):
            sessions.sign_in(manager.login, password, address="192.0.2.1", at=at)


def rows(session: Session) -> list[AuditEvent]:
    return list(session.scalars(sa.select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq)))


def chains(session: Session) -> Iterator[list[AuditEvent]]:
    """The rows of each chain of at least three."""
    everything = rows(session)
    for chain in sorted({row.chain for row in everything}):
        yield [row for row in everything if row.chain == chain]


def events() -> sa.Table:
    table: sa.Table = AuditEvent.__table__  # type: ignore[assignment]
    return table


def change(session: Session, id: int, **columns: str) -> None:
    """Write to the raw row, in SQL."""
    raw = {column: sa.text(value) for column, value in columns.items()}
    session.execute(sa.update(events()).where(events().c.id == id).values(raw))


def delete(session: Session, id: int) -> None:
    session.execute(sa.delete(events()).where(events().c.id == id))


def broken(session: Session) -> BrokenLink:
    """What is found, once the session has forgotten what it knew."""
    session.expire_all()
    _, link = audit.verify(session)
    assert link
    return link


def test_a_history_that_nobody_touched_holds(session: Session) -> None:
    lengths = {chain[0].chain == SYSTEM_CHAIN: len(chain) for chain in chains(session)}
    assert set(lengths) == {True, False}
    assert min(lengths.values()) >= 3
    assert audit.verify(session) == (len(rows(session)), None)


def test_every_column_is_tried() -> None:
    assert {*FORGED, "id"} == set(events().columns.keys())


@pytest.mark.parametrize("column", FORGED)
def test_any_row_with_that_column_changed_is_named(session: Session, column: str) -> None:
    ids = [row.id for row in rows(session)]
    named = []
    for id in ids:
        with session.begin_nested() as forgery:
            change(session, id, **{column: FORGED[column]})
            named.append(broken(session).event_id)
            forgery.rollback()
    assert named == ids
    assert audit.verify(session) == (len(ids), None)


def test_a_row_that_is_gone_is_missed_where_the_next_one_stands(session: Session) -> None:
    for chain in chains(session):
        for gone, following in zip(chain[:-1], chain[1:], strict=True):
            with session.begin_nested() as forgery:
                delete(session, gone.id)
                link = broken(session)
                forgery.rollback()
            assert link == BrokenLink(following.id, following.matter_id, f"第{gone.seq}条缺失")


def test_a_matter_misses_its_last_row(session: Session) -> None:
    for chain in chains(session):
        last = chain[-1]
        if last.chain != SYSTEM_CHAIN:
            with session.begin_nested() as forgery:
                delete(session, last.id)
                link = broken(session)
                forgery.rollback()
            assert link == BrokenLink(0, last.matter_id, f"末尾缺失，应有{last.seq}条")


def test_two_rows_that_changed_places_are_noticed_at_the_first(session: Session) -> None:
    for chain in chains(session):
        for one, other in zip(chain[:-1], chain[1:], strict=True):
            with session.begin_nested() as forgery:
                change(session, one.id, seq="-1")
                change(session, other.id, seq=str(one.seq))
                change(session, one.id, seq=str(other.seq))
                link = broken(session)
                forgery.rollback()
            assert link.event_id == other.id


def test_a_row_moved_to_the_end_of_another_chain_is_named(session: Session) -> None:
    # given a row whose own chain is shortened so that it does not miss it
    system, *matters = chains(session)
    moved, target = system[-1], matters[-1][-1]
    change(session, moved.id, chain=str(target.chain), matter_id=str(target.chain), seq=str(target.seq + 1))
    assert broken(session).event_id == moved.id


def test_the_anchor_misses_the_end_of_the_system_chain(session: Session) -> None:
    system = next(chains(session))
    at = given.moment(ON)
    audit.anchor(at=at)
    assert audit.verify(session)[1] is None
    delete(session, system[-1].id)
    assert broken(session) == BrokenLink(0, None, "2026-09-16的每日锚定不符")


def test_the_anchor_cannot_be_changed_either(session: Session) -> None:
    audit.anchor(at=given.moment(ON))
    for column, value in {"events": "1", "digest": "'0'", "last_id": "1"}.items():
        with session.begin_nested() as forgery:
            session.execute(sa.text(f"update audit_anchor set {column} = {value}"))  # noqa: S608
            assert broken(session).fault == "2026-09-16的每日锚定不符"
            forgery.rollback()


def test_the_command_names_the_row(session: Session, run: Run) -> None:
    id = next(chains(session))[1].id
    change(session, id, actor="'别人'")
    session.commit()
    result = run("audit", "verify")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"（系统）：第 {id} 号记录：内容与校验值不符" in result.stderr


def test_instants_of_any_zone_are_kept_as_the_same_instant(session: Session) -> None:
    shanghai = given.moment("2026-09-16 07:30:15.250000")
    viewer = given.viewer(Role.MANAGER)
    deed = Deed(action="noted", viewer=viewer, at=shanghai, recorded_at=shanghai + timedelta(microseconds=1))
    link = audit.record(session, None, deed)
    session.commit()
    session.expire_all()
    assert link.at == shanghai
    assert link.at.utcoffset() == timedelta(0)
    assert audit.verify(session)[1] is None
