"""The pages of workers and employers: what matters in scope tell, and nothing else (职工、单位)."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import AuditEvent, DisputeGroup, EmployerRecord, Party, PartyKind, WorkerRecord
from caseflow.casework.register import employers
from caseflow.casework.register.employers import Details
from caseflow.casework.register.linking import link
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from tests import given, when
from tests.register.calls import CARD, CODE, FIRM, NAME, ON, PHONE, call, employer, person, records, worker
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

SECRET = "示例保密公司"


def to_the_street(ticket: object) -> None:
    for action in ("submit", "dispatch"):
        when.acts(ticket, action, on=ON)  # type: ignore[type-var]


def test_a_worker_is_shown_masked_with_every_matter_in_scope(client: FlaskClient) -> None:
    # given somebody who called twice about two employers
    first = call(worker(card=CARD), safe_contact="只发短信")
    second = call(worker(), firm="示例物流有限公司")
    page = seated(client, Role.MANAGER).get(f"/workers/{person(first)}").text
    for shown in ("王**", "139****0000", "110***********0000", "只发短信", first.number, second.number):
        assert str(shown) in page
    for hidden in (NAME, PHONE, CARD):
        assert hidden not in page
    assert f"/hotline/{second.id}/parties/" in page


def test_a_limitation_is_shown_wherever_the_matter_is(client: FlaskClient) -> None:
    # given a group whose claim may be barred by now, and is followed for each alone
    first = call(worker(), worker("李测试", "13900000001"), headcount=2, event_on=date(2025, 9, 1))
    of_group = db.session.scalars(sa.select(DisputeGroup.id).filter_by(matter_id=first.matter_id)).one()
    (one, _) = records(first)
    browser = seated(client, Role.MANAGER)
    registers = f"/workers/{one}", f"/employers/{employer(first)}", f"/groups/{of_group}"
    for where in (*registers, "/board?light=all"):
        assert '<span class="tag">可能已过时效，请律师核对</span>' in browser.get(where).text, where
    assert "不能只因时效拒绝职工" in browser.get(f"/hotline/{first.id}").text


def test_a_matter_out_of_scope_is_neither_shown_nor_counted(client: FlaskClient) -> None:
    # given a worker with one ticket in the street and one in the federation
    sent, kept = call(worker()), call(worker(), firm="示例物流有限公司")
    to_the_street(sent)
    browser = seated(client, Role.HANDLING_UNIT)
    page = browser.get(f"/workers/{person(sent)}").text
    assert sent.number
    assert sent.number in page
    assert kept.number
    assert kept.number not in page
    assert "示例物流" not in page
    listed = browser.get("/workers/").text
    assert '<td class="number">1 件</td><td class="number">1 件</td>' in listed
    # and an employer that only the other ticket names is not there
    assert browser.get(f"/employers/{employer(sent)}").status_code == 200
    assert browser.get(f"/employers/{employer(kept)}").status_code == 404
    assert "示例物流" not in browser.get("/employers/").text


def test_a_confidential_matter_is_never_found_by_its_worker(client: FlaskClient) -> None:
    # given an open matter and a tip-off by the same person, and somebody who gave only a tip-off
    open_one, tip = call(worker()), call(worker(), firm=SECRET, confidential=True)
    alone = call(worker("李测试", "13900000001"), firm=SECRET, confidential=True)
    assert person(open_one) == person(tip)
    browser = seated(client, Role.MANAGER)
    page = browser.get(f"/workers/{person(open_one)}").text
    assert open_one.number
    assert open_one.number in page
    assert tip.number
    assert tip.number not in page
    assert SECRET not in page
    assert browser.get(f"/workers/{person(alone)}").status_code == 404
    assert "李**" not in browser.get("/workers/").text
    for text in ("李测试", "13900000001", "0001", "lcs"):
        assert "没有找到职工" in browser.get(f"/workers/?q={text}").text
    # but the employer has it, without a name
    told = browser.get(f"/employers/{employer(tip)}").text
    assert tip.number in told
    assert "举报保密" in told
    assert "王**" not in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (NAME, True),
        ("wcs", True),
        (PHONE, True),
        ("0000", True),
        (CARD, True),
        ("王", False),
        ("测试", False),
    ],
)
def test_a_worker_is_found_by_whole_words_only(client: FlaskClient, text: str, *, found: bool) -> None:
    call(worker(card=CARD))
    assert ("王**" in seated(client, Role.OPERATOR).get(f"/workers/?q={text}").text) is found


def test_an_employer_is_found_by_name_initials_and_code(client: FlaskClient) -> None:
    call(code=CODE)
    browser = seated(client, Role.OPERATOR)
    for text in ("餐饮", "slcy", CODE[:8]):
        assert FIRM in browser.get(f"/employers/?q={text}").text
    assert "没有找到单位" in browser.get("/employers/?q=%25").text


def test_the_page_of_an_employer_shows_letters_apart_and_other_names(client: FlaskClient) -> None:
    ticket = call(code=CODE)
    call(firm="示例餐饮老店", code=CODE)
    letter = given.begun("reminder", Role.SUPERVISOR, on=ON, employer_name=FIRM, credit_code=CODE)
    page = seated(client, Role.MANAGER).get(f"/employers/{employer(ticket)}").text
    head, _, cases = page.partition("<h2>案件</h2>")
    assert f"/notice/{letter.id}" in head
    assert f"/hotline/{ticket.id}" in cases
    assert "示例餐饮老店" in head
    assert "<dt>文书</dt><dd>1 份</dd>" in head


def test_a_branch_has_its_head_office_and_nobody_is_above_themselves() -> None:
    head, branch = employer(call()), employer(call(firm="示例餐饮分店"))
    at, viewer = given.moment(ON), given.viewer(Role.OPERATOR)
    employers.set_details(branch, Details(parent_id=head), viewer=viewer, at=at)
    assert db.session.get_one(EmployerRecord, branch).parent_id == head
    with pytest.raises(Incomplete):
        employers.set_details(head, Details(parent_id=head), viewer=viewer, at=at)
    with pytest.raises(GuardRefused, match="本身是分支机构"):
        employers.set_details(head, Details(parent_id=branch), viewer=viewer, at=at)
    hidden = given.viewer(given.user(Role.OPERATOR, unit=given.unit_tree().town))
    with pytest.raises(Exception, match="没有找到"):
        employers.set_details(head, Details(), viewer=hidden, at=at)


def test_contact_and_consent_are_kept_with_the_worker_and_on_record(client: FlaskClient) -> None:
    record = person(call(worker()))
    browser = seated(client, Role.OPERATOR)
    form = {"safe_contact": "只在晚上七点后打", "consent": "given", "consent_how": "来电口头同意"}
    refused = browser.post(f"/workers/{record}/contact", data=form)
    assert refused.status_code == 422
    assert "请填写表示的日期" in refused.text
    assert "来电口头同意" in refused.text
    kept = browser.post(f"/workers/{record}/contact", data=form | {"consent_on": "2026-09-16"})
    assert kept.status_code == 303
    found = db.session.get_one(WorkerRecord, record)
    assert (found.safe_contact, found.consent_on) == ("只在晚上七点后打", date(2026, 9, 16))
    assert db.session.scalars(sa.select(AuditEvent.actor).filter_by(action="worker_contact")).one()
    assert "只在晚上七点后打" in browser.get(f"/workers/{record}").text


@pytest.mark.parametrize("role", [Role.AGENCY, Role.INFORMANT, Role.ADMIN])
def test_the_register_is_not_for_those_who_handle_no_matters(client: FlaskClient, role: Role) -> None:
    record = person(call(worker()))
    browser = seated(client, role)
    for address in ("/workers/", f"/workers/{record}", "/employers/"):
        assert browser.get(address).status_code == 403


def test_three_matters_in_ninety_days_are_warned_of(client: FlaskClient) -> None:
    # given two calls now, and one 90 days before
    today = utcnow().date().isoformat()
    for _ in range(2):
        call(on=f"{today} 00:00")
    call(on="2026-01-05")
    browser = seated(client, Role.MANAGER)
    asked = f"/employers/warning?employer_name={FIRM}"
    assert "同一单位多起诉求" not in browser.get(asked).text
    assert FIRM not in browser.get("/employers/repeated").text
    # when there is a third one
    third = call(on=f"{today} 00:00")
    assert "90天内已有 3 件" in browser.get(asked).text
    assert FIRM in browser.get("/employers/repeated").text
    assert "90天内 3 件" in browser.get(f"/employers/{employer(third)}").text
    assert FIRM in browser.get("/employers/?many=y").text
    # then nobody is warned who sees none of them
    assert "同一单位" not in seated(client, Role.LAWYER).get(asked).text


@pytest.mark.parametrize(
    "address", ["/workers/", "/employers/", "/workers/{worker}", "/employers/{employer}"]
)
def test_a_page_costs_the_same_however_much_there_is(client: FlaskClient, address: str) -> None:
    first = call(worker(), code=CODE)
    browser = seated(client, Role.MANAGER)
    path = address.format(worker=person(first), employer=employer(first))
    with selects() as few:
        assert browser.get(path).status_code == 200
    for n in range(6):
        call(worker(), code=CODE)
        call(worker(f"测试{n}", f"1390000{n:04}"), firm=f"示例{n}公司")
    with selects() as many:
        assert browser.get(path).status_code == 200
    assert len(few) == len(many) <= 15, "\n".join(many)


def test_long_lists_are_read_page_by_page(client: FlaskClient) -> None:
    # given 120 workers who called together, and as many employers
    ticket = call(*(worker(f"测试{n}", f"1390000{n:04}") for n in range(120)), headcount=120)
    with transaction() as session:
        firms = [
            Party(matter_id=ticket.matter_id, kind=PartyKind.EMPLOYER, name=f"示例{n}公司")
            for n in range(119)
        ]
        link(session, firms, given.moment(ON))
        session.add_all(firms)
    browser = seated(client, Role.MANAGER)
    for place in ("workers", "employers"):
        found: list[str] = []
        address: str | None = f"/{place}/"
        pages = 0
        while address:
            page = browser.get(address).text
            found += re.findall(rf'<a href="/{place}/(\d+)">', page)
            onward = re.search(r'href="([^"]+)" rel="next"', page)
            address, pages = onward[1].replace("&amp;", "&") if onward else None, pages + 1
        assert len(found) == len(set(found)) == 120, place
        assert pages == 3


def test_a_hit_of_the_search_and_the_case_page_lead_to_the_register(client: FlaskClient) -> None:
    ticket = call(worker())
    browser = seated(client, Role.MANAGER)
    assert f'href="/employers/{employer(ticket)}"' in browser.get(f"/search?q={ticket.number}").text
    page = browser.get(f"/hotline/{ticket.id}").text
    assert f'href="/workers/{person(ticket)}"' in page
    assert f'href="/employers/{employer(ticket)}"' in page
    # but the worker of a confidential matter is not led to
    tip = call(worker(), confidential=True)
    assert "/workers/" not in browser.get(f"/hotline/{tip.id}").text.replace('href="/workers/"', "")


def test_the_intake_page_asks_whether_there_have_been_many_matters(client: FlaskClient) -> None:
    assert 'hx-get="/employers/warning"' in seated(client, Role.OPERATOR).get("/intake").text
    for place in ("/", "/board"):
        assert 'hx-get="/employers/repeated"' in seated(client, Role.MANAGER).get(place).text
        assert 'hx-get="/employers/repeated"' not in seated(client, Role.OPERATOR).get("/").text
