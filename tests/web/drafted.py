"""Forms with drafts, as a browser sends them."""

import re

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.models import Draft
from caseflow.extensions import db
from tests.web.visitor import hidden

CARRIED = ("token", "draft_path", "draft_title", "draft_writer", "draft_base")
PART = {"HX-Request": "true"}
CONTACT = {"contacted_at": "2026-09-17T10:00", "contacted_by": "phone", "summary": "已约定周五补交考勤表"}


def carried(page: TestResponse, *more: str) -> dict[str, str]:
    """The hidden fields of a form with a draft bar."""
    return {name: hidden(page, name) for name in (*CARRIED, *more)}


def autosaves(client: FlaskClient, form: dict[str, str]) -> TestResponse:
    """What `drafts.js` sends."""
    return client.post(f"/drafts/{form['token']}", data=form, headers=PART)


def led(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """The page to which the answer leads in the end."""
    while answer.status_code == 303:
        answer = client.get(answer.headers["Location"])
    return answer


def kept() -> list[str]:
    """Titles of the drafts there are, of whomever."""
    query = sa.select(Draft.title).where(Draft.sent_at.is_(None), Draft.discarded_at.is_(None))
    return list(db.session.scalars(query.order_by(Draft.id)))


def shown(page: TestResponse) -> str:
    """The page without what is hidden."""
    return re.sub(r'<section id="drafts"[^>]* hidden>.*?</section>', "", page.text, flags=re.DOTALL)
