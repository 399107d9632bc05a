"""Drafts through the pages: saved as one types, listed, taken up again, sent; also after the session."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import Draft
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given, when
from tests.hotline.test_intake import CALL
from tests.web import desk
from tests.web.desk import seated, selects
from tests.web.drafted import CONTACT, PART, autosaves, carried, kept, led, shown
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def operator(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.OPERATOR)


def test_a_call_half_written_is_listed_and_goes_on_elsewhere(operator: FlaskClient) -> None:
    # given a call of which some words are typed, one of them no amount
    form = carried(operator.get("/intake"))
    typed = {
        **form,
        "caller_name": "示例甲",
        "employer_name": "示例公司",
        "amount": "很多",
        "speaker": "other",
    }
    saved = autosaves(operator, typed)
    assert re.fullmatch(r"\d\d:\d\d", saved.get_json()["at"])
    assert saved.get_json()["token"] == form["token"]
    # when the same person signs in at another desk
    other = seated(operator.application.test_client(), Role.OPERATOR)
    for page in ("/", "/intake"):
        assert "示例甲 · 示例公司" in other.get(page).text
    # then the form is there with all that was typed, and can be sent once
    there = other.get(f"/drafts/{form['token']}")
    assert there.headers["Location"] == f"/intake?draft={form['token']}"
    again = other.get(there.headers["Location"])
    assert hidden(again, "token") == form["token"]
    assert 'value="很多"' in again.text
    speaker = re.search(r'<input[^>]*id="speaker-1"[^>]*>', again.text)
    assert speaker
    assert "checked" in speaker[0]
    assert "没有提交的草稿" not in shown(again)


def test_registering_the_call_ends_the_draft(operator: FlaskClient) -> None:
    form = {**carried(operator.get("/intake")), **CALL, "suggested": "P2"}
    autosaves(operator, form)
    refused = operator.post("/intake", data={**form, "headcount": "0"})
    assert refused.status_code == 422
    assert kept() == ["来电登记"]
    assert operator.post("/intake", data=form).status_code == 303
    assert kept() == []
    # a page that was still saving does not bring it back
    autosaves(operator, form)
    assert "没有提交的草稿" not in shown(operator.get("/"))
    assert operator.get(f"/drafts/{form['token']}").status_code == 404


def test_an_action_goes_on_with_its_draft(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), f"/hotline/{ticket.id}/act/log_first_contact"
    form = carried(person.get(f"{address}?seen=1"), "page_version", "page_seen")
    assert form["draft_path"] == f"{address}?seen=1"
    autosaves(person, {**form, "contacted_at": "昨天上午", "summary": CONTACT["summary"]})
    today = person.get("/").text
    assert f"登记首次联系 {ticket.number}" in today
    assert CONTACT["summary"] not in today
    there = person.get(f"/drafts/{form['token']}").headers["Location"]
    page = person.get(there)
    assert 'value="昨天上午"' in page.text
    assert CONTACT["summary"] in page.text
    again = carried(page, "page_version", "page_seen")
    assert (again["token"], again["draft_path"]) == (form["token"], form["draft_path"])
    assert person.post(there, data={**again, **CONTACT}).status_code == 303
    assert kept() == []


def test_a_draft_of_a_step_that_is_closed_by_now_still_shows_its_words(client: FlaskClient) -> None:
    ticket = desk.ticket()
    when.acts(ticket, "log_first_contact", on="2026-09-17")
    person, address = seated(client, Role.HANDLING_UNIT), f"/hotline/{ticket.id}/act/submit_result"
    form = carried(person.get(address), "page_version", "page_seen")
    autosaves(person, {**form, "findings": CONTACT["summary"]})
    when.acts(ticket, "submit_result", on="2026-09-18")
    page = person.get(f"{address}?draft={form['token']}")
    assert page.status_code == 200
    assert "更新以后不能再办理这一步" in page.text
    assert CONTACT["summary"] in page.text


def test_a_note_goes_on_with_its_draft_and_ends_it(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), f"/hotline/{ticket.id}"
    form = {**carried(person.get(address)), "audience": "internal", "text": CONTACT["summary"]}
    autosaves(person, form)
    assert kept() == [f"备注 {ticket.number}"]
    there = person.get(f"/drafts/{form['token']}").headers["Location"]
    page = person.get(there)
    assert CONTACT["summary"] in page.text
    assert hidden(page, "token") == form["token"]
    for _ in range(2):
        assert person.post(f"{address}/notes", data=form).status_code == 303
    assert kept() == []
    assert person.get(address).text.count(CONTACT["summary"]) == 1


@pytest.mark.parametrize("address", ["/notice/new/opinion", "/aid/new/aid"])
def test_a_new_matter_goes_on_with_its_draft(client: FlaskClient, address: str) -> None:
    person = seated(client, Role.SUPERVISOR if "notice" in address else Role.AID_REVIEWER)
    form = carried(person.get(address))
    autosaves(person, {**form, "employer_name": "示例公司", "headcount": "几个人"})
    page = person.get(f"{address}?draft={form['token']}").text
    assert 'value="示例公司"' in page
    assert 'value="几个人"' in page


def test_without_javascript_a_button_keeps_what_was_typed(operator: FlaskClient) -> None:
    form = {**carried(operator.get("/intake")), "caller_name": "示例甲"}
    answer = operator.post(f"/drafts/{form['token']}", data=form)
    page = led(operator, answer)
    assert "草稿已保存" in page.text
    assert 'value="示例甲"' in page.text


def test_secrets_and_what_protects_the_form_are_not_kept(operator: FlaskClient) -> None:
    form = carried(operator.get("/intake"))
    autosaves(operator, {**form, "csrf_token": "geheim", "new_password": "geheim", "caller_name": "示例甲"})
    (content,) = db.session.scalars(sa.select(Draft.content))
    assert "示例甲" in content
    assert "geheim" not in content
    assert "draft_writer" not in content


def test_nobody_opens_or_discards_the_draft_of_another(operator: FlaskClient) -> None:
    form = carried(operator.get("/intake"))
    autosaves(operator, {**form, "caller_name": "示例甲"})
    other = seated(operator.application.test_client(), given.person(Role.OPERATOR, 2))
    token = form["token"]
    assert other.get(f"/drafts/{token}").status_code == 404
    assert other.get(f"/intake?draft={token}").status_code == 404
    assert other.post(f"/drafts/{token}/discard").status_code == 404
    assert other.post(f"/drafts/{token}/send").status_code == 404
    assert "示例甲" not in other.get("/").text
    assert kept() == ["来电登记"]


@pytest.mark.parametrize(
    ("token", "changed", "status", "words"),
    [
        ("a" * 37, {}, 404, "没有找到"),
        ("..%2f..%2fsecret", {}, 404, "没有找到"),
        ("a" * 32, {"draft_path": "//example.org/"}, 404, "没有找到"),
        ("a" * 32, {"draft_path": "/nowhere"}, 404, "没有找到"),
        ("a" * 32, {"draft_path": "/intake\0"}, 404, "没有找到"),
        ("a" * 32, {"facts_text": "长" * 49_000 + "x" * 160_000}, 413, "内容"),
    ],
)
def test_what_cannot_be_kept_says_why(
    operator: FlaskClient, token: str, changed: dict[str, str], status: int, words: str
) -> None:
    form = {"draft_path": "/intake", "draft_title": "来电登记", **changed}
    answer = operator.post(f"/drafts/{token}", data=form, headers=PART)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert kept() == []


def test_odd_characters_are_kept_as_they_are(operator: FlaskClient) -> None:
    form = {**carried(operator.get("/intake")), "draft_title": "来\0电" * 60, "job": "a\0b<script>"}
    assert autosaves(operator, form).status_code == 200
    page = operator.get(f"/intake?draft={form['token']}").text
    assert 'value="ab&lt;script&gt;"' in page


def test_a_draft_is_put_aside_and_brought_back_on_the_same_page(operator: FlaskClient) -> None:
    form = carried(operator.get("/intake"))
    autosaves(operator, {**form, "caller_name": "示例甲"})
    only = {"only": "/intake", "but": ""}
    aside = operator.post(f"/drafts/{form['token']}/discard", data=only, headers=PART)
    assert "已作废：来电登记 示例甲" in aside.text
    assert "撤销作废" in aside.text
    back = operator.post(f"/drafts/{form['token']}/restore", data=only)
    assert back.headers["Location"] == "/intake"
    assert "已作废" not in operator.get("/intake").text


def test_the_lists_cost_one_query_however_many_there_are(operator: FlaskClient) -> None:
    counts = []
    for number in range(3):
        with selects() as sent:
            operator.get("/intake")
        counts.append(len(sent))
        for more in range(5):
            autosaves(operator, {**carried(operator.get("/intake")), "caller_name": f"示例{number}{more}"})
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6
