"""The audit chain: any change of any row shows, and so does a row that is gone or elsewhere."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.throttle import SignInRefused
from caseflow.app import create_app
from caseflow.casework import audit, sessions
from caseflow.casework.audit import SYSTEM_CHAIN, BrokenLink, Deed
from caseflow.casework.models import AuditAnchor, AuditEvent, Matter
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.conftest import Place, settings_for

Link = sa.Row[int, int, int | None, int]

ON = "2026-09-16"
NOWHERE = 999_999

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


def three_sign_ins() -> None:
    """Somebody signs in, mistypes the password, and signs in again."""
    manager, at = given.person(Role.MANAGER), given.moment(ON)
    for password in (given.PASSWORD, "不是这一句话 12", given.PASSWORD):
        with suppress(SignInRefused):
            sessions.sign_in(manager.login, password, address="192.0.2.1", at=at)


@pytest.fixture(scope="module")
def past(place: Place) -> Iterator[Flask]:
    """A database of its own: a call from registration to the archive, a letter, and people who sign in."""
    app = create_app(settings_for(place.copy()))
    with app.app_context():
        given.ticket("archived", on=ON)
        given.reminder("replied", on=ON)
        three_sign_ins()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def forger(past: Flask) -> Iterator[Session]:
    """Somebody who writes to that database past all use cases; nothing of it is committed."""
    with past.app_context():
        yield db.session()
        db.session.remove()


def chains(session: Session) -> list[list[Link]]:
    """The rows of each chain, that of the system first."""
    table = events().c
    query = sa.select(table.id, table.chain, table.matter_id, table.seq).order_by(table.chain, table.seq)
    found = groupby(session.execute(query).all(), lambda row: row.chain)
    return [list(rows) for _, rows in found]


def ids(session: Session) -> list[int]:
    return [row.id for chain in chains(session) for row in chain]


def events() -> sa.Table:
    table: sa.Table = AuditEvent.__table__  # type: ignore[assignment]
    return table


def change(session: Session, id: int, **columns: str) -> None:
    """Write to the raw row, in SQL."""
    raw = {column: sa.text(value) for column, value in columns.items()}
    session.execute(sa.update(events()).where(events().c.id == id).values(raw))


def delete(session: Session, id: int) -> None:
    session.execute(sa.delete(events()).where(events().c.id == id))


def broken(session: Session) -> BrokenLink | None:
    """What is found; what was forged until then is undone."""
    session.expire_all()
    _, link = audit.verify(session)
    session.rollback()
    return link


def test_a_history_that_nobody_touched_holds(forger: Session) -> None:
    system, *matters = chains(forger)
    assert {row.chain for row in system} == {SYSTEM_CHAIN}
    assert len(matters) == 2
    assert min(len(chain) for chain in (system, *matters)) >= 3
    assert audit.verify(forger) == (len(ids(forger)), None)


def test_every_column_is_forged() -> None:
    assert {*FORGED, "id"} == set(events().columns.keys())


@pytest.mark.parametrize("column", FORGED)
def test_any_row_with_that_column_changed_is_named(forger: Session, column: str) -> None:
    for id in ids(forger):
        change(forger, id, **{column: FORGED[column]})
        link = broken(forger)
        assert link
        assert link.event_id == id
    assert broken(forger) is None


def test_a_row_that_is_gone_is_missed_where_the_next_one_stands(forger: Session) -> None:
    for chain in chains(forger):
        for gone, following in pairwise(chain):
            delete(forger, gone.id)
            assert broken(forger) == BrokenLink(following.id, following.matter_id, f"第{gone.seq}条缺失")


def test_a_matter_misses_its_last_row(forger: Session) -> None:
    for *_, last in chains(forger)[1:]:
        delete(forger, last.id)
        assert broken(forger) == BrokenLink(0, last.matter_id, f"末尾缺失，应有{last.seq}条")


def test_a_matter_misses_all_its_rows(forger: Session) -> None:
    for chain in chains(forger)[1:]:
        for row in chain:
            delete(forger, row.id)
        assert broken(forger) == BrokenLink(0, chain[0].matter_id, f"末尾缺失，应有{len(chain)}条")


def test_a_link_about_a_proceeding_that_never_existed_is_named(forger: Session) -> None:
    # given a link that follows the last one of its chain as it should
    matter = forger.get_one(Matter, chains(forger)[1][0].chain)
    at, viewer = given.moment(ON), given.viewer(Role.MANAGER)
    stray = audit.record(forger, matter, Deed(action="noted", viewer=viewer, at=at, proceeding_id=NOWHERE))
    forger.flush()
    expected = BrokenLink(stray.id, matter.id, "所记的办理不存在，也没有撤销导入的记录")
    assert audit.verify(forger)[1] == expected
    # when the matter says afterwards that its import was taken back, the link is what is left of it
    audit.record(forger, matter, Deed(action=audit.IMPORT_UNDONE, viewer=viewer, at=at))
    forger.flush()
    assert broken(forger) is None


def test_a_chain_of_a_matter_that_never_existed_is_named(forger: Session) -> None:
    # given somebody who writes a whole chain past the foreign keys
    postgres = forger.get_bind().dialect.name == "postgresql"
    by_force = (
        "set local session_replication_role = replica" if postgres else "pragma defer_foreign_keys = on"
    )
    forger.execute(sa.text(by_force))
    nobody = Matter(id=NOWHERE, audit_seq=0, audit_head="")
    link = audit.record(
        forger, nobody, Deed(action="noted", viewer=given.viewer(Role.MANAGER), at=given.moment(ON))
    )
    forger.flush()
    assert broken(forger) == BrokenLink(link.id, NOWHERE, "所属案件不存在")


def test_of_two_rows_that_changed_places_the_first_is_named(forger: Session) -> None:
    for chain in chains(forger):
        for one, other in pairwise(chain):
            change(forger, one.id, seq="-1")
            change(forger, other.id, seq=str(one.seq))
            change(forger, one.id, seq=str(other.seq))
            link = broken(forger)
            assert link
            assert link.event_id == other.id


def test_a_row_moved_to_the_end_of_another_chain_is_named(forger: Session) -> None:
    # the system's chain does not miss its last row, but the other one does not take it
    system, *_, matter = chains(forger)
    chain, seq = str(matter[-1].chain), str(matter[-1].seq + 1)
    change(forger, system[-1].id, chain=chain, matter_id=chain, seq=seq)
    link = broken(forger)
    assert link
    assert link.event_id == system[-1].id


def test_the_anchor_misses_the_end_of_the_system_chain(session: Session) -> None:
    three_sign_ins()
    audit.anchor(at=given.moment(ON))
    assert audit.verify(session) == (4, None)
    for id in ids(session)[-2:]:  # the link that tells of the anchor, and the last one it covers
        delete(session, id)
    assert broken(session) == BrokenLink(0, None, "2026-09-16的每日锚定不符")


@pytest.mark.parametrize(
    "forged", [{"events": 1}, {"digest": "0"}, {"last_id": 1}], ids=["events", "digest", "last_id"]
)
def test_an_anchor_that_was_changed_does_not_fit(session: Session, forged: dict[str, object]) -> None:
    three_sign_ins()
    audit.anchor(at=given.moment(ON))
    session.execute(sa.update(AuditAnchor).values(forged))
    fault = broken(session)
    assert fault
    assert fault.fault.startswith("2026-09-16的每日锚定")


def test_an_anchor_that_was_taken_away_is_missed(session: Session) -> None:
    three_sign_ins()
    audit.anchor(at=given.moment("2026-09-16"))
    audit.anchor(at=given.moment("2026-09-17"))
    assert audit.verify(session) == (5, None)
    session.execute(sa.delete(AuditAnchor).where(AuditAnchor.day == date(2026, 9, 17)))
    assert broken(session) == BrokenLink(ids(session)[-1], None, "2026-09-17的每日锚定缺失或被改动")


def test_a_day_is_anchored_once(session: Session) -> None:
    three_sign_ins()
    first = audit.anchor(at=given.moment("2026-09-16 10:00"))
    three_sign_ins()
    assert audit.anchor(at=given.moment("2026-09-16 11:00")) == first
    assert audit.verify(session) == (7, None)


def test_the_command_names_the_row(app: Flask, session: Session) -> None:
    three_sign_ins()
    id = ids(session)[1]
    change(session, id, actor="'别人'")
    session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"审计链已断（系统）：第 {id} 号记录：内容与校验值不符；此前 1 条完好\n"


def test_instants_of_any_zone_are_kept_as_the_same_instant(session: Session) -> None:
    shanghai, viewer = given.moment("2026-09-16 07:30:15.250000"), given.viewer(Role.MANAGER)
    written = shanghai + timedelta(microseconds=1)
    link = audit.record(session, None, Deed(action="noted", viewer=viewer, at=shanghai, recorded_at=written))
    session.commit()
    assert (link.at, link.at.utcoffset()) == (shanghai, timedelta(0))
    assert link.recorded_at == written
    assert audit.verify(session) == (1, None)


def test_the_zone_of_a_connection_does_not_matter(forger: Session) -> None:
    if forger.get_bind().dialect.name == "postgresql":
        forger.execute(sa.text("set local time zone 'Asia/Shanghai'"))
    assert broken(forger) is None
