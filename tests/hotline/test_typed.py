"""Whatever is typed at the intake desk gives a page, and loses nothing of the call."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from tests.hotline.test_intake import sends
from tests.web.desk import seated

TOGETHER = (
    *("caller_name", "relation", "safe_contact", "worker_name", "job", "address", "others"),
    *("employer_name", "employer_address", "work_place", "answer", "knowledge_item"),
    *("upstream_no", "callback_about", "where_to_go", "legal_basis"),
    *("caller_phone", "worker_phone", "id_number", "credit_code", "headcount", "amount"),
    *("event_on", "received_at", "upstream_due_on", "callback_at"),
    *("crowd", "category", "priority", "grade", "proposed_unit_id"),
)
ALONE = ("facts_text", "channel", "speaker", "service", "step")
"""The story itself, and what decides which of the others are asked for."""
EVERY_PART = {
    "speaker": "other",
    "relation": "工友",
    "channel": "upstream",
    "upstream_no": "示例1",
    "headcount": "2",
}
LONG = 1_500
BAD = {
    "NUL": "一\0二",
    "half of a surrogate": "一\ud800二",
    "control characters": "一\x01\x1b\x7f\u202e二",
    "long": "一" * LONG,
    "huge": "一" * 60_000,  # more than a field may take by itself, and all together more than a request
    "script": "<script>alert(1)</script>",
    "date": "2026-02-30",
    "number": "99999999999999999999",
    "minus": "-1",
}


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.OPERATOR)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_whatever_is_typed_gives_a_page_and_loses_nothing(desk: FlaskClient, text: str) -> None:
    """In every field: in all at once, then where it was not refused, so that it is written down."""
    everywhere = answered(desk, TOGETHER, text)
    refused = set(re.findall(r'href="#([a-z_]+)', everywhere.text))
    taken = answered(desk, [name for name in TOGETHER if name not in refused], text)
    assert taken.status_code == (413 if len(text) > LONG else 303)
    for name in ALONE:
        answered(desk, [name], text)


def answered(desk: FlaskClient, names: Sequence[str], text: str) -> TestResponse:
    """The answer to a call in which these fields hold the text: never a failure."""
    typed = dict.fromkeys(names, text.encode("utf-8", "surrogatepass"))
    ahead = {"upstream_due_on": str(local_day(utcnow()) + timedelta(days=30))}
    answer = sends(desk, **EVERY_PART | ahead | typed)
    assert answer.status_code in (303, 413, 422), names
    if answer.status_code == 422:
        assert "三个月没有发工资" in answer.text or "facts_text" in names, names
        assert "<script>alert" not in answer.text
    looked = desk.post("/intake/look", data=typed)
    assert looked.status_code in (200, 413), names
    return answer
