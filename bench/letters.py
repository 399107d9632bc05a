"""Letters as PDF: the first, one after warm-up, and many in a row with the memory that they leave."""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bench.report import Figure
from caseflow.casework.documents import printing
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.samples import samples
from caseflow.casework.documents.typesetting import OURS
from caseflow.registry import PAPERS

MANY, FEW = 500, 50
FIRST_MS, ONE_MS, MANY_SECONDS, GROWTH_MB = 500, 15, 10, 30
"""Targets: the first letter, one after warm-up, all of them, what the memory may grow by meanwhile."""

AT = datetime(2026, 11, 30, tzinfo=UTC)


def letters(kind: str) -> Iterator[Figure]:
    """The 提示函 with what it needs, drawn as often as a busy year asks for."""
    paper = PAPERS["reminder"]
    first = _milliseconds(paper, 1)
    each = _milliseconds(paper, FEW) / FEW
    before = _megabytes()
    many = _milliseconds(paper, MANY) / 1000
    yield Figure(kind, "第一份函件（含启动）", first, "毫秒", FIRST_MS)
    yield Figure(kind, "预热后每份函件", each, "毫秒", ONE_MS)
    yield Figure(kind, f"{MANY} 份函件", many, "秒", MANY_SECONDS)
    yield Figure(kind, f"{MANY} 份函件后内存增加", _megabytes() - before, "MB", GROWTH_MB)


def _milliseconds(paper: Paper, times: int) -> float:
    """How long it takes to draw the letter so often, each one a little different."""
    sheet = samples(paper)[1]
    began = time.perf_counter()
    for n in range(times):
        printing.pdf(replace(sheet, number=f"示例〔2026〕{n}号"), OURS[paper.look], AT)
    return (time.perf_counter() - began) * 1000


def _megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
