"""Searches over a million documents, beside the same statements bare: frequent, rare and absent words."""

from random import Random
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bench import copies
from bench.client import Request
from bench.copies import Original
from bench.measure import ROUNDS, WARM_UP, Side, compared, counted, in_turn
from bench.operations import Operation, sign_in, stay_signed_in
from bench.places import plainly
from bench.report import Comparison, Figure
from bench.servers import CASEFLOW, MINIMAL, serve
from caseflow.casework.models import Matter, Proceeding, SearchDocument
from caseflow.casework.models.search import Terms
from caseflow.casework.search.words import terms
from caseflow.hotline.catalogue.lists import SUBJECTS

RATIO, SPREAD = 3.0, 2.0
"""How many times as long as in the minimal app a search may take; how far kinds of words may differ."""

QUERIES = 8
"""Of a whole page, at most: three are the search's own."""

SENTENCES, WORDS = 997, 7
"""How many sentences there are, of which a document has three; words of each."""

SHARES = {"物业": 32, "塌方": 4}
"""Words that stand in so many of a hundred documents."""

RARE, EACH = "蹊跷", 10_000
"""A word of one document in so many."""

KINDS = {"32%的词": "物业", "4%的词": "塌方", "万分之一的词": RARE, "没有的词": "麒麟"}
PHRASES = {"四个字": "反映塌方", "两个词": "物业 塌方"}

BURST = 12


def searches(database: str, url: str, original: Original, documents: int) -> list[Comparison | Figure]:
    """Each kind of word, and how far the kinds differ."""
    blocks = range(1, documents // original.tickets)
    copies.copy(url, original, blocks, tables=(Matter, Proceeding))
    with plainly(url) as connection:
        _fill(connection)
    asked = [_operation(*kind) for kind in (KINDS | PHRASES).items()]
    counts = counted(url, asked)
    with serve(CASEFLOW, url) as caseflow, serve(MINIMAL, url) as minimal:
        sign_in(caseflow.browser)
        sides = [(operation, Side(caseflow), Side(minimal)) for operation in asked]
        for operation, *_ in sides:
            in_turn(operation, Side(caseflow), Side(minimal), WARM_UP)
        for _ in range(ROUNDS):
            stay_signed_in(caseflow.browser)
            for side in sides:
                in_turn(*side, BURST)
        done = [compared(database, *side, *count, RATIO) for side, count in zip(sides, counts, strict=True)]
    kinds = [one.ours.p50 for one in done[: len(KINDS)]]
    return [*done, Figure(database, "搜索：最慢与最快的词之比", max(kinds) / min(kinds), "倍", SPREAD)]


def _operation(kind: str, text: str) -> Operation:
    request = Request(f"/search?q={quote(text)}")
    return Operation(f"搜索：{kind}", lambda _: request, lambda: request)


def _fill(connection: Connection) -> None:
    """A document for every proceeding, put together from the sentences inside the database."""
    postgresql = connection.dialect.name == "postgresql"
    for statement in _BEFORE[postgresql]:
        connection.execute(sa.text(statement))
    sentence = sa.Table(
        "sentence",
        sa.MetaData(),
        sa.Column("k", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text),
        sa.Column("terms", Terms),
    )
    sentence.create(connection)
    connection.execute(sa.insert(sentence), _sentences())
    connection.execute(sa.delete(SearchDocument))
    connection.execute(_documents(sentence))
    for statement in _AFTER[postgresql]:
        connection.execute(sa.text(statement))


_BEFORE = {
    True: ("drop index search_index",),
    False: tuple(f"drop trigger search_document_{deed}" for deed in ("insert", "update", "delete")),
}
_AFTER = {
    True: ("create index search_index on search_document using gin (terms)", "vacuum analyze"),
    False: ("insert into search_index(search_index) values ('rebuild')", "analyze"),
}


def _sentences() -> list[dict[str, object]]:
    """Sentences of ordinary words, then an empty one and one for each of the words that are looked for."""
    random = Random(12351)
    vocabulary = sorted({*SUBJECTS.values(), *EVERYDAY})
    told = ["".join(random.choices(vocabulary, k=WORDS)) + "。" for _ in range(SENTENCES)]
    texts = (*told, "", *(f"主要反映{word}问题。" for word in (*SHARES, RARE)))
    return [{"k": k, "text": text, "terms": list(dict.fromkeys(terms(text)))} for k, text in enumerate(texts)]


EVERYDAY = (
    *("职工来电", "单位负责人", "班组长", "项目部", "劳动合同", "工资表", "考勤记录", "微信转账"),
    *("多次讨要", "未果", "请求工会", "协助", "当面说明", "约定支付", "月底前", "仲裁申请"),
    *("材料齐全", "社会保险", "工作服", "宿舍", "食堂", "夜班", "加班费", "年休假"),
    *("请假条", "医院诊断", "安全帽", "培训费", "押金条", "离职手续"),
)


def _documents(sentence: sa.Table) -> sa.Insert:
    """Each of three sentences, and those of the marked words that it has."""
    id = Proceeding.id
    shares = zip(SHARES.values(), (101, 97), range(SENTENCES + 1, SENTENCES + 3), strict=True)
    chosen = (
        *(sa.func.mod(_whole(id / prime), SENTENCES) for prime in (1, 7, 61)),
        *(sa.case((sa.func.mod(id, prime) < share, k), else_=SENTENCES) for share, prime, k in shares),
        sa.case((sa.func.mod(id, EACH) == 7, SENTENCES + 3), else_=SENTENCES),
    )
    source: Any = Proceeding.__table__
    text: Any = sa.literal("~").concat(sa.func.lower(Proceeding.number))
    found: Any = sa.literal([], Terms)
    for k in chosen:
        part = sentence.alias()
        source = source.join(part, part.c.k == k)
        text, found = text.concat("\n").concat(part.c.text), found.op("||")(part.c.terms)
    rows = sa.select(id, text, sa.literal(""), sa.literal(""), sa.literal(""), found).select_from(source)
    return sa.insert(SearchDocument).from_select([*SearchDocument.__table__.c.keys()], rows)


def _whole(number: Any) -> Any:
    return sa.cast(sa.func.floor(number), sa.Integer)
