"""What a person at a browser does: signs in, reads hidden fields, waits."""

import re
from datetime import timedelta
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.accounts.models import User
from tests.accounts.office import PASSWORD


def sign_in(client: FlaskClient, user: User, password: str = PASSWORD, **more: str) -> TestResponse:
    """Fill in the sign-in form; `more` are the hidden fields it carries."""
    return client.post("/sign-in", data={"login": user.login, "password": password, **more})


def idle(client: FlaskClient, time: timedelta) -> None:
    """Do nothing for a while: the session is as if it had been used that much earlier."""
    with client.session_transaction() as session:
        session["seen"] -= int(time.total_seconds())
        session["began"] -= int(time.total_seconds())


def hidden(answer: TestResponse, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', answer.text)
    assert found, f"no hidden field {name}"
    return unescape(found[1])
