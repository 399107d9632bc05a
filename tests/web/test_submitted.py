"""Submitted reports: what was submitted stays, corrections stand beside it, numbers lead to their cases."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import AuditEvent
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from caseflow.reports import drilling
from caseflow.reports.figures import FIGURES
from caseflow.reports.measures import Count, FellDue, InPost, Sum
from caseflow.reports.models import Snapshot, SnapshotFact
from caseflow.reports.periods import Period
from caseflow.reports.snapshots import comparing, freezing, reading, restating
from caseflow.reports.snapshots.comparing import Side
from tests import given, when
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app", "clock")

AUGUST = "2026-08"


def submit(client: FlaskClient, period: str = AUGUST, **more: Any) -> Snapshot:
    data = {"period": period, "unit_id": str(given.unit_tree().federation.id), **more}
    answer = client.post("/reports/submitted/new", data=data)
    assert answer.status_code == 303, answer.text
    return db.session.scalars(sa.select(Snapshot).order_by(Snapshot.id.desc())).first()  # type: ignore[return-value]


def line(page: str, label: str) -> list[str]:
    """The cells of a figure: as submitted, unit, now, difference."""
    (row,) = [row for row in page.split("<tr>") if f">{label}</span></th>" in row]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
    plain = (re.sub(r'<span class="visually-hidden">.*?</span>|<[^>]+>', "", cell) for cell in cells)
    return [unescape(cell).replace("▲", "").strip() for cell in plain]


def test_corrections_stand_beside_what_was_submitted(client: FlaskClient) -> None:
    # given a month with two letters and a closed ticket, submitted in September
    letters = [given.reminder("issued", on="2026-08-12") for _ in range(2)]
    given.ticket("closed", on="2026-08-10")
    manager = seated(client, Role.MANAGER)
    snapshot = submit(manager)
    page = manager.get(f"/reports/submitted/{snapshot.id}").text
    assert line(page, "提示函")[0] == "2"
    assert "与上报时一致" in page
    assert "内容与审计链一致" in page
    # when a letter is called back and a ticket of that month is entered late
    when.acts(letters[0], "revoke", on="2026-09-17")
    late = given.ticket("registered", on="2026-08-20")
    sealed = snapshot.sha256
    assert manager.post(f"/reports/submitted/{snapshot.id}/check").status_code == 303
    # then both numbers stand there, and what was submitted has not moved
    page = manager.get(f"/reports/submitted/{snapshot.id}").text
    assert line(page, "提示函") == ["2", "份", "1", "-1"]
    assert line(page, "受理量") == ["1", "件", "2", "+1"]
    assert line(page, "法律援助件数")[2] == "未变"
    db.session.refresh(snapshot)
    assert snapshot.sha256 == sealed == freezing.digest_of(snapshot)
    # and the difference names the cases
    changed = manager.get(f"/reports/submitted/{snapshot.id}/reminders?side=changed").text
    assert str(letters[0].number) in changed
    assert "不再计入" in changed
    assert "9月17日撤回" in changed
    assert str(letters[1].number) not in changed
    then = manager.get(f"/reports/submitted/{snapshot.id}/reminders").text
    assert then.count('<th scope="row"') == 2
    added = manager.get(f"/reports/submitted/{snapshot.id}/registered?side=added").text
    assert str(late.number) in added
    assert "现在计入" in added


def test_a_second_report_of_the_same_month_stands_beside_the_first(client: FlaskClient) -> None:
    letter = given.reminder("issued", on="2026-08-12")
    manager = seated(client, Role.MANAGER)
    first = submit(manager)
    when.acts(letter, "revoke", on="2026-09-17")
    again = submit(manager)
    assert (first.turn, again.turn, again.sha256 == first.sha256) == (1, 2, False)
    for snapshot, said in ((first, "1"), (again, "0")):
        assert line(manager.get(f"/reports/submitted/{snapshot.id}").text, "提示函")[0] == said
    assert restating.nightly(at=utcnow()) == 1
    listed = manager.get("/reports/submitted").text
    assert "1 项不同" in listed
    assert "第2次" in listed
    assert "上报</a>" in manager.get(f"/reports?period={AUGUST}").text


def test_behind_each_number_stand_as_many_as_it_says(client: FlaskClient) -> None:
    given.reminder("replied", on="2026-08-03")
    given.ticket("closed", on="2026-08-04")
    given.aid("concluded", on="2026-08-04")
    given.mediation("effective", on="2026-08-04")
    snapshot = submit(seated(client, Role.MANAGER), AUGUST)
    viewer, told = given.viewer(Role.MANAGER), {each["code"]: each for each in snapshot.told["figures"]}
    asked = freezing.asked_of(given.unit_tree().federation, Period.parse(AUGUST), utcnow())
    seen = 0
    for figure in FIGURES:
        for part in drilling.parts(figure):
            if isinstance(part.measure, Count | FellDue | Sum):
                page = comparing.behind(part.measure, snapshot, asked, Side.THEN, viewer)
                assert len(page.rows) == comparing.counts(part.measure, snapshot, asked)[Side.THEN]
                assert all(row.now == "仍计入" for row in page.rows)
                if part.code == "":
                    assert len(page.rows) == Decimal(told[figure.code]["value"]), figure.code
                seen += len(page.rows)
            elif isinstance(part.measure, InPost):
                assert len(reading.posts_of(part.measure, snapshot)) == Decimal(told[figure.code]["value"])
    assert seen > 8
    facts = db.session.scalar(sa.select(sa.func.count(SnapshotFact.id)))
    assert snapshot.facts == facts
    # as a table to take away, too
    taken = f"/exports/of/submitted.cases?id={snapshot.id}&code=registered"
    answer = seated(client, Role.MANAGER).post(taken, data={"purpose": "核对上报数", "form": "csv"})
    assert "仍计入" in answer.data.decode("utf-8-sig")


def test_what_is_changed_behind_the_back_is_told(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    snapshot = submit(manager)
    (event,) = db.session.scalars(sa.select(AuditEvent).filter_by(action=freezing.SUBMITTED)).all()
    assert (event.id, event.data["sha256"], event.matter_id) == (snapshot.event_id, snapshot.sha256, None)
    with transaction() as session:
        kept = session.get_one(Snapshot, snapshot.id)
        kept.told = {**kept.told, "unit": "别的单位"}
    assert not restating.is_sound(db.session.get_one(Snapshot, snapshot.id))
    assert "内容与审计链不符" in manager.get(f"/reports/submitted/{snapshot.id}").text


@pytest.mark.parametrize(
    ("period", "says"), [("2026-09", "还没有结束"), ("去年", "这样的报告期"), ("", "请填写报告期")]
)
def test_what_cannot_be_submitted_is_refused_with_what_was_typed(
    client: FlaskClient, period: str, says: str
) -> None:
    data = {"period": period, "unit_id": str(given.unit_tree().federation.id)}
    answer = seated(client, Role.MANAGER).post("/reports/submitted/new", data=data)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{period}"' in answer.text
    assert not db.session.scalar(sa.select(sa.func.count(Snapshot.id)))


def test_who_sees_which_reports(client: FlaskClient) -> None:
    snapshot = submit(seated(client, Role.MANAGER))
    # in the same unit one reads, and does not submit
    operator = seated(client, Role.OPERATOR)
    assert operator.get(f"/reports/submitted/{snapshot.id}").status_code == 200
    assert operator.get("/reports/submitted/new").status_code == 403
    # elsewhere there is no such report, nor behind it
    elsewhere = seated(client, given.user(Role.OPERATOR, unit=given.unit_tree().town))
    for address in ("", "/registered", "/officers"):
        assert elsewhere.get(f"/reports/submitted/{snapshot.id}{address}").status_code == 404
    assert AUGUST not in elsewhere.get("/reports/submitted").text
    # and who counts nothing opens none of it
    assert seated(client, Role.LAWYER).get("/reports/submitted").status_code == 403


def test_the_review_of_a_submitted_year_leads_to_what_was_counted(client: FlaskClient) -> None:
    given.reminder("issued", on="2025-08-12")
    manager = seated(client, Role.MANAGER)
    manager.post("/reports/annual/2025", data={"text": "定稿文字。", "page_version": "0"})
    snapshot = submit(manager, "2025")
    page = manager.get("/reports/annual/2025").text
    assert f"/reports/submitted/{snapshot.id}/reminders" in page
    assert "定稿文字。" in manager.get(f"/reports/submitted/{snapshot.id}").text
    # a number that is another one now leads to the list of today
    given.reminder("issued", on="2025-08-13")
    page = manager.get("/reports/annual/2025").text
    assert f"/reports/submitted/{snapshot.id}/reminders" not in page
    assert "/reports/reminders?period=2025" in page


def test_a_submitted_report_is_shown_without_counting(client: FlaskClient) -> None:
    given.ticket("closed", on="2026-08-10")
    manager = seated(client, Role.MANAGER)
    snapshot = submit(manager)
    manager.get(f"/reports/submitted/{snapshot.id}")
    with selects() as sent:
        manager.get(f"/reports/submitted/{snapshot.id}")
    assert not [query for query in sent if "FROM milestone" in query or "FROM running_clock" in query]
    assert len(sent) <= 6
    assert restating.nightly(at=utcnow()) == 0
