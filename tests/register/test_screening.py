"""Employers that many call about are looked into; somebody says what was found (矛盾纠纷排查, R16)."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import AuditEvent, Finding, Screening
from caseflow.casework.register import screening
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.roles import Role
from tests import given
from tests.register.calls import employer
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

NAME = "示例多次有限公司"
BECAUSE = "同一单位90日内2件诉求、2类问题"
AT = given.moment("2026-09-17")


def called_twice() -> Ticket:
    """The second call about one employer, of another kind than the first."""
    given.ticket(on="2026-09-01", employer=NAME, category="0101")
    return given.ticket(on="2026-09-16", employer=NAME, category="0501")


def entries() -> Sequence[Screening]:
    return db.session.scalars(sa.select(Screening).order_by(Screening.id)).all()


def test_a_rule_puts_the_employer_on_the_list_once() -> None:
    # given two calls of two kinds
    ticket = called_twice()
    # then the employer stands on the list of the unit, with the reason
    (entry,) = entries()
    assert (entry.reason, entry.rule, entry.unit_id) == (BECAUSE, "R16", ticket.unit_id)
    assert entry.record_id == employer(ticket)
    # and a third call, or a person, does not put it there again
    given.ticket(on="2026-09-17", employer=NAME, category="0801")
    with pytest.raises(GuardRefused, match="已在排查名单中"):
        screening.enter(entry.record_id, "又有人反映", viewer=given.viewer(Role.MANAGER), at=AT)
    assert len(entries()) == 1


def test_one_call_is_no_reason() -> None:
    given.ticket(on="2026-09-16", employer=NAME)
    assert entries() == []


def test_what_was_found_is_said_once_and_is_on_record() -> None:
    called_twice()
    (entry,) = entries()
    manager = given.viewer(Role.MANAGER)
    with pytest.raises(Forbidden):
        screening.close(entry.id, Finding.NOTHING, "看过", viewer=given.viewer(Role.OPERATOR), at=AT)
    screening.close(entry.id, Finding.SETTLED, "已补发工资。", viewer=manager, at=AT)
    with pytest.raises(GuardRefused, match="已经登记排查结果"):
        screening.close(entry.id, Finding.NOTHING, "再看", viewer=manager, at=AT)
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="screening_closed")).one()
    assert (event.data["finding"], event.data["found"]) == ("settled", "已补发工资。")
    # and the employer may come on the list again, by hand
    screening.enter(entry.record_id, "班组长反映又欠薪", viewer=manager, at=AT)
    assert [one.standing for one in screening.of_employer(entry.record_id, manager)] == [
        "待排查",
        "隐患已化解",
    ]


def test_a_list_is_of_its_unit() -> None:
    called_twice()
    (entry,) = entries()
    stranger = given.viewer(given.user(Role.MANAGER, unit=given.unit_tree().town))
    assert screening.screenings(stranger).rows == []
    with pytest.raises(NotFound):
        screening.close(entry.id, Finding.NOTHING, "看过", viewer=stranger, at=AT)


def test_the_pages_lead_from_the_list_to_the_result(client: FlaskClient) -> None:
    # given an employer on the list
    ticket = called_twice()
    (entry,) = entries()
    desk = seated(client, Role.MANAGER)
    page = desk.get("/screenings").text
    assert NAME in page
    assert BECAUSE in page
    assert BECAUSE in desk.get(f"/employers/{employer(ticket)}").text
    # when nothing is said the form says what is missing, and keeps what was typed
    here = f"/screenings/{entry.id}"
    refused = desk.post(here, data={"found": "工资已补发"})
    assert refused.status_code == 422
    assert "请选择排查结果" in refused.text
    assert "工资已补发" in refused.text
    # when it is said
    assert desk.post(here, data={"finding": "settled", "found": "工资已补发"}).status_code == 303
    # then it stands among those that are done, and the employer can be put on the list again
    assert "没有待排查的单位" in desk.get("/screenings").text
    assert "隐患已化解" in desk.get("/screenings?tab=closed").text
    again = f"/screenings/new/{entry.record_id}"
    assert again in desk.get(f"/employers/{entry.record_id}").text
    assert desk.post(again, data={"reason": ""}).status_code == 422
    assert desk.post(again, data={"reason": "走访发现苗头"}).status_code == 303
    assert "走访发现苗头" in desk.get("/screenings").text
