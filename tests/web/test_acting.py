"""Taking actions through the page: what was typed is never lost, and nobody overwrites anybody unseen."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given, when
from tests.web import desk
from tests.web.desk import seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

CONTACT = {"contacted_at": "2026-09-17T10:00", "contacted_by": "phone", "summary": "已约定周五补交考勤表"}


def open_form(client: FlaskClient, address: str) -> dict[str, str]:
    """The hidden fields of a form, as a browser would send them back."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    return {name: hidden(page, name) for name in ("page_version", "page_seen")}


def state_of(ticket: Ticket) -> str:
    return db.session.get_one(Ticket, ticket.id, populate_existing=True).state


def act(ticket: Ticket, action: str) -> str:
    return f"/hotline/{ticket.id}/act/{action}"


def test_an_action_is_taken_and_said(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "log_first_contact")
    answer = person.post(address, data={**open_form(person, address), **CONTACT})
    assert answer.status_code == 303
    page = person.get(answer.headers["Location"]).text
    assert "已办理“登记首次联系”，现在是“办理中”。" in page
    assert CONTACT["summary"] in page


def test_the_form_says_what_will_follow(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.HANDLING_UNIT).get(act(ticket, "submit_result")).text
    assert "办理以后" in page
    assert "已反馈待审核" in page
    assert "办理情况反馈单" in page


def test_missing_answers_are_listed_and_nothing_is_lost(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "log_first_contact")
    typed = {"contacted_at": "昨天上午", "summary": "已约定周五补交考勤表"}
    answer = person.post(address, data={**open_form(person, address), **typed})
    assert answer.status_code == 422
    assert "<title>错误：" in answer.text
    assert '<a href="#contacted_by-0">请填写联系方式</a>' in answer.text
    assert '<a href="#contacted_at">请填写日期和时间，例如 2026-8-3 14:05</a>' in answer.text
    assert 'value="昨天上午"' in answer.text
    assert ">\r\n已约定周五补交考勤表</textarea>" in answer.text
    assert state_of(ticket) == "in_progress"


def test_faults_are_tied_to_their_fields(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "log_first_contact")
    page = person.post(address, data=open_form(person, address)).text
    box = re.search(r'<textarea[^>]*id="summary"[^>]*>', page)
    assert box
    assert 'aria-invalid="true"' in box[0]
    assert 'aria-describedby="summary-fault"' in box[0]
    assert 'id="summary-fault"' in page


@pytest.mark.parametrize(
    ("action", "role", "status", "words"),
    [
        ("request_return", Role.HANDLING_UNIT, 422, "已过退单期限"),
        ("sign_in", Role.HANDLING_UNIT, 409, "当前状态是“办理中”"),
        ("submit_result", Role.MANAGER, 403, "承办单位经办人"),
        ("fly", Role.MANAGER, 404, "没有“fly”这个操作"),
    ],
)
def test_a_refused_action_says_why(
    client: FlaskClient, action: str, role: Role, status: int, words: str
) -> None:
    answer = seated(client, role).get(act(desk.ticket(), action))
    assert answer.status_code == status
    assert words in answer.text


def test_a_refusal_of_what_was_sent_keeps_the_form(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "request_return")
    version = {"page_version": str(ticket.version), "page_seen": "0"}
    answer = person.post(address, data={**version, "reason": "不归我们管", "rule": "三定方案"})
    assert answer.status_code == 422
    assert "已过退单期限" in answer.text
    assert 'value="三定方案"' in answer.text


def overtaken(client: FlaskClient, ticket: Ticket, data: dict[str, Any]) -> tuple[str, TestResponse]:
    """Somebody's form is sent after somebody else has acted."""
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "log_first_contact")
    carried = open_form(person, address)
    when.acts(ticket, "urge", on="2026-09-21", by=Role.MANAGER)
    return address, person.post(address, data={**carried, **data})


def test_a_stale_form_is_shown_beside_what_has_changed(client: FlaskClient) -> None:
    ticket = desk.ticket()
    _, answer = overtaken(client, ticket, CONTACT)
    assert answer.status_code == 409
    assert "没有提交：这件事刚刚被别人更新过" in answer.text
    assert f"{given.person(Role.MANAGER).name}</span> 催办" in answer.text
    assert CONTACT["summary"] in answer.text
    assert "已核对，在最新内容上提交" in answer.text


def test_after_looking_it_can_be_sent_again(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address, stale = overtaken(client, ticket, CONTACT)
    carried = {name: hidden(stale, name) for name in ("page_version", "page_seen")}
    assert client.post(address, data={**carried, **CONTACT}).status_code == 303


def test_values_that_differ_stand_side_by_side(client: FlaskClient) -> None:
    ticket = desk.ticket()
    one, other = given.person(Role.HANDLING_UNIT, 2), given.person(Role.HANDLING_UNIT, 3)
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "assign")
    carried = open_form(person, address)
    when.acts(ticket, "assign", on="2026-09-21", by=Role.MANAGER, handler_id=one.id)
    typed = {"handler_id": str(other.id), "no_conflict": "y", "reason": "外出培训", "handover": "已约谈"}
    page = person.post(address, data={**carried, **typed}).text
    assert "现在的内容与您填写的不同" in page
    assert re.search(rf'<td class="running">{one.name}<.*</td>\s*<td class="running">{other.name}</td>', page)


def test_a_page_opened_long_ago_is_told_before_anything_is_typed(client: FlaskClient) -> None:
    ticket = desk.ticket()
    seen = ticket.matter.audit_seq
    when.acts(ticket, "urge", on="2026-09-21", by=Role.MANAGER)
    page = seated(client, Role.HANDLING_UNIT).get(f"{act(ticket, 'submit_result')}?seen={seen}").text
    assert "页面打开以后有更新" in page


def test_what_is_already_known_need_not_be_typed_again(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.HANDLING_UNIT).get(act(ticket, "assign")).text
    handler = given.person(Role.HANDLING_UNIT)
    assert re.search(rf'<option selected value="{handler.id}">', page)


def test_a_change_of_hands_asks_for_a_note(client: FlaskClient) -> None:
    ticket = desk.ticket()
    other = given.person(Role.HANDLING_UNIT, 2)
    person, address = seated(client, Role.HANDLING_UNIT), act(ticket, "assign")
    carried = open_form(person, address)
    typed = {"handler_id": str(other.id), "no_conflict": "y", "reason": "外出培训"}
    answer = person.post(address, data={**carried, **typed})
    assert answer.status_code == 422
    assert '<a href="#handover">请填写交接说明</a>' in answer.text
    assert "外出培训" in answer.text
    assert person.post(address, data={**carried, **typed, "handover": "已约谈"}).status_code == 303


def test_an_agency_does_not_read_what_is_handed_over(client: FlaskClient) -> None:
    transfer = given.transfer("sent", on="2026-09-16", handler_id=given.person(Role.LIAISON).id)
    other = given.person(Role.LIAISON, 2).id
    when.acts(
        transfer, "reassign", on="2026-09-17", by=Role.MANAGER, handler_id=other, handover="答应周五回话"
    )
    assert "答应周五回话" in seated(client, Role.MANAGER).get(f"/transfer/{transfer.id}").text
    page = seated(client, Role.AGENCY).get(f"/transfer/{transfer.id}").text
    assert "答应周五回话" not in page
    assert "内部资料，不显示" in page
