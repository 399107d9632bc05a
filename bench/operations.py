"""What is asked of caseflow and of the minimal app, request by request."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import count
from random import Random

import sqlalchemy as sa

from bench.client import Client, Request, Unexpected
from bench.data import LOGIN, PASSWORD
from bench.places import plainly

REVIEW = dict.fromkeys(("facts_clear", "all_answered", "basis_right", "caller_told"), "y")
CALL = {
    "channel": "call",
    "received_at": "2026-09-01T10:00",
    "speaker": "self",
    "wishes_reply": "y",
    "privacy_notice": "y",
    "work_place": "示例地点",
    "service": "TS",
    "category": "0101",
    "facts_text": "示例内容：用人单位拖欠工资，请求工会协助。" * 5,
    "headcount": "1",
    "step": "register",
}

ToCaseflow = Callable[[Client], Request]
"""Prepares the next request; a form is opened first, for its hidden fields."""


@dataclass(frozen=True)
class Operation:
    """One thing to measure: the next request to caseflow, and to the minimal app."""

    what: str
    ours: ToCaseflow
    theirs: Callable[[], Request]
    writes: bool = False

    @property
    def status(self) -> int:
        """What a request that worked is answered with."""
        return 303 if self.writes else 200


def operations(url: str) -> list[Operation]:
    """Everything that is measured on the database; no ticket is read for the first time or moved on twice."""
    return [*queues(), *_files(_ids(url)), _register(), _act(_ids(url, "replied"))]


def queues() -> list[Operation]:
    """The queue as it opens, and everything that is under way."""
    bare = Request("/cases")
    return [
        Operation("队列：我的", lambda _: bare, lambda: bare),
        Operation("队列：本单位", lambda _: Request("/cases?tab=team"), lambda: bare),
    ]


def _files(ids: Iterator[int]) -> list[Operation]:
    """The page of a proceeding: the first time of a day is put on record, later ones are not."""

    def page(_: Client) -> Request:
        return Request(f"/hotline/{next(ids)}")

    def page_again(client: Client) -> Request:
        request = page(client)
        client.ask(request)
        return request

    def other() -> Request:
        return Request(f"/cases/{next(ids)}")

    return [Operation("案件页：当天首次", page, other), Operation("案件页：再次", page_again, other)]


def _register() -> Operation:
    numbers = count()

    def call() -> dict[str, str]:
        n = next(numbers)
        names = {"caller_name": f"测试来电人{n}", "employer_name": f"示例测量{n}公司"}
        return {**CALL, **names, "caller_phone": f"100{n:08}"}

    return Operation(
        "登记",
        lambda client: filled_in(client, "/intake", call()),
        lambda: Request("/cases", call()),
        writes=True,
    )


def _act(ids: Iterator[int]) -> Operation:
    """An answer passes review: one clock is met, another one starts."""
    return Operation(
        "办理一步",
        lambda client: filled_in(client, f"/hotline/{next(ids)}/act/pass_review", REVIEW),
        lambda: Request(f"/cases/{next(ids)}", {"target": "callback", **REVIEW}),
        writes=True,
    )


def _ids(url: str, state: str | None = None) -> Iterator[int]:
    """Tickets in that state, or in any, in no order but the same one in every run."""
    query = sa.text("select id from proceeding where :state is null or state = :state order by id")
    with plainly(url) as connection:
        ids = list(connection.scalars(query.bindparams(sa.bindparam("state", state, sa.String))))
    Random(12351).shuffle(ids)
    return iter(ids)


def boards() -> list[Operation]:
    """The board as it opens, with the list of what is late; by person; the days ahead."""
    return [
        _page("看板", "/board"),
        _page("看板：按人员", "/board?by=person&light=near"),
        _page("到期预测", "/forecast"),
    ]


def _page(what: str, path: str) -> Operation:
    request = Request(path)
    return Operation(what, lambda _: request, lambda: request)


def sign_in(client: Client, login: str = LOGIN) -> None:
    """Sign in as the person whose pages are measured."""
    request = filled_in(client, "/sign-in", {"login": login, "password": PASSWORD})
    if (answer := client.ask(request)).status != 303:
        raise Unexpected(request, answer)


def stay_signed_in(client: Client) -> None:
    """Take the session's new cookie, which comes once a minute, so that it does not come with each answer."""
    client.ask(Request("/me"))


def filled_in(client: Client, path: str, values: Mapping[str, str]) -> Request:
    """The form at that address with these values and its own hidden ones, ready to be sent."""
    answer = client.ask(page := Request(path))
    if answer.status != 200:
        raise Unexpected(page, answer)
    hidden = _Hidden()
    hidden.feed(answer.text)
    return Request(path, {**hidden.fields, **values})


class _Hidden(HTMLParser):
    """Collects the hidden fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given.get("name") or ""] = given.get("value") or ""
