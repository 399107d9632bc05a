"""Taking lists away: the same rows as the page, whose copy it is, on record; long ones in the background."""

import re
from csv import reader
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from werkzeug.test import TestResponse

from caseflow.accounts.models import User
from caseflow.casework.db import transaction
from caseflow.casework.exports import orders
from caseflow.casework.models import AuditEvent, Export, ExportForm, ExportPart, ExportPhase, Notification
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from caseflow.outreach.actions import Details, add_officer
from caseflow.outreach.models import OfficerRole
from caseflow.reports.periods import Period
from caseflow.reports.snapshots.freezing import submit
from caseflow.web.exports import listing, pages, running
from tests import given
from tests.register.calls import CARD, NAME, PHONE, call, worker
from tests.web import desk
from tests.web.calling import promise
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app", "clock")

PURPOSE = "报市总工会9月办理情况"
ON = "2026-09-16"
ORDER = orders.Order("queue.index", "tab=team", "工单队列", "", ExportForm.CSV, PURPOSE)


def way(page: str) -> str:
    """Where the page says that its list is taken away."""
    found = re.search(r'href="(/exports/of/[^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def take(client: FlaskClient, address: str, form: str = "xlsx", **more: str) -> TestResponse:
    return client.post(way(client.get(address).text), data={"purpose": PURPOSE, "form": form, **more})


def rows_of(answer: TestResponse) -> list[list[Any]]:
    """The table as another library reads it."""
    assert answer.status_code == 200, answer.text
    return CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()


def furnished() -> int:
    """Something for nearly every list; the id of a submitted report."""
    call(worker(card=CARD))
    post = Details(
        name="示例甲",
        unit_id=given.unit_tree().street.id,
        held=frozenset({OfficerRole.MEDIATOR}),
        appointed_on=date(2024, 3, 1),
    )
    add_officer(post, viewer=given.viewer(Role.MANAGER), at=utcnow())
    promise(desk.ticket("callback"))
    given.reminder("issued", on=ON)
    given.ticket("registered", on="2026-08-10")
    august, federation = Period.parse("2026-08"), given.unit_tree().federation.id
    return submit(august, federation, viewer=given.viewer(Role.MANAGER), at=utcnow()).id


def test_a_table_has_the_rows_of_the_list_and_says_whose_copy_it_is(client: FlaskClient) -> None:
    tickets = [desk.ticket(), desk.ticket()]
    given.ticket("closed", on=ON)
    manager = seated(client, Role.MANAGER)
    mark, said, *rows = rows_of(take(manager, "/cases?tab=team&family=hotline"))
    assert [row[0] for row in rows] == [ticket.number for ticket in tickets]
    for words in ("工单队列（本单位）", "流程：热线工单", given.person(Role.MANAGER).name, "2026年9月16日"):
        assert words in str(mark[0])
    # identity masked, dates are dates, and it is on record
    assert rows[0][said.index("职工")] == "王**"
    (told,) = db.session.scalars(sa.select(AuditEvent).filter_by(action="exported")).all()
    assert (told.data["purpose"], told.data["rows"], told.matter_id) == (PURPOSE, 2, None)
    assert len(told.data["sha256"]) == 64
    assert "已下载" in manager.get("/exports").text
    # a table of days keeps them
    book = rows_of(take(manager, "/reports/registered?period=2026-09"))
    assert book[2][book[1].index("日期")] == date(2026, 9, 16)


@pytest.mark.parametrize("purpose", ["", "  ", "统计", "长" * 201])
def test_nothing_is_taken_without_saying_what_for(client: FlaskClient, purpose: str) -> None:
    address = "/exports/of/queue.index?tab=team"
    answer = seated(client, Role.MANAGER).post(address, data={"purpose": purpose, "form": "csv"})
    assert answer.status_code == 422
    assert "用途" in answer.text
    assert not db.session.scalar(sa.select(sa.func.count(Export.id)))


@pytest.mark.parametrize("address", ["nothing", "account.profile", "deliveries.index", "reports.cases"])
def test_there_is_no_such_list_for_everybody(client: FlaskClient, address: str) -> None:
    assert seated(client, Role.OPERATOR).get(f"/exports/of/{address}?of=x&_anchor=y").status_code == 404


def test_strange_filters_lead_nowhere_strange(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    page = manager.get("/cases?tab=team&of=x&endpoint=y&_anchor=z&self=1").text
    answer = manager.get(way(page))
    assert answer.status_code == 200
    assert 'href="/cases?' in answer.text


def test_text_stays_text(client: FlaskClient) -> None:
    formula = '=HYPERLINK("http://example.invalid","x")'
    for name in (formula, "+1", "-1", "@x"):
        given.ticket("in_progress", on=ON, employer=name)
    manager = seated(client, Role.MANAGER)
    written = {row[5] for row in rows_of(take(manager, "/cases?tab=team"))[2:]}
    assert {formula, "+1", "-1", "@x"} == written
    answer = take(manager, "/cases?tab=team", "csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    table = list(reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert {f"'{formula}", "'+1", "'-1", "'@x"} == {row[5] for row in table[2:]}
    assert "工单队列（本单位）_20260916.csv" in unquote(answer.headers["Content-Disposition"])


def test_identities_are_for_those_who_may_and_ask(client: FlaskClient) -> None:
    call(worker(card=CARD))
    call(worker("李测试", "13900000001"), confidential=True)
    manager = seated(client, Role.MANAGER)
    plain = rows_of(take(manager, "/workers/"))
    assert NAME not in str(plain)
    full = rows_of(take(manager, "/workers/", unmasked="y"))
    assert [row[-3:] for row in full[2:]] == [[NAME, PHONE, CARD]]
    told = db.session.scalars(sa.select(AuditEvent).filter_by(action="exported")).all()
    assert [event.data["unmasked"] for event in told] == [False, True]
    # others are not asked, and get stars whatever they send
    operator = seated(client, Role.OPERATOR)
    assert "未打码" not in operator.get("/exports/of/workers.index").text
    assert NAME not in str(rows_of(take(operator, "/workers/", unmasked="y")))
    order = replace(ORDER, unmasked=True)
    for refused in (orders.place, partial(orders.take, made=BytesIO(), rows=0)):
        with pytest.raises(Forbidden):
            refused(order, viewer=given.viewer(Role.OPERATOR), at=utcnow())


def test_what_is_looked_for_by_phone_is_not_told_in_full(client: FlaskClient) -> None:
    call(worker())
    answer = rows_of(take(seated(client, Role.MANAGER), f"/workers/?q={PHONE}"))
    assert len(answer) == 3
    assert PHONE not in str(answer)
    (told,) = db.session.scalars(sa.select(AuditEvent).filter_by(action="exported")).all()
    assert PHONE not in str(told.data)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows at once, two at a time."""
    monkeypatch.setattr(pages, "AT_ONCE", 3)
    for module in (listing, running):
        monkeypatch.setattr(module, "STRETCH", 2)


@pytest.mark.usefixtures("short")
def test_a_long_table_is_made_in_the_background_and_kept_for_a_day(client: FlaskClient) -> None:
    # given more rows than are made at once
    tickets = [given.ticket("in_progress", on=ON) for _ in range(5)]
    manager = seated(client, Role.MANAGER)
    answer = take(manager, "/cases?tab=team")
    assert answer.status_code == 303
    assert {"排队中", "hx-get"} <= set(re.findall("排队中|hx-get", manager.get("/exports").text))
    # when the job runs
    at = utcnow()
    assert running.run(at=at) == 1
    # then it is ready, its owner is told, and it has every row once
    (message,) = db.session.scalars(
        sa.select(Notification).where(Notification.text.startswith("导出完成"))
    ).all()
    assert message.recipient_id == given.person(Role.MANAGER).id
    assert 'href="/exports?' in manager.get("/inbox").text
    export = db.session.scalars(sa.select(Export)).one()
    assert (export.phase, export.rows, export.kept_until) == (ExportPhase.READY, 5, at + orders.KEPT)
    fetched = manager.get(f"/exports/{export.id}/file", buffered=True)
    rows = rows_of(fetched)[2:]
    assert [row[0] for row in rows] == [ticket.number for ticket in tickets]
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.action == "export_fetched")) == 1
    # nobody else may have it, not even who audits
    assert seated(client, Role.OPERATOR).get(f"/exports/{export.id}/file").status_code == 404
    auditor = seated(client, Role.AUDITOR)
    assert PURPOSE in auditor.get("/exports").text
    assert auditor.get(f"/exports/{export.id}/file").status_code == 422
    # and after a day it is gone, but the record stays
    assert running.run(at=at + timedelta(hours=23)) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ExportPart))
    assert running.run(at=at + timedelta(hours=24)) == 0
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(ExportPart))
    manager = seated(client, Role.MANAGER)
    assert manager.get(f"/exports/{export.id}/file").status_code == 422
    assert "文件已删除" in manager.get("/exports").text


def ordered(who: User) -> Export:
    return orders.place(ORDER, viewer=given.viewer(who), at=utcnow())


def test_one_that_was_left_half_way_is_begun_again_and_given_up_in_the_end() -> None:
    export, at = ordered(given.person(Role.MANAGER)), utcnow()
    for n in range(orders.TRIES):
        assert orders.claim(at=at + n * 2 * orders.HELD) is not None
        assert orders.claim(at=at + n * 2 * orders.HELD) is None  # in hand
    assert orders.claim(at=at + timedelta(days=1)) is None
    db.session.refresh(export)
    assert (export.phase, export.fault) == (ExportPhase.FAILED, orders.BROKEN)
    assert db.session.scalar(sa.select(Notification.text).where(Notification.text.startswith("导出没有完成")))


def test_who_has_left_gets_nothing_and_hinders_nobody() -> None:
    leaver, stayer = given.user(Role.MANAGER), given.user(Role.MANAGER)
    gone, made = ordered(leaver), ordered(stayer)
    with transaction() as session:
        session.get_one(User, leaver.id).active = False
    assert running.run(at=utcnow()) == 1
    db.session.refresh(gone)
    db.session.refresh(made)
    assert (gone.phase, gone.fault, made.phase) == (ExportPhase.FAILED, running.GONE, ExportPhase.READY)


def test_so_many_at_a_time(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 0)
    given.ticket("in_progress", on=ON)
    manager = seated(client, Role.MANAGER)
    *made, refused = [take(manager, "/cases?tab=team") for _ in range(orders.AT_A_TIME + 1)]
    assert {answer.status_code for answer in made} == {303}
    assert refused.status_code == 422
    assert "请等它们完成" in refused.text
    assert PURPOSE in refused.text
