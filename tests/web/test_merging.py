"""Two people fill in the same page: what one alone has changed is merged, the rest is chosen."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.notice.models import Reminder
from tests import given, when
from tests.web.desk import seated
from tests.web.drafted import autosaves, carried, kept

pytestmark = pytest.mark.usefixtures("app")

OLD = {"legal_basis": "第三十条", "measures": "补发工资", "contact": "示例 00000000001"}


@dataclass
class Slow:
    """Somebody who has had the form of a letter open for long."""

    client: FlaskClient
    address: str
    letter: Reminder
    shown: dict[str, str]

    def sends(self, form: dict[str, str] | None = None, **typed: str) -> TestResponse:
        return self.client.post(self.address, data={**(form or self.shown), **typed})


BOX = re.compile(r"<input[^>]*>")
TEXT = re.compile(r'<textarea[^>]*name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', re.DOTALL)
LIST = re.compile(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', re.DOTALL)
ROW = re.compile(r'<tr>\s*<th scope="row">(.*?)</tr>', re.DOTALL)
MARKUP = re.compile(r"<div.*?</div>|<[^>]*>", re.DOTALL)


def values(page: TestResponse) -> dict[str, str]:
    """Every field of the page as a browser would send it."""
    found = dict(map(box, filter(is_sent, BOX.findall(page.text))))
    found |= {name: unescape(text) for name, text in TEXT.findall(page.text)}
    for name, options in LIST.findall(page.text):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return found


def is_sent(tag: str) -> bool:
    return "name=" in tag and ("checked" in tag or not re.search(r'type="(radio|checkbox)"', tag))


def box(tag: str) -> tuple[str, str]:
    name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
    return name[1] if name else "", unescape(value[1]) if value else ""


def rows(page: TestResponse) -> dict[str, tuple[str, ...]]:
    """Of each difference what it was, what it is, what was typed, and which is kept."""
    found = {}
    for row in ROW.findall(page.text):
        label, *cells = re.split(r"</th>|</td>", row)
        kept_ = re.search(r'value="(mine|theirs)" checked', row)
        words = (MARKUP.sub("", cell).strip() for cell in cells[:3])
        found[label] = (*words, kept_[1] if kept_ else "")
    return found


@pytest.fixture
def slow(client: FlaskClient) -> Slow:
    """A supervisor who has opened the draft of a letter before somebody else revises it."""
    letter = given.reminder("draft", on="2026-09-16", **OLD)
    address = f"/notice/{letter.id}/act/revise"
    person = seated(client, Role.SUPERVISOR)
    page = person.get(address)
    return Slow(person, address, letter, {**values(page), **carried(page, "page_version", "page_seen")})


def revised(slow: Slow, **changed: Any) -> None:
    """Somebody else is quicker."""
    known = {name: getattr(slow.letter, name) for name in OLD}
    other = given.person(Role.SUPERVISOR, 2)
    when.acts(slow.letter, "revise", on="2026-09-17", by=other, **{**known, **changed})


def stands(slow: Slow) -> dict[str, Any]:
    letter = db.session.get_one(Reminder, slow.letter.id, populate_existing=True)
    return {name: getattr(letter, name) for name in OLD}


def test_each_field_shows_what_it_was_what_it_is_and_what_was_typed(slow: Slow) -> None:
    revised(slow, measures="快的人写的", legal_basis="第五十条")
    page = slow.sends(measures="慢的人写的", contact="示例 00000000002")
    assert page.status_code == 409
    found = rows(page)
    assert found["提示建议"] == ("补发工资", "快的人写的", "慢的人写的", "")
    assert found["法律依据"] == ("第三十条", "第五十条", "第三十条", "theirs")
    assert found["联系人及电话"] == ("示例 00000000001", "示例 00000000001", "示例 00000000002", "mine")
    assert f"{given.person(Role.SUPERVISOR, 2).name}，2026年9月17日 10:00" in page.text
    assert "只有一方改过的已经合并：" in page.text
    assert "两边都改过，请选择：提示建议" in page.text


@pytest.mark.parametrize(("choice", "measures"), [("mine", "慢的人写的"), ("theirs", "快的人写的")])
def test_one_more_submit_finishes(slow: Slow, choice: str, measures: str) -> None:
    revised(slow, measures="快的人写的", legal_basis="第五十条")
    page = slow.sends(measures="慢的人写的", contact="示例 00000000002")
    done = slow.sends(values(page), **{"keep-measures": choice})
    assert done.status_code == 303, rows(done)
    assert stands(slow) == {"measures": measures, "legal_basis": "第五十条", "contact": "示例 00000000002"}


def test_what_both_have_changed_has_to_be_chosen(slow: Slow) -> None:
    revised(slow, measures="快的人写的")
    page = slow.sends(measures="慢的人写的")
    asked = slow.sends(values(page))
    assert asked.status_code == 422
    assert "两边都改过，请选择保留哪一个" in asked.text
    assert rows(asked)["提示建议"] == ("补发工资", "快的人写的", "慢的人写的", "")
    assert slow.sends(values(asked), **{"keep-measures": "theirs"}).status_code == 303
    assert stands(slow)["measures"] == "快的人写的"


def test_what_was_merged_can_be_decided_otherwise(slow: Slow) -> None:
    revised(slow, legal_basis="第五十条")
    page = slow.sends(contact="示例 00000000002")
    otherwise = {"keep-legal_basis": "mine", "keep-contact": "theirs"}
    assert slow.sends(values(page), **otherwise).status_code == 303
    assert stands(slow) == OLD


def test_a_third_who_is_quicker_still_is_told_too(slow: Slow) -> None:
    revised(slow, measures="快的人写的")
    page = slow.sends(measures="慢的人写的")
    revised(slow, measures="更快的人写的")
    again = slow.sends(values(page), **{"keep-measures": "mine"})
    assert again.status_code == 409
    assert rows(again)["提示建议"] == ("补发工资", "更快的人写的", "慢的人写的", "mine")
    assert slow.sends(values(again)).status_code == 303
    assert stands(slow)["measures"] == "慢的人写的"


def test_a_fault_elsewhere_keeps_the_choices_and_the_words(slow: Slow) -> None:
    revised(slow, measures="快的人写的")
    page = slow.sends(measures="慢的人写的")
    wrong = slow.sends(values(page), **{"keep-measures": "theirs", "contact": ""})
    assert wrong.status_code == 422
    assert "请填写联系人及电话" in wrong.text
    assert rows(wrong)["提示建议"] == ("补发工资", "快的人写的", "慢的人写的", "theirs")
    assert values(wrong)["measures"] == "慢的人写的"


def test_the_same_words_of_both_are_no_difference(slow: Slow) -> None:
    revised(slow, measures="同样的话")
    page = slow.sends(measures="同样的话")
    assert page.status_code == 409
    assert "提示建议" not in rows(page)
    assert slow.sends(values(page)).status_code == 303


def test_a_draft_of_before_is_merged_as_soon_as_it_is_opened(slow: Slow) -> None:
    autosaves(slow.client, {**slow.shown, "measures": "慢的人写的"})
    revised(slow, measures="快的人写的")
    page = slow.client.get(f"{slow.address}?draft={slow.shown['token']}")
    assert page.status_code == 200
    assert "您填写以后，这件事有更新" in page.text
    assert rows(page)["提示建议"] == ("补发工资", "快的人写的", "慢的人写的", "")
    assert len(kept()) == 1
    assert slow.sends(values(page), **{"keep-measures": "mine"}).status_code == 303
    assert stands(slow)["measures"] == "慢的人写的"
    assert kept() == []
