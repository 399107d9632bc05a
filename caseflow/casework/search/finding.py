"""The proceedings that are found, newest first, and how many there are (搜索结果)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from caseflow.accounts.models import Unit
from caseflow.casework.models import Matter, Party, Proceeding, SearchDocument
from caseflow.casework.models.search import FTS
from caseflow.casework.privacy import mask_name
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.casework.search.asking import POSTGRESQL, SQLITE, Asked, Readable, share, spelt
from caseflow.casework.search.documents import HIDDEN
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.lines import CONFIDENTIAL
from caseflow.casework.worklists.paging import MOST, PAGE
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import db, fetch
from caseflow.kernel.calendar import start_of
from caseflow.kernel.machine import Process, State
from caseflow.kernel.roles import Viewer

COMMON = 0.003
"""Of all documents: what is rarer is fetched by the index, what is not by going through the newest.

A million documents are gone through as fast for 0.3 % of them as the index would bring these together.
"""

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Narrow:
    """What narrows a search; an empty one narrows nothing. `category` may be the code of a whole group."""

    process: str = ""
    open: bool | None = None
    category: str = ""
    unit_id: int | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> Iterator[Condition]:
        """Each filter that is set."""
        if self.process:
            yield Proceeding.process == self.process
        if self.open is not None:
            yield Proceeding.open.is_(self.open)
        if self.category:
            group = Matter.category.startswith(self.category, autoescape=True)
            yield sa.exists().where(Matter.id == Proceeding.matter_id, group)
        if self.unit_id:
            yield Proceeding.unit_id == self.unit_id
        if self.since:
            yield Proceeding.opened_at >= start_of(self.since)
        if self.until:
            yield Proceeding.opened_at < start_of(self.until + timedelta(days=1))


class Hit(NamedTuple):
    """A proceeding that was found, masked as in every list, and the lines of it that the viewer may read.

    `worker_id` is that of the worker's record in the register, unless the matter is confidential;
    `employer_id` that of the employer's.
    """

    id: int
    process: Process
    number: str
    stage: State
    worker: str
    worker_id: int | None
    employer: str
    employer_id: int | None
    unit: str
    category: str
    opened_at: datetime
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; `below` is where the next one begins, `count` how many there are up to above `MOST`."""

    hits: list[Hit]
    below: int | None
    count: int | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What statements have in common, whatever the words.

    `phrases` says of each word that is looked for again which of its phrases have capitals and small letters.
    """

    viewer: Viewer
    narrow: Narrow
    dialect: str
    common: bool
    phrases: tuple[tuple[bool, ...], ...]


def find(
    viewer: Viewer,
    asked: Asked,
    narrow: Narrow,
    *,
    below: int | None = None,
    rows: int = PAGE,
    counted: bool = True,
) -> Found:
    """What the viewer sees and may find, the newest first; `below` is the last id of the page before.

    In at most three queries: how common the words are, the page, and the count if it was asked for.
    """
    readable, again = Readable.by(viewer), _looked_for_again(asked)
    dialect = db.session.get_bind().dialect.name
    common = dialect == "postgresql" and _prepare(asked, readable)
    shape = _Shape(viewer, narrow, dialect, common, tuple(tuple(map(_has_case, some)) for some in again))
    values = {
        "query": spelt(asked, readable, POSTGRESQL if dialect == "postgresql" else SQLITE),
        "rows": rows + 1,
        "below": below,
        **{_name(n, m): _escaped(phrase) for n, some in enumerate(again) for m, phrase in enumerate(some)},
    }
    found = fetch(_page(shape, first=below is None), values).all()
    more = len(found) > rows
    count = None if below else len(found)
    if more and counted and not below:
        count = fetch(_count(shape), {**values, "rows": MOST + 1}).scalar_one()
    return Found([_hit(row, readable) for row in found[:rows]], found[rows - 1].id if more else None, count)


def _looked_for_again(asked: Asked) -> list[list[str]]:
    """The phrases of each word whose terms might stand apart."""
    return [[way.phrase for way in ways] for ways in asked.words if not all(way.exact for way in ways)]


def _has_case(phrase: str) -> bool:
    return phrase.upper() != phrase


def _name(word: int, phrase: int) -> str:
    return f"phrase_{word}_{phrase}"


def _escaped(phrase: str) -> str:
    return re.sub(r"[/%_]", r"/\g<0>", phrase)


def _hit(row: Any, readable: Readable) -> Hit:
    process = wired().models[row.process].definition
    texts = (text for audience in readable.audiences for text in getattr(row, audience).split("\n"))
    return Hit(
        id=row.id,
        process=process,
        number=row.number or "未编号",
        stage=process.state(row.state),
        worker=CONFIDENTIAL if row.confidential else mask_name(row.worker),
        worker_id=None if row.confidential else row.worker_id,
        employer=row.employer or "单位不详",
        employer_id=row.employer_id,
        unit=row.unit,
        category=row.category,
        opened_at=row.opened_at,
        texts=tuple(text for text in texts if text and not text.startswith(HIDDEN)),
    )


def _prepare(asked: Asked, readable: Readable) -> bool:
    """Have PostgreSQL plan for the words at hand, by itself; tells whether they are common."""
    every = (way for ways in asked.words for way in ways)
    terms = {(term, way.begins) for way in every for term in way.terms}
    patterns = [f"{sign}{term}{'%' * begins}" for term, begins in terms for sign in readable.signs]
    found = db.session.execute(_FREQUENT, {"patterns": patterns}).scalar_one()
    return share(asked, readable, [(term, often) for term, often in found]) > COMMON


_FREQUENT = sa.text("""
    select coalesce(json_agg(json_build_array(m.term, m.share)), '[]'),
           set_config('plan_cache_mode', 'force_custom_plan', true),
           set_config('max_parallel_workers_per_gather', '0', true)
    from pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as m(term, share)
    where s.schemaname = current_schema() and s.tablename = 'search_document' and s.attname = 'terms'
      and m.term like any(:patterns)
""")


@lru_cache(BUILT)
def _page(shape: _Shape, *, first: bool) -> Rows:
    found, id = _found(shape, through_the_newest=shape.common)
    order = id.desc() if shape.common or shape.dialect != "postgresql" else (id + 0).desc()
    keys = found if first else found.where(id < sa.bindparam("below", type_=sa.Integer))
    picked = keys.order_by(order).limit(sa.bindparam("rows", type_=sa.Integer)).subquery()
    texts = Readable.by(shape.viewer).columns
    return (
        sa.select(*_SHOWN, *texts)
        .select_from(picked)
        .join(Proceeding, Proceeding.id == picked.c.id)
        .join(SearchDocument, SearchDocument.id == picked.c.id)
        .join(Matter, Matter.id == Proceeding.matter_id)
        .join(Unit, Unit.id == Proceeding.unit_id)
        .outerjoin(_worker, _worker.id == Matter.worker_id)
        .outerjoin(_employer, _employer.id == Matter.employer_id)
        .order_by(picked.c.id.desc())
    )


_worker, _employer = aliased(Party), aliased(Party)
_SHOWN = (
    Proceeding.id,
    Proceeding.process,
    Proceeding.number,
    Proceeding.state,
    Proceeding.opened_at,
    Matter.category,
    Matter.confidential,
    _worker.name.label("worker"),
    _worker.worker_record_id.label("worker_id"),
    _employer.name.label("employer"),
    _employer.employer_record_id.label("employer_id"),
    Unit.name.label("unit"),
)


@lru_cache(BUILT)
def _count(shape: _Shape) -> sa.Select[int]:
    found, _ = _found(shape, through_the_newest=False)
    few = found.limit(sa.bindparam("rows", type_=sa.Integer)).subquery()
    return sa.select(sa.func.count()).select_from(few)


def _found(shape: _Shape, *, through_the_newest: bool) -> tuple[Rows, Any]:
    """The ids of what is found, and the column by which they are in order.

    PostgreSQL takes the pairs of a phrase for independent, and would fetch by the index what is common; it
    knows no index for the function behind the operator.
    """
    seen = (proceedings_in_scope(shape.viewer), *shape.narrow.conditions(), *_again(shape))
    ids = sa.select(Proceeding.id)
    query = sa.bindparam("query", type_=sa.Text)
    if shape.dialect == "postgresql":
        terms, of = SearchDocument.terms, sa.cast(query, TSQUERY)
        matches = sa.func.ts_match_vq(terms, of) if through_the_newest else terms.bool_op("@@")(of)
        ids = ids.join_from(SearchDocument, Proceeding, Proceeding.id == SearchDocument.id)
        return ids.where(matches, *seen), SearchDocument.id
    ids = ids.join_from(FTS, Proceeding, Proceeding.id == FTS.c.rowid)
    if shape.phrases:
        ids = ids.join(SearchDocument, SearchDocument.id == FTS.c.rowid)
    return ids.where(FTS.c.search_index.match(query), *seen), FTS.c.rowid


def _again(shape: _Shape) -> Iterator[Condition]:
    """One of the phrases of each word stands in a text that the viewer may read."""
    columns = Readable.by(shape.viewer).columns
    for n, phrases in enumerate(shape.phrases):
        ways = [(sa.bindparam(_name(n, m), type_=sa.Text), has_case) for m, has_case in enumerate(phrases)]
        yield sa.or_(*(_holds(column, *way) for way in ways for column in columns))


def _holds(column: Any, phrase: Any, has_case: bool) -> Condition:  # noqa: FBT001 - as the shape has it
    holds: Condition = (column.icontains if has_case else column.contains)(phrase, escape="/")
    return holds
