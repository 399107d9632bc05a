"""Visits to an employer: two people, a day, what was seen; kept in its trail (走访)."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import AuditEvent, Involvement, SiteVisit
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.register.calls import call, employer, worker
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

SIGHT = "考勤表与工资表对不上，<b>两个班组</b>"


def with_supervisors(ticket: Ticket) -> tuple[int, int]:
    """Two supervisors, the first of whom takes part in the matter."""
    one, other = (given.person(Role.SUPERVISOR, number).id for number in (1, 2))
    row = {"proceeding_id": ticket.id, "matter_id": ticket.matter_id, "user_id": one}
    db.session.execute(sa.insert(Involvement).values(**row, since=given.moment("2026-09-16T09:00")))
    db.session.commit()
    return one, other


def test_a_visit_stands_in_the_trail_of_the_employer(client: FlaskClient) -> None:
    # given a supervisor who takes part in a matter about the employer
    ticket = call(worker())
    one, other = with_supervisors(ticket)
    address = f"/employers/{employer(ticket)}"
    desk = seated(client, Role.SUPERVISOR)
    assert f"{address}/visit" in desk.get(address).text
    # when a visit of two is written down
    told = {"on": "2026-9-15", "with_id": str(other), "seen": SIGHT}
    assert desk.post(f"{address}/visit", data=told).status_code == 303
    # then the page and the trail tell of it
    page = desk.get(address).text
    assert "考勤表与工资表对不上，&lt;b&gt;两个班组&lt;/b&gt;" in page
    assert "2026年9月15日" in page
    visit = db.session.scalars(sa.select(SiteVisit)).one()
    assert (visit.by_id, visit.with_id) == (one, other)
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="note_visit")).one()
    assert (event.data["with_id"], event.data["seen"]) == (other, SIGHT)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"with_id": ""}, "请选择一起走访的另一个人，走访须两人以上"),
        ({"on": "2099-1-1"}, "走访日期不能晚于今天"),
        ({"on": "2026-2-30"}, "没有这一天"),
        ({"seen": ""}, "看到的情况"),
    ],
)
def test_what_does_not_fit_is_told_beside_the_field(
    client: FlaskClient, changed: dict[str, str], says: str
) -> None:
    ticket = call(worker())
    _, other = with_supervisors(ticket)
    told = {"on": "2026-9-15", "with_id": str(other), "seen": SIGHT, **changed}
    answer = seated(client, Role.SUPERVISOR).post(f"/employers/{employer(ticket)}/visit", data=told)
    assert answer.status_code == 422
    assert says in answer.text
    assert db.session.scalars(sa.select(SiteVisit)).all() == []


def test_nobody_visits_whom_no_matter_tells_them_of(client: FlaskClient) -> None:
    ticket = call(worker())
    assert seated(client, Role.SUPERVISOR).get(f"/employers/{employer(ticket)}/visit").status_code == 404


def test_operators_visit_nobody(client: FlaskClient) -> None:
    ticket = call(worker())
    assert seated(client, Role.OPERATOR).get(f"/employers/{employer(ticket)}/visit").status_code == 403
