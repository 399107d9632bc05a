"""The deadlines told before saving are those that saving starts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from caseflow.casework.actions import opening_for
from caseflow.casework.law import current_law
from caseflow.casework.models import Matter, RunningClock
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.hotline.actions import register_call
from caseflow.hotline.forms import Told
from caseflow.hotline.guidance.context import READ
from caseflow.hotline.guidance.foresight import FIELDS, Beside, Foresight, foresee, running_after
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import DomainError
from caseflow.kernel.roles import Role, Viewer
from tests import given
from tests.hotline.chance import any_call, any_time
from tests.web.desk import seated, selects

CALL: dict[str, Any] = {
    "channel": "call",
    "speaker": "self",
    "caller_name": "示例甲",
    "caller_phone": "13900000000",
    "wishes_reply": True,
    "confidential": False,
    "privacy_notice": True,
    "employer_name": "示例建筑公司",
    "work_place": "示例大道1号",
    "service": "TS",
    "category": "0101",
    "facts_text": "三个月没有发工资",
    "headcount": 1,
    "step": "submit",
    "priority": "P2",
    "duplicates_checked": True,
}
WEDNESDAY = "2026-09-16T10:00"


def told(at: datetime, **changed: Any) -> Told:
    """The call as typed by then; None leaves a field empty."""
    answers = {"received_at": at} | CALL | changed
    return Told({name: value for name, value in answers.items() if value is not None})


def foreseen(at: datetime, **changed: Any) -> Foresight:
    law = current_law(db.session())
    return foresee(told(at, **changed), viewer=given.viewer(Role.OPERATOR), at=at, law=law)


@pytest.mark.parametrize("seed", range(60))
def test_the_dates_told_before_saving_are_those_after_saving(app: Flask, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - always the same calls
    at, viewer, law = any_time(random), given.viewer(Role.OPERATOR), current_law(db.session())
    call = told(
        at, **any_call(random, at) | {"received_at": at - timedelta(hours=random.choice((0, 5, 200)))}
    )
    # given what the list says
    beside = opened_beside(call, viewer, at) if random.random() < 0.7 else None
    before, refusal = running_after(call, beside, viewer=viewer, at=at, law=law)
    listed = foresee(call, beside, viewer=viewer, at=at, law=law)
    assert refusal is None
    assert written() == (0, 0, 0)
    # when the call is saved
    saved = replace(call.call, route_data=beside.data if beside else None)
    opened = register_call(saved, token=str(seed), viewer=viewer, at=at)
    ticket = db.session.get_one(Ticket, opened.id, populate_existing=True)
    # then exactly these clocks run, with these dates
    after = db.session.scalars(sa.select(RunningClock).where(RunningClock.stopped_at.is_(None))).all()
    assert sorted(dates(clock) for _, clock in before) == sorted(map(dates, after))
    assert len(listed.deadlines) == len(after)
    matter = ticket.matter
    due = listed.limitation
    assert (matter.limitation_nominal_on, matter.limitation_due_on) == (
        (due.nominal, due.rolled) if due else (None, None)
    )
    assert bool(listed.collective) is matter.collective


def opened_beside(call: Told, viewer: Viewer, at: datetime) -> Beside | None:
    """What is opened at once when the step says so and the operator may (现在立案)."""
    process = wired().models[call.route].definition if call.route else None
    opening = opening_for(process, viewer) if process else None
    return Beside(call.route, opening.action, given.answers(opening, at)) if opening else None


def dates(clock: RunningClock) -> tuple[Any, ...]:
    """Everything that a deadline consists of."""
    return (
        *(clock.code, clock.period, clock.basis, clock.mark, clock.rule_version),
        *(clock.started_at, clock.day_zero, clock.nominal_on, clock.due_on, clock.due_at),
        *(clock.provisional, clock.calendar_version, str(clock.next_stage_at)),
    )


def written() -> tuple[int, int, int]:
    """How many matters, tickets and clocks there are."""
    counts = (sa.select(sa.func.count()).select_from(model) for model in (Matter, Ticket, RunningClock))
    matters, tickets, running = (db.session.scalars(count).one() for count in counts)
    return matters, tickets, running


def test_what_is_opened_at_once_has_deadlines_of_its_own(app: Flask) -> None:
    """Arrears known on 1 October 2025, aid applied for on 16 September 2026: seven days to decide."""
    at, viewer = given.moment(WEDNESDAY), given.viewer(Role.OPERATOR)
    call = told(at, step="aid", event_on=date(2025, 10, 1))
    listed = foresee(
        call, opened_beside(call, viewer, at), viewer=viewer, at=at, law=current_law(db.session())
    )
    labels = [deadline.label for deadline in listed.deadlines]
    assert labels[0] == "派单"
    aid = next(d for d in listed.deadlines if d.basis.endswith("《法律援助法》第四十三条第一款"))
    assert (aid.label.partition("：")[0], aid.nominal) == ("法律援助", date(2026, 9, 23))
    assert "法律援助：仲裁时效届满" in labels


def test_an_ordinary_call_is_to_be_dispatched_in_two_working_hours(app: Flask) -> None:
    (dispatch,) = foreseen(given.moment(WEDNESDAY)).deadlines
    assert (dispatch.label, dispatch.period, dispatch.ends) == ("派单", "2 个工作小时", "9月16日 12:00")
    assert dispatch.basis == "本单位规定"


def test_an_urgent_call_is_to_be_dispatched_in_fifteen_minutes(app: Flask) -> None:
    (dispatch,) = foreseen(given.moment(WEDNESDAY), urgent=True, priority="P0").deadlines
    assert (dispatch.label, dispatch.ends) == ("紧急派单", "9月16日 10:15")
    ordinary = foreseen(given.moment(WEDNESDAY), priority="P0")
    assert ordinary.missing == ("优先级是P0，请同时勾选“紧急”，派单期限才按紧急的算",)
    assert [deadline.label for deadline in ordinary.deadlines] == ["派单"]


def test_a_petition_at_the_end_of_the_year_is_provisional(app: Flask) -> None:
    at = given.moment("2026-12-24T10:00")
    inform = next(d for d in foreseen(at, petition="procedure").deadlines if d.provisional)
    assert (inform.nominal, inform.label) == (date(2027, 1, 8), "书面告知信访人接收情况")
    assert inform.light
    assert inform.light.label == "暂定"


def test_the_last_day_for_arbitration_is_told_nominal_and_rolled(app: Flask) -> None:
    """Known on 1 October 2025: a year later is a holiday, the next working day is 8 October 2026."""
    due = foreseen(given.moment(WEDNESDAY), event_on=date(2025, 10, 1)).limitation
    assert due
    assert (due.nominal, due.rolled) == (date(2026, 10, 1), date(2026, 10, 8))


def test_ten_people_are_many(app: Flask) -> None:
    at = given.moment(WEDNESDAY)
    assert [foreseen(at, headcount=n).collective for n in (9, 10)] == [0, 10]


def test_what_is_missing_is_named_and_the_rest_is_told(app: Flask) -> None:
    at = given.moment(WEDNESDAY)
    empty = foresee(
        Told({"step": "submit"}), viewer=given.viewer(Role.OPERATOR), at=at, law=current_law(db.session())
    )
    assert [deadline.label for deadline in empty.deadlines] == ["派单"]
    assert empty.missing == ("请填写收到时间",)
    later = foreseen(at, received_at=at + timedelta(days=1), event_on=date(2027, 1, 1))
    assert later.missing == ("收到时间不能晚于现在", "事情发生日期不能晚于今天")
    assert later.limitation is None


def test_a_step_that_would_be_refused_says_why(app: Flask) -> None:
    at, answer = given.moment(WEDNESDAY), {"answer": "示", "knowledge_item": "示", "legal_basis": "示"}
    call = told(at, step="answer_now", service="TS", **answer)
    looked = foreseen(at, **call.given)
    assert looked.refusal == "只有问题咨询可以即时答复，其他诉求请提交派单"
    assert [deadline.label for deadline in looked.deadlines] == ["派单"], "as far as registering goes"
    with pytest.raises(DomainError, match="只有问题咨询可以即时答复"):
        register_call(
            told(
                given.moment(WEDNESDAY), step="answer_now", answer="示", knowledge_item="示", legal_basis="示"
            ).call,
            token="refused",
            viewer=given.viewer(Role.OPERATOR),
            at=given.moment(WEDNESDAY),
        )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "received_at=2026-13-45T99:99&headcount=abc&event_on=2026-02-30&amount=x&priority=P9&service=%3Cb%3E",
        "event_on=0001-01-01&headcount=999999999&category=0101",
        "event_on=9999-12-31&received_at=9999-12-31T23:59",
        "channel=upstream&upstream_due_on=9999-12-31&upstream_no=1",
        "channel=upstream&upstream_due_on=0001-01-01&upstream_no=" + "9" * 3000,
        "triage_danger=%F0%9F%98%80&triage_want=%ED%A0%80&facts_text=%3Cscript%3E",
        "step=nothing&petition=x&urgent=y&headcount=-3",
    ],
)
def test_whatever_is_typed_the_parts_answer(client: FlaskClient, query: str) -> None:
    desk = seated(client, Role.OPERATOR)
    for part in ("guidance", "deadlines"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = desk.get(f"/intake/{part}?{query}", headers=headers)
            assert answer.status_code == 200
            assert "<script>" not in answer.text.replace("<script src", "")
    assert desk.get("/intake/deadlines?category=%00").status_code == 400


def test_the_parts_are_for_those_who_register_calls(client: FlaskClient) -> None:
    desk = seated(client, Role.HANDLING_UNIT)
    assert [desk.get(f"/intake/{part}").status_code for part in ("guidance", "deadlines")] == [403, 403]


def test_half_a_date_is_named_and_the_rest_is_told(client: FlaskClient) -> None:
    page = seated(client, Role.OPERATOR).get("/intake/deadlines?step=submit&urgent=y&event_on=2026-3").text
    assert "紧急派单" in page
    assert "事情发生日期：请按 2026-8-3" in page
    assert "收到时间" in page


def test_opening_at_once_is_told_on_the_page(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    query = "service=TS&category=0101&received_at=2026-09-16T10:00&step=mediation&priority=P2"
    assert "劳动争议调解：" not in desk.get(f"/intake/deadlines?{query}").text
    assert "劳动争议调解：" in desk.get(f"/intake/deadlines?{query}&open_now=y").text
    # whatever is missing of the call
    assert "派单" in desk.get("/intake/deadlines?step=mediation&open_now=y").text


def test_triage_goes_on_without_scripts(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    page = desk.get("/intake/guidance?service=TS&category=0101&triage_danger=no").text
    assert "单位怎么说" in page
    assert '<input type="hidden" name="category" value="0101">' in page
    page = desk.get("/intake/guidance?service=TS&category=0101&triage_danger=no&triage_stage=talk").text
    assert "转调解" in page
    assert "《劳动争议调解仲裁法》第十条" in page
    assert "填齐申请可以当场立案" in page


def test_a_part_for_htmx_is_no_whole_page(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    for part in ("guidance", "deadlines"):
        text = desk.get(f"/intake/{part}", headers={"HX-Request": "true"}).text
        assert "<html" not in text
        assert text.count("<section") == 1


def test_only_fields_that_identify_nobody_go_into_the_address() -> None:
    from_intake = {"caller_name", "caller_phone", "id_number", "worker_name", "worker_phone", "facts_text"}
    assert from_intake.isdisjoint({*FIELDS, *READ})


def test_the_parts_cost_few_queries(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    for part in ("guidance", "deadlines"):
        with selects() as sent:
            desk.get(f"/intake/{part}?category=0101", headers={"HX-Request": "true"})
        assert len(sent) <= 3
