"""The report of a year over very many matters: counted, beside the bare SQL, and as it was submitted."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median

import sqlalchemy as sa
from flask import Flask

from bench import copies
from bench.client import Inside, Request
from bench.copies import Original
from bench.data import BOARD_LOGIN
from bench.operations import sign_in
from bench.places import office
from bench.report import Comparison, Figure, Times
from caseflow.accounts.models import Unit, User
from caseflow.accounts.viewers import viewer_of
from caseflow.casework.models import Matter, Milestone, Proceeding, RunningClock
from caseflow.extensions import UtcDateTime, db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import SYSTEM
from caseflow.reports.counting import Asked, clock_codes, count
from caseflow.reports.periods import Period
from caseflow.reports.snapshots import freezing

TABLES = (Matter, Proceeding, Ticket, RunningClock, Milestone)
"""What a report reads."""

ROUNDS = 5
COUNTED, SUBMITTED, RATIO = 1_500, 100, 2.0
"""Milliseconds of a report that is counted, and of one that was submitted; times the bare SQL, at most."""

HAPPENED = """
select month, code, process, channel, service, detail, count(*), sum(cents), sum(persons) from milestone
where month between :first and :last and {counts}
group by month, code, process, channel, service, detail
"""
_DUE = """
select code, count(*), count(*) filter (where stopped_at <= due_at) from running_clock
where due_on between :first_day and :last_day and due_at <= :at and not paused and code in :codes
and not (outcome = 'left' and stopped_at <= due_at) group by code
"""
DUE = sa.text(_DUE).bindparams(
    sa.bindparam("codes", expanding=True),
    sa.bindparam("at", type_=UtcDateTime()),
    *(sa.bindparam(name, type_=sa.Date) for name in ("first_day", "last_day")),
)


def reports(
    database: str, url: str, original: Original, matters: int, at: datetime
) -> Iterator[Comparison | Figure]:
    """The present year, counted over everything; then the same as if it had been submitted."""
    copies.copy(url, original, range(1, matters // original.tickets), tables=TABLES)
    what = f"年报，{matters:,}个案件"
    with office(url) as app:
        asked = Asked(SYSTEM, Period.year(local_day(at).year), at)
        first = _milliseconds(lambda: count(asked))
        ours = [_milliseconds(lambda: count(asked)) for _ in range(ROUNDS)]
        theirs = [_milliseconds(lambda: _bare(asked)) for _ in range(ROUNDS)]
        yield Comparison(
            database=database,
            what=what,
            beside="同样的 SQL",
            ours=Times.of(ours),
            theirs=Times.of(theirs),
            limit=RATIO,
        )
        yield Figure(database, f"{what}，第一次统计", first, "毫秒", COUNTED)
        yield Figure(database, f"{what}，上报后打开", _opened(app, asked), "毫秒", SUBMITTED)


def _milliseconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return 1000 * (time.perf_counter() - began)


def _bare(asked: Asked) -> None:
    """The two queries that no report can do without, and nothing else."""
    period, codes = asked.period, sorted(clock_codes())
    months = {"first": period.first, "last": period.last}
    days = {"first_day": period.first_day, "last_day": period.last_day, "at": asked.at, "codes": codes}
    counts = "not void" if db.engine.dialect.name == "postgresql" else "void = 0"  # as the index has it
    db.session.execute(sa.text(HAPPENED.format(counts=counts)), months).all()
    db.session.execute(DUE, days).all()


def _opened(app: Flask, asked: Asked) -> float:
    """The page of the year as it was submitted, after its end."""
    federation = db.session.scalars(sa.select(Unit).where(Unit.parent_id.is_(None))).one()
    boss = db.session.scalars(sa.select(User.id).where(User.login == BOARD_LOGIN)).one()
    after = datetime(asked.period.first // 100 + 1, 1, 5, tzinfo=UTC)
    viewer = viewer_of(boss, local_day(after))
    assert viewer
    snapshot = freezing.submit(asked.period, federation.id, viewer=viewer, at=after)
    page = Request(f"/reports/submitted/{snapshot.id}")
    client = Inside(app)
    sign_in(client, BOARD_LOGIN)
    return median(_milliseconds(lambda: client.ask(page)) for _ in range(4 * ROUNDS))
