"""How many a public letter reaches: the last figure counts, on its page and in the reports (公开提示函)."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import milestones
from caseflow.casework.models import Milestone
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given, when
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")


def counted() -> list[tuple[str, int]]:
    query = sa.select(Milestone.code, Milestone.persons).where(
        Milestone.void.is_(False), Milestone.code.in_(("letter.reached", "letter.read"))
    )
    return [(row.code, row.persons) for row in db.session.execute(query.order_by(Milestone.code))]


def test_the_last_figure_counts_however_the_rows_are_written(client: FlaskClient) -> None:
    # given a public letter whose reach is entered, and corrected a week later
    letter = given.public_reminder("issued", on="2026-09-16", areas="东片、西片")
    when.acts(letter, "publish", on="2026-09-17", channels="公众号")
    when.acts(letter, "record_reach", on="2026-09-18", employers_reached=120, reads=900)
    when.acts(letter, "record_reach", on="2026-09-25", employers_reached=200, reads=1800)
    assert counted() == [("letter.reached", 200), ("letter.read", 1800)]
    # then the rebuild writes the same, the page and the report show it
    assert list(milestones.rebuild())
    assert counted() == [("letter.reached", 200), ("letter.read", 1800)]
    person = seated(client, Role.MANAGER)
    page = person.get(f"/notice/{letter.id}").text
    assert all(text in page for text in ("东片、西片", "公众号", "200", "1800"))
    assert "公开提示函覆盖单位" in person.get("/reports").text
    # and a letter that was called back has reached nobody
    when.acts(letter, "revoke", on="2026-09-26")
    assert counted() == []
