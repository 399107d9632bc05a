"""What a search cannot do without, for the minimal app: a look at the statistics, a page, a count."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from caseflow.casework.search.words import terms, wanted

COMMON, PAGE, MOST = 0.003, 50, 1000

FREQUENT = sa.text("""
    select coalesce(min(m.share), 0), set_config('plan_cache_mode', 'force_custom_plan', true),
           set_config('max_parallel_workers_per_gather', '0', true)
    from unnest(cast(:terms as text[])) as asked(term) left join (
        select unnest(most_common_elems::text::text[]) as term, unnest(most_common_elem_freqs) as share
        from pg_stats where tablename = 'search_document' and attname = 'terms'
    ) m using (term)
""")
ROWS = """
    select p.id, p.number, p.state, p.opened_at, m.category, worker.name as worker, employer.name as employer,
           unit.name as unit, substr(d.open_text, 1, 100) as text
    from ({keys}) picked join proceeding p on p.id = picked.id join search_document d on d.id = p.id
    join matter m on m.id = p.matter_id join unit on unit.id = p.unit_id
    left join party worker on worker.id = m.worker_id left join party employer on employer.id = m.employer_id
    order by p.id desc
"""
BY_INDEX = "select id from search_document where terms @@ cast(:query as tsquery) {order} limit :rows"
THROUGH = BY_INDEX.replace("terms @@ cast(:query as tsquery)", "ts_match_vq(terms, cast(:query as tsquery))")
SQLITE = "select rowid as id from search_index where search_index match :query {order} limit :rows"
COUNT = "select count(*) from ({keys}) found"


class Finder:
    """Finds words of two characters and more."""

    def __init__(self, engine: Engine) -> None:
        self.postgresql = engine.dialect.name == "postgresql"

    def find(self, connection: Connection, text: str) -> tuple[Sequence[Any], int]:
        """The newest rows that hold all of the words, and how many there are, up to the most."""
        asked = [term for word in text.split() for term in wanted(word)]
        sign, both = ("'", " & ") if self.postgresql else ('"', " AND ")
        query = both.join(f"{sign}{term}{sign}" for term in asked)
        rows = self._execute(connection, ROWS, self._keys(connection, asked), query, PAGE + 1).all()
        if len(rows) <= PAGE:
            return rows, len(rows)
        keys = (BY_INDEX if self.postgresql else SQLITE).format(order="")
        return rows[:PAGE], self._execute(connection, COUNT, keys, query, MOST + 1).scalar_one()

    def _keys(self, connection: Connection, asked: list[str]) -> str:
        if not self.postgresql:
            return SQLITE.format(order="order by rowid desc")
        share = connection.execute(FREQUENT, {"terms": asked}).scalar_one()
        if share > COMMON:
            return THROUGH.format(order="order by id desc")
        return BY_INDEX.format(order="order by id + 0 desc")

    def _execute(
        self, connection: Connection, statement: str, keys: str, query: str, rows: int
    ) -> sa.CursorResult[Any]:
        return connection.execute(sa.text(statement.format(keys=keys)), {"query": query, "rows": rows})


def new_document(id: int, number: str, told: str) -> dict[str, Any]:
    """A document of the search."""
    text = f"~{number.lower()}\n{told}"
    unread = dict.fromkeys(("inside_text", "guarded_text", "private_text"), "")
    return {"id": id, "open_text": text, "terms": list(dict.fromkeys(terms(text)))} | unread
