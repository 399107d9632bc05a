"""The pages of caseflow beside those of the minimal app: one database, one client, in turns."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from bench.client import Inside, Request, Unexpected
from bench.data import BOARD_LOGIN, LOGIN
from bench.operations import Operation, boards, operations, queues, sign_in, stay_signed_in
from bench.places import office
from bench.report import Comparison, Figure, Times
from bench.servers import CASEFLOW, MINIMAL, Server, serve
from caseflow.casework.worklists import tallies

ROUNDS, BURST, WARM_UP = 10, 25, 20
LONGEST = 20_000
"""Milliseconds after which an operation has been measured for long enough."""

RATIO, GROWTH = 4.0, 1.5
"""How many times as long as in the minimal app an operation may take; how far a queue may grow."""

BOARD_QUERIES, BOARD_TIME = 6, 80
"""Queries of the board, and milliseconds that it takes: at most."""

QUERIES, COMMITS, MEMORY = 8, 1, 120
"""Queries of a page, commits of a POST, megabytes of a worker: at most."""


@dataclass
class Side:
    """One of the two that are compared: where it asks, and how long the answers took."""

    server: Server
    milliseconds: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def burst(self, requests: Sequence[Request], status: int) -> None:
        """Send the requests, one after the other."""
        before = self.server.cpu()
        self.milliseconds += [timed(self.server, request, status) for request in requests]
        self.cpu += self.server.cpu() - before

    @property
    def times(self) -> Times:
        """The figures of all bursts."""
        return Times.of(self.milliseconds, 1000 * self.cpu / len(self.milliseconds))


def timed(server: Server, request: Request, status: int) -> float:
    """Milliseconds from the request to the end of the answer.

    The session stays as it was: what an answer leaves in it for the next page would pile up.

    Raises:
        Unexpected: the answer is not the one that was to be measured.
    """
    cookies = dict(server.browser.cookies)
    began = time.perf_counter()
    answer = server.browser.ask(request)
    elapsed = 1000 * (time.perf_counter() - began)
    server.browser.cookies = cookies
    if answer.status != status:
        raise Unexpected(request, answer)
    return elapsed


def pages(database: str, url: str) -> list[Comparison | Figure]:
    """Every operation beside the minimal app, and what a worker holds after them."""
    asked = operations(url)
    counts = counted(url, asked)
    with serve(CASEFLOW, url) as caseflow, serve(MINIMAL, url) as minimal:
        sign_in(caseflow.browser)
        sides = [(operation, Side(caseflow), Side(minimal)) for operation in asked]
        for operation in asked:
            in_turn(operation, Side(caseflow), Side(minimal), WARM_UP)
        for _ in range(ROUNDS):
            stay_signed_in(caseflow.browser)
            for operation, ours, theirs in sides:
                if sum(ours.milliseconds) < LONGEST:
                    in_turn(operation, ours, theirs, BURST)
        found = [compared(database, *side, *count) for side, count in zip(sides, counts, strict=True)]
        return [*found, Figure(database, "一个工作进程的内存", caseflow.memory(), "MB", MEMORY)]


def in_turn(operation: Operation, ours: Side, theirs: Side, times: int) -> None:
    """A burst on each; forms are opened beforehand, so that only what is sent counts."""
    browser = ours.server.browser
    ours.burst([operation.ours(browser) for _ in range(times)], operation.status)
    theirs.burst([operation.theirs() for _ in range(times)], operation.status)


def compared(
    database: str,
    operation: Operation,
    ours: Side,
    theirs: Side,
    queries: int,
    commits: int,
    limit: float = RATIO,
) -> Comparison:
    """What was measured of an operation on both sides."""
    return Comparison(
        database=database,
        what=operation.what,
        beside="最小应用",
        ours=ours.times,
        theirs=theirs.times,
        limit=limit,
        queries=queries,
        query_limit=None if operation.writes else QUERIES,
        commits=commits,
        commit_limit=COMMITS if operation.writes else None,
    )


def counted(url: str, asked: Sequence[Operation], login: str = LOGIN) -> list[tuple[int, int]]:
    """Queries and commits of each operation, counted in this process once it has warmed up."""
    counts = []
    with office(url) as app:
        client = Inside(app)
        sign_in(client, login)
        for operation in asked:
            client.ask(operation.ours(client))
            request = operation.ours(client)
            with counting() as seen:
                client.ask(request)
            counts.append((len(seen) - seen.count("commit"), seen.count("commit")))
    return counts


@contextmanager
def counting() -> Iterator[list[str]]:
    """Collects the first word of each statement, and of each commit, for the length of the `with` block."""
    seen: list[str] = []

    def on_statement(_: sa.Connection, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement.split(maxsplit=1)[0].lower())

    def on_commit(_: sa.Connection) -> None:
        seen.append("commit")

    with ExitStack() as stack:
        for event, listener in (("before_cursor_execute", on_statement), ("commit", on_commit)):
            sa.event.listen(sa.Engine, event, listener)
            stack.callback(sa.event.remove, sa.Engine, event, listener)
        yield seen


def board(database: str, few: str, many: str, label: str) -> Iterator[Comparison | Figure]:
    """The board on a database with many running clocks beside one with few; first its counts are made."""
    for url in (few, many):
        with office(url):
            tallies.rebuild()
    asked = boards()
    with serve(CASEFLOW, many) as ours, serve(CASEFLOW, few) as theirs:
        for server in (ours, theirs):
            sign_in(server.browser, BOARD_LOGIN)
        grown = [_grown(database, operation, Side(ours), Side(theirs), label) for operation in asked]
    for one, (queries, _) in zip(grown, counted(many, asked, BOARD_LOGIN), strict=True):
        yield replace(one, queries=queries, query_limit=BOARD_QUERIES)
        yield Figure(database, f"{one.what}，中位数", one.ours.p50, "ms", BOARD_TIME)


def growth(database: str, few: str, many: str, label: str) -> list[Comparison]:
    """The queues on a database with few running clocks and on one with many."""
    with serve(CASEFLOW, many) as ours, serve(CASEFLOW, few) as theirs:
        for server in (ours, theirs):
            sign_in(server.browser)
        return [_grown(database, operation, Side(ours), Side(theirs), label) for operation in queues()]


def _grown(database: str, operation: Operation, ours: Side, theirs: Side, label: str) -> Comparison:
    for server in (ours.server, theirs.server):
        Side(server).burst([operation.theirs()] * WARM_UP, operation.status)
    for _ in range(ROUNDS):
        for side in (ours, theirs):
            side.burst([operation.ours(side.server.browser)] * BURST, operation.status)
    return Comparison(
        database=database,
        what=f"{operation.what}，{label}",
        beside="少一百倍时",
        ours=ours.times,
        theirs=theirs.times,
        limit=GROWTH,
    )
