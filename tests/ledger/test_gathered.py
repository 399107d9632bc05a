"""Rows that are written together: what comes of them is what would have come of each alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework import audit, engine, milestones
from caseflow.casework.db import transaction
from caseflow.casework.gathering import gathering
from caseflow.casework.models import Involvement, Milestone, NumberSeries, Proceeding, SearchDocument
from caseflow.casework.numbering import next_number
from caseflow.casework.search import writing
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import GuardRefused
from caseflow.ledger import kinds
from caseflow.ledger.models import Stage
from caseflow.ledger.office import Office
from caseflow.ledger.reading import Row
from tests import given
from tests.ledger import files
from tests.ledger.files import LEDGER, as_csv
from tests.ledger.importer import brought, faults, run, taken_over, viewer

pytestmark = pytest.mark.usefixtures("towns")


TOLD = [column for column in Milestone.__table__.c if column.name != "id"]
TEXTS = list(SearchDocument.__table__.c)


def stored(columns: Sequence[Any]) -> Sequence[Any]:
    """The rows, as far as these columns tell them."""
    return db.session.execute(sa.select(*columns).order_by(*columns[:3])).all()


def test_what_was_written_together_is_what_the_trail_tells() -> None:
    viewer()
    # given tickets, with what grew from them
    taken_over("appeals", as_csv(files.rows(LEDGER)[:6]))
    # then the chains hold, and facts and texts are those that the trail gives anew
    links, broken = audit.verify(db.session())
    assert links > 0
    assert broken is None
    kept = stored(TOLD), stored(TEXTS)
    assert all(kept)
    assert sum(n for n, _ in milestones.rebuild()) > 0
    assert sum(n for n, _ in writing.rebuild()) > 0
    assert (stored(TOLD), stored(TEXTS)) == kept
    # whoever has one in hand takes part in it
    handled = sa.select(Proceeding.id, Proceeding.handler_id).where(Proceeding.handler_id.is_not(None))
    involved = sa.select(Involvement.proceeding_id, Involvement.user_id)
    assert set(db.session.execute(handled).all()) <= set(db.session.execute(involved).all())


def test_what_happened_moves_with_the_proceeding_though_both_wait() -> None:
    # given a ticket whose dispatch is the first thing that is left to the end
    ticket, tree = given.ticket("pending_dispatch", on="2026-09-14"), given.unit_tree()
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        ("dispatch", {"unit_id": tree.street.id}),
        ("request_return", {}),
        ("accept_return", {}),
        ("dispatch", {"unit_id": tree.town.id}),
    )
    doers = [given.viewer(given.doer(ticket.definition.transition(action))) for action, _ in steps]
    # when it goes to one unit, comes back and goes to another, all in one
    with transaction() as session, gathering(session):
        held = session.get_one(Ticket, ticket.id)
        for hour, ((action, told), who) in enumerate(zip(steps, doers, strict=True), 9):
            at = given.moment(f"2026-09-15 {hour:02}:00")
            known = given.answers(held.definition.transition(action), at) | told
            engine.apply(held, action, viewer=who, at=at, data=known)
    # then everything counts where it lies now, as the trail tells it anew
    kept = stored(TOLD)
    assert {row.unit_id for row in kept} == {tree.town.id}
    milestones.rebuild()
    assert stored(TOLD) == kept


def test_numbers_go_on_where_they_were_and_none_is_given_twice() -> None:
    with transaction() as session:
        assert next_number(session, "示例") == 1
    with transaction() as session, gathering(session):
        assert [next_number(session, "示例") for _ in range(4)] == [2, 3, 4, 5]
    with transaction() as session:
        assert session.scalar(sa.select(NumberSeries.last).filter_by(series="示例")) == 5
        assert next_number(session, "示例") == 6


def test_a_row_that_is_refused_half_way_leaves_those_beside_it_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given a kind whose fourth row is refused when its ticket is there already
    kind = kinds.KINDS["appeals"]

    def refused(office: Office, row: Row) -> list[str]:
        made = kind.take_over(office, row)
        if row.number == 4:
            raise GuardRefused("示例：办到一半不能办")
        return made

    monkeypatch.setitem(kinds.KINDS, "appeals", replace(kind, take_over=refused))
    viewer()
    # when they are checked
    checked = run(brought("appeals", as_csv(files.rows(LEDGER)[:5])))
    # then that row is named, and the others are counted
    assert (checked.stage, checked.faulty) == (Stage.FAULTY, 1)
    assert faults(checked.id) == {4: {"": "示例：办到一半不能办"}}
    assert checked.made["工单"] == checked.total - 1
