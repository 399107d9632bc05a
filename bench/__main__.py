"""`python -m bench`: everything in one run; see --help."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime

from bench import annual, copies, data, export, importing, measure, recount, searches, sweep
from bench.bundles import bundles
from bench.copies import Original
from bench.letters import letters
from bench.places import KINDS, Place, migrate, office, place
from bench.report import Comparison, Figure, as_json, table
from caseflow.kernel.time import utcnow

PARTS = (
    *("pages", "search", "growth", "board", "sweep", "recount"),
    *("letters", "bundle", "export", "report", "import"),
)
ALONE = {"letters", "bundle", "import"}
"""Parts that need no large database."""

TICKETS = 200
"""Tickets that the use cases lead through the process; all others are copies."""

FEWER = 100
"""How many times fewer running clocks the small database has."""

FEWEST = 10_000
"""Matters; with fewer there is not enough to act on."""


def main() -> None:
    """Measure what was asked for and print it."""
    asked = _arguments()
    began, load = time.monotonic(), os.getloadavg()[0]
    found: list[Comparison | Figure] = [*letters("排版")] if "letters" in asked.only else []
    found += [*bundles("装订")] if "bundle" in asked.only else []
    if "import" in asked.only:
        found += [one for kind in asked.database for one in _imported(kind, asked.rows)]
    if not set(asked.only) <= ALONE:
        found += [one for kind in asked.database for one in _measured(kind, asked)]
    comparisons = [one for one in found if isinstance(one, Comparison)]
    figures = [one for one in found if isinstance(one, Figure)]
    if asked.json:
        print(as_json(comparisons, figures))
        return
    print(table(comparisons), *figures, sep="\n")
    minutes = (time.monotonic() - began) / 60
    print(f"时间单位毫秒，CPU 是工作进程每次请求所用。开始前系统负载 {load:.1f}，共 {minutes:.1f} 分钟。")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="性能测量：与只做必要工作的最小应用同时比较"
    )
    parser.add_argument("--database", choices=(*KINDS, "both"), default="both", help="在哪种数据库上测量")
    parser.add_argument("--matters", type=int, default=100_000, help="案件数（默认 100000）")
    parser.add_argument("--clocks", type=int, default=1_000_000, help="运行中的期限数（默认 1000000）")
    parser.add_argument("--documents", type=int, default=1_000_000, help="搜索和报表的案件数（默认 1000000）")
    parser.add_argument("--rows", type=int, default=10_000, help="导入的台账行数（默认 10000）")
    parser.add_argument("--only", choices=PARTS, action="append", help="只测这一部分，可重复")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    asked = parser.parse_args()
    asked.database = KINDS if asked.database == "both" else (asked.database,)
    asked.only = asked.only or PARTS
    if asked.clocks < asked.matters or asked.matters < FEWEST:
        parser.error(f"案件至少{FEWEST:,}个，期限不少于案件")
    return asked


def _measured(kind: str, asked: argparse.Namespace) -> Iterator[Comparison | Figure]:
    """Everything on one kind of database, which grows on the way."""
    at = utcnow()
    with place(kind) as here:
        _tell(kind, "准备数据")
        _furnish(here.create("base"), at)
        large = here.clone("base", "large")
        original = Original.read(large)
        first = range(1, asked.matters // original.tickets)
        more = range(first.stop, asked.clocks // original.clocks)
        yield from _many(kind, here, original, asked, at)
        if {"search", "report"}.issuperset(asked.only):
            return
        copies.copy(large, original, first)
        if "pages" in asked.only:
            _tell(kind, f"测量页面，{asked.matters:,}个案件")
            yield from measure.pages(kind, here.clone("large", "pages"))
        if "sweep" in asked.only:
            _tell(kind, "测量扫描")
            yield from sweep.sweeps(kind, large, original, first, at)
        yield from _recounted(kind, here, asked.only, at)
        yield from _exported(kind, here, asked.only, original, first)
        if {"growth", "board", "sweep"}.isdisjoint(asked.only):
            return
        _tell(kind, f"增加到{asked.clocks:,}个期限")
        copies.copy(large, original, more, only_running=True)
        if not {"growth", "board"}.isdisjoint(asked.only):
            small = here.clone("base", "small")
            copies.copy(small, original, range(1, more.stop // FEWER))
            yield from _grown(kind, small, large, asked)
        if "sweep" in asked.only:
            _tell(kind, "测量扫描")
            yield from sweep.sweeps(kind, large, original, more, at)


def _many(
    kind: str, here: Place, original: Original, asked: argparse.Namespace, at: datetime
) -> Iterator[Comparison | Figure]:
    """What is measured over a million matters, each on a database of its own."""
    if "search" in asked.only:
        _tell(kind, f"测量搜索，{asked.documents:,}个案件")
        yield from searches.searches(kind, here.clone("base", "searched"), original, asked.documents)
    if "report" in asked.only:
        _tell(kind, f"测量报表，{asked.documents:,}个案件")
        yield from annual.reports(kind, here.clone("base", "reported"), original, asked.documents, at)


def _imported(kind: str, rows: int) -> Iterator[Figure]:
    """A ledger taken over into an office that has hardly begun."""
    with place(kind) as here:
        _tell(kind, f"测量导入，{rows:,}行")
        migrate(url := here.create("imported"))
        yield from importing.imports(kind, url, utcnow(), rows)


def _recounted(kind: str, here: Place, only: Sequence[str], at: datetime) -> Iterator[Figure]:
    """A change of the calendar, if it was asked for, on a copy: it moves every clock."""
    if "recount" in only:
        _tell(kind, "测量日历变更")
        yield from recount.recounts(kind, here.clone("large", "recounted"), at)


def _exported(
    kind: str, here: Place, only: Sequence[str], original: Original, first: range
) -> Iterator[Figure]:
    if "export" in only:
        _tell(kind, "测量导出")
        yield from export.exports(kind, here.clone("large", "exported"), original, first)


def _grown(kind: str, small: str, large: str, asked: argparse.Namespace) -> Iterator[Comparison | Figure]:
    """What is measured on a small database and on a large one."""
    label = f"{asked.clocks:,}个期限"
    if "growth" in asked.only:
        _tell(kind, "测量队列的增长")
        yield from measure.growth(kind, small, large, label)
    if "board" in asked.only:
        _tell(kind, "测量看板")
        yield from measure.board(kind, small, large, label)


def _furnish(url: str, at: datetime) -> None:
    migrate(url)
    with office(url):
        data.furnish(TICKETS, at)


def _tell(kind: str, doing: str) -> None:
    print(f"{kind}：{doing}……", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
