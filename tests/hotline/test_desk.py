"""What the intake desk does beside writing a call down: who calls, what was before, and the way on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.aid.models import AidCase
from caseflow.casework.law import current_law
from caseflow.casework.models import AuditEvent, Matter, Proceeding, Suggestion
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import SHANGHAI, local_day
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from caseflow.mediation.models import Mediation
from tests import given
from tests.hotline.test_intake import registered, sends, written
from tests.hotline.test_matches import told
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

APPLICATION = {
    "step": "mediation",
    "open_now": "y",
    "mediation-org_type": "township",
    "mediation-applicant": "worker",
    "mediation-request": "支付拖欠工资12000元",
    "mediation-reasons": "按月支付工资是单位的义务",
}


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.OPERATOR)


def looks(desk: FlaskClient, **typed: str) -> TestResponse:
    answer = desk.post("/intake/look", data=typed)
    assert answer.status_code == 200
    return answer


# who calls, and what was before


def test_the_exchange_pops_the_page_up_with_the_number(desk: FlaskClient) -> None:
    ticket = told(safe_contact="只在晚上打")
    page = desk.get("/intake?phone=139-0000-0000").text
    assert 'value="139-0000-0000"' in page
    assert str(ticket.number) in page
    assert "同一电话" in page
    assert "安全联系：只在晚上打" in page


@pytest.mark.parametrize("number", ["电话", "1" * 5000, "<script>alert(1)</script>", "%ED%A0%80", "%FF"])
def test_a_number_that_is_none_is_told(desk: FlaskClient, number: str) -> None:
    page = desk.get(f"/intake?phone={number}")
    assert page.status_code == 200
    assert "请填写电话号码" in page.text
    assert "<script>alert" not in page.text


def test_what_is_typed_is_looked_up_at_once(desk: FlaskClient) -> None:
    ticket = told()
    page = looks(desk, caller_phone="13900000000").text
    assert str(ticket.number) in page
    assert f'formaction="/hotline/{ticket.id}/add-call"' in page
    assert "不是同一件事，另立新件" in page
    assert "没有找到同一电话" in looks(desk, caller_phone="13900000009").text
    assert "这里列出以前的工单" in looks(desk, caller_phone="139").text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) == 1


def test_the_proposal_follows_what_is_typed(desk: FlaskClient) -> None:
    assert "系统建议P2：一般诉求" in looks(desk, service="TS").text
    assert "系统建议P1：涉及12人，达到10人" in looks(desk, service="TS", headcount="12").text


def test_a_closed_ticket_is_shown_and_not_added_to(desk: FlaskClient) -> None:
    ticket = told()
    with_state(ticket, "closed")
    page = looks(desk, caller_phone="13900000000").text
    assert str(ticket.number) in page
    assert "add-call" not in page


def with_state(ticket: Ticket, state: str) -> None:
    """As if it had been led there."""
    db.session.execute(
        sa.update(Proceeding).where(Proceeding.id == ticket.id).values(state=state, open=False)
    )
    db.session.commit()


def test_an_open_ticket_of_the_same_person_asks_for_a_choice(desk: FlaskClient) -> None:
    told()
    call = {"caller_phone": "13900000000", "duplicates_checked": None}
    refused = sends(desk, **call)
    assert refused.status_code == 422
    assert "有未办结的工单，请选择追加，或者勾选另立新件" in refused.text
    assert "三个月没有发工资" in refused.text
    assert written(Ticket) == 1
    registered(sends(desk, **call | {"duplicates_checked": "y"}))
    assert written(Ticket) == 2


def test_nothing_is_to_be_compared_where_nothing_was_found(desk: FlaskClient) -> None:
    assert registered(sends(desk, duplicates_checked=None)).stage.label == "待派单"


def test_looking_is_for_operators_and_within_scope(client: FlaskClient, desk: FlaskClient) -> None:
    ticket = told()
    handler = seated(client.application.test_client(), Role.HANDLING_UNIT)
    assert handler.post("/intake/look", data={}).status_code == 403
    stranger = seated(
        client.application.test_client(), given.user(Role.OPERATOR, unit=given.unit_tree().town)
    )
    assert str(ticket.number) not in looks(stranger, caller_phone="13900000000").text


def test_the_parts_cost_few_queries_however_much_is_found(desk: FlaskClient) -> None:
    counts = []
    for _ in range(2):
        told()
        with selects() as sent:
            looks(desk, caller_phone="13900000000", employer_name="示例建筑公司")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 6
    with selects() as sent:
        desk.get("/intake?phone=13900000000")
    assert len(sent) <= 7


def test_the_number_that_pops_up_stands_in_no_address_that_is_kept(desk: FlaskClient) -> None:
    page = desk.get("/intake?phone=13900000000").text
    assert 'name="draft_path" value="/intake"' in page


# the way on


def suggestions(ticket: Ticket) -> list[tuple[str, str]]:
    rows = db.session.scalars(sa.select(Suggestion).filter_by(source_id=ticket.id))
    return [(row.process, row.reason) for row in rows]


@pytest.mark.parametrize(
    ("step", "label"), [("aid", "法律援助"), ("mediation", "劳动争议调解"), ("reminder", "提示函")]
)
def test_a_call_is_sent_on_as_a_suggestion(desk: FlaskClient, step: str, label: str) -> None:
    ticket = registered(sends(desk, step=step))
    assert ticket.stage.label == "待派单"
    assert suggestions(ticket) == [(step, f"话务员登记来电时建议转{label}")]
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="submit")).one()
    assert event.data["route"] == {"reminder": "notice"}.get(step, step)
    # and the dispatcher sees it on the ticket
    dispatcher = seated(desk.application.test_client(), Role.DISPATCHER)
    assert f"话务员登记来电时建议转{label}" in dispatcher.get(f"/hotline/{ticket.id}").text


def test_an_application_that_is_complete_is_opened_at_once(desk: FlaskClient) -> None:
    ticket = registered(sends(desk, **APPLICATION))
    child = db.session.scalars(sa.select(Mediation)).one()
    assert (child.parent_id, child.matter_id, child.state) == (ticket.id, ticket.matter_id, "applied")
    assert child.number
    assert (ticket.stage.label, suggestions(ticket)) == ("待派单", [])


def test_an_application_that_is_incomplete_is_told_and_nothing_is_written(desk: FlaskClient) -> None:
    refused = sends(desk, **APPLICATION | {"mediation-request": None})
    assert refused.status_code == 422
    assert "请填写调解请求" in refused.text
    assert "按月支付工资是单位的义务" in refused.text
    assert (written(Matter), written(Ticket), written(Mediation)) == (0, 0, 0)


def test_all_that_is_wrong_is_told_at_once(desk: FlaskClient) -> None:
    refused = sends(desk, **APPLICATION | {"mediation-request": None, "work_place": None})
    summary = refused.text.partition('role="alert"')[2].partition("</ul>")[0]
    assert '<a href="#work_place">请填写工作地点</a>' in summary
    assert '<a href="#mediation-request">请填写调解请求</a>' in summary


def test_only_what_was_told_is_unfolded(desk: FlaskClient) -> None:
    assert '<details class="more-fields">' in desk.get("/intake").text
    folded = sends(desk, facts_text=None).text
    assert folded.count('<details class="more-fields">') == 2
    unfolded = sends(desk, facts_text=None, job="瓦工").text
    assert unfolded.count('<details class="more-fields">') == 1
    assert unfolded.count('<details class="more-fields" open>') == 1


def test_an_application_that_is_refused_takes_the_ticket_with_it(desk: FlaskClient) -> None:
    """Only a people's mediation committee mediates of its own accord."""
    refused = sends(desk, **APPLICATION | {"mediation-applicant": "own_initiative"})
    assert refused.status_code == 422
    assert "三个月没有发工资" in refused.text
    assert (written(Matter), written(Ticket), written(Mediation)) == (0, 0, 0)


def test_a_letter_is_not_the_operators_to_open(desk: FlaskClient) -> None:
    ticket = registered(sends(desk, step="reminder", open_now="y"))
    assert [process for process, _ in suggestions(ticket)] == ["reminder"]
    assert written(AidCase) == 0


def test_a_callback_is_booked(desk: FlaskClient) -> None:
    calendar, day = current_law(db.session()).calendar.assumed, local_day(utcnow()) + timedelta(days=1)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    typed = {"step": "book_callback", "callback_at": f"{day}T10:00", "callback_about": "补材料"}
    ticket = registered(sends(desk, **typed))
    assert ticket.stage.label == "已登记"
    assert ticket.callback_at
    assert f"{ticket.callback_at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}" == typed["callback_at"]
    assert ticket.callback_about == "补材料"


def test_a_callback_needs_a_time_to_come(desk: FlaskClient) -> None:
    assert "请填写约定回拨时间" in sends(desk, step="book_callback").text
    past = sends(desk, step="book_callback", callback_at="2026-01-05T10:00")
    assert "约定回拨时间要晚于现在" in past.text
    assert written(Ticket) == 0


def test_the_unit_in_charge_and_the_class_are_proposed_to_the_dispatcher(desk: FlaskClient) -> None:
    street = given.unit_tree().street
    ticket = registered(sends(desk, proposed_unit_id=str(street.id), grade="difficult"))
    assert (ticket.proposed_unit_id, ticket.grade) == (street.id, "difficult")
    assert ticket.unit_id != street.id
    form = seated(desk.application.test_client(), Role.DISPATCHER).get(f"/hotline/{ticket.id}/act/dispatch")
    assert f'<option selected value="{street.id}">' in form.text


def test_the_form_that_was_sent_twice_opens_one_application(desk: FlaskClient) -> None:
    first, second = (sends(desk, **APPLICATION, token="c" * 32) for _ in range(2))
    assert registered(first).id == registered(second).id
    assert (written(Ticket), written(Mediation)) == (1, 1)
