"""`flask audit`."""

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework.db import transaction
from caseflow.casework.models import AuditAnchor, AuditEvent
from tests import given
from tests.cli.conftest import Run


def events() -> sa.Table:
    table: sa.Table = AuditEvent.__table__  # type: ignore[assignment]
    return table


def test_whole_chains_are_counted(app: Flask, session: Session, run: Run) -> None:
    given.ticket("in_progress", on="2026-09-16")
    count = session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    result = run("audit", "verify")
    assert (result.exit_code, result.output) == (0, f"审计链完好，共 {count} 条\n")


def test_the_first_changed_link_is_named(app: Flask, session: Session, run: Run) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    query = sa.select(AuditEvent.id).filter_by(matter_id=ticket.matter_id, action="dispatch")
    id = session.scalars(query).one()
    with transaction() as writing:
        writing.execute(sa.update(events()).where(events().c.id == id).values(actor="别人"))
    result = run("audit", "verify")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"审计链已断（案件 {ticket.matter_id}）：第 {id} 号记录：内容与校验值不符；此前 2 条完好\n"
    )


def test_a_missing_link_is_named(app: Flask, run: Run) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    with transaction() as session:
        session.execute(sa.delete(events()).where(events().c.action == "submit"))
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert f"（案件 {ticket.matter_id}）" in result.stderr
    assert "第2条缺失" in result.stderr


def test_a_chain_that_was_cut_short_is_noticed(app: Flask, run: Run) -> None:
    given.ticket("in_progress", on="2026-09-16")
    with transaction() as session:
        session.execute(sa.delete(events()).where(events().c.action == "sign_in"))
    assert "末尾缺失，应有4条" in run("audit", "verify").stderr


def test_a_day_is_anchored_once(app: Flask, session: Session, run: Run) -> None:
    given.ticket("in_progress", on="2026-09-16")
    first = run("audit", "anchor")
    given.ticket("in_progress", on="2026-09-16")
    assert run("audit", "anchor").output == first.output
    assert session.scalars(sa.select(AuditAnchor)).one().events == 4
    # what is added later, even as of an earlier day, does not break the anchor
    assert run("audit", "verify").exit_code == 0


def test_an_anchor_notices_what_a_whole_matter_cannot_tell_any_more(app: Flask, run: Run) -> None:
    # given an anchored day, and a matter whose end was cut off together with what the matter remembers of it
    ticket = given.ticket("in_progress", on="2026-09-16")
    run("audit", "anchor")
    with transaction() as session:
        session.execute(sa.delete(events()).where(events().c.action == "sign_in"))
        of_matter = sa.select(AuditEvent).where(AuditEvent.matter_id == ticket.matter_id)
        last = session.scalars(of_matter.order_by(AuditEvent.id.desc()).limit(1)).one()
        ticket.matter.audit_seq, ticket.matter.audit_head = last.seq, last.digest
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert "每日锚定不符" in result.stderr
