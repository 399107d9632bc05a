"""The page of the limitation: what bears on it and why the last day is that day; a lawyer's word on it."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.aid.models import AidCase
from caseflow.casework.db import transaction
from caseflow.casework.limitations import note_event
from caseflow.casework.models import LimitationEvent, Matter
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from tests import given
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")


def represented(*events: tuple[str, str]) -> AidCase:
    """A case whose lawyer is the first of the office, and what has been noted in it."""
    case = given.aid("engaged", on="2026-09-16")
    viewer, at = given.viewer(Role.AID_REVIEWER), given.moment("2026-09-16")
    with transaction() as session:
        matter = session.get_one(Matter, case.matter_id)
        for kind, on in events:
            told = f"{kind}的证据"
            note_event(session, matter, kind, date.fromisoformat(on), evidence=told, viewer=viewer, at=at)
    return db.session.get_one(AidCase, case.id)


def page(client: FlaskClient, case: AidCase, role: Role = Role.LAWYER) -> str:
    answer = seated(client, role).get(f"/aid/{case.id}/limitation")
    assert answer.status_code == 200
    return answer.text


def first_event(case: AidCase) -> LimitationEvent:
    query = sa.select(LimitationEvent).where(LimitationEvent.matter_id == case.matter_id)
    return db.session.scalars(query.order_by(LimitationEvent.id)).first()  # type: ignore[return-value]


CALLED = ("hotline_call", "2025-07-01")
KNEW = ("knew", "2025-03-10")
REFUSED = ("mediation_refused", "2025-08-20")


def test_it_says_what_each_event_does_and_by_which_article(client: FlaskClient) -> None:
    text = page(client, represented(KNEW, CALLED, REFUSED))
    assert "最后一日 2026年3月10日" in text
    assert "尚待律师确认" in text
    assert "拨打热线不是中断事由" in text
    assert "待确认，现在不计入；确认后中断，重新起算" in text
    for known in ("第二十七条第一款", "《企业劳动争议协商调解规定》第三十一条", "mediation_refused的证据"):
        assert known in text
    assert f"测试{Role.AID_REVIEWER.value.replace('_', '-')}" in text


def test_a_day_off_moves_it_and_the_page_says_to_where(client: FlaskClient) -> None:
    text = page(client, represented(("knew", "2025-10-01")))
    assert "最后一日 2026年10月1日" in text
    assert "2026年10月8日周四（《民法典》第二百零三条）" in text
    assert "暂定" not in text


def test_a_year_without_a_calendar_is_provisional(client: FlaskClient) -> None:
    text = page(client, represented(("knew", "2026-03-13")))
    assert "最后一日 2027年3月13日" in text
    assert "◇ 暂定" in text


def test_without_a_start_there_is_no_last_day(client: FlaskClient) -> None:
    assert "还没有时效事项" in page(client, represented())
    assert "推算不出届满日" in page(client, represented(REFUSED))


def test_a_lawyer_confirms_with_evidence(client: FlaskClient) -> None:
    case = represented(KNEW)
    address = f"/aid/{case.id}/limitation/{first_event(case).id}"
    lawyer = seated(client, Role.LAWYER)
    assert f'href="{address}"' in lawyer.get(f"/aid/{case.id}/limitation").text
    assert "knew的证据" in lawyer.get(address).text
    missed = lawyer.post(address, data={"evidence": ""})
    assert (missed.status_code, "请填写证据" in missed.text) == (422, True)
    answer = lawyer.post(address, data={"evidence": "解除通知书原件"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/aid/{case.id}/limitation")
    text = lawyer.get(f"/aid/{case.id}/limitation").text
    assert "解除通知书原件" in text
    assert "尚待律师确认" not in text
    assert "确认时效事项" in lawyer.get(f"/aid/{case.id}").text
    assert lawyer.post(address, data={"evidence": "再确认一次"}).status_code == 422


def test_a_lawyer_adds_what_nobody_has_noted(client: FlaskClient) -> None:
    case = represented(KNEW)
    address = f"/aid/{case.id}/limitation/new"
    lawyer = seated(client, Role.LAWYER)
    told: dict[str, Any] = {"kind": "force_majeure", "on": "2025-06-01", "evidence": "停工令", "certain": "y"}
    missed = lawyer.post(address, data=told)
    assert (missed.status_code, "请填写中止天数" in missed.text, "停工令" in missed.text) == (422, True, True)
    assert lawyer.post(address, data={**told, "days": "30"}).status_code == 303
    text = lawyer.get(f"/aid/{case.id}/limitation").text
    assert "最后一日 2026年4月9日" in text
    assert "中止30日" in text
    assert "补记时效事项" in lawyer.get(f"/aid/{case.id}").text


def test_others_read_it_and_change_nothing(client: FlaskClient) -> None:
    case = represented(KNEW)
    below = f"/aid/{case.id}/limitation"
    text = page(client, case, Role.AID_REVIEWER)
    assert f'href="{below}/' not in text
    for address in (f"{below}/new", f"{below}/{first_event(case).id}"):
        assert client.get(address).status_code == 403
        assert client.post(address, data={"evidence": "x"}).status_code == 403


def test_whoever_may_not_see_the_case_does_not_see_its_limitation(client: FlaskClient) -> None:
    case = represented(KNEW)
    stranger = seated(client, given.user(Role.LAWYER))
    for below in ("", "/new", f"/{first_event(case).id}"):
        assert stranger.get(f"/aid/{case.id}/limitation{below}").status_code == 404


def test_an_event_of_another_matter_is_not_found(client: FlaskClient) -> None:
    case, other = represented(KNEW), represented(KNEW)
    lawyer = seated(client, Role.LAWYER)
    assert lawyer.get(f"/aid/{case.id}/limitation/{first_event(other).id}").status_code == 404
    assert lawyer.get(f"/aid/{other.id}/limitation/{first_event(other).id}").status_code == 200


def test_the_case_page_leads_to_it(client: FlaskClient) -> None:
    near = local_day(utcnow()) - timedelta(days=355)
    case = given.begun("aid", REVIEWER, on="2026-09-16", event_on=near)
    text = seated(client, REVIEWER).get(f"/aid/{case.id}").text
    assert text.count(f'href="/aid/{case.id}/limitation"') == 2  # the banner, and the line below the facts


REVIEWER = Role.AID_REVIEWER


def test_many_events_cost_no_more_queries(client: FlaskClient) -> None:
    few, many = represented(KNEW), represented(KNEW, CALLED, *[REFUSED] * 20)
    page(client, few)
    with selects() as of_few:
        client.get(f"/aid/{few.id}/limitation")
    with selects() as of_many:
        client.get(f"/aid/{many.id}/limitation")
    assert len(of_many) == len(of_few) <= 7
