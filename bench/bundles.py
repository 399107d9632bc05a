"""A file of 200 pages bound into one PDF, and the memory that it takes."""

import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from bench.report import Figure
from caseflow.casework.bundles.binding import bind
from caseflow.casework.bundles.pieces import Cover, Piece
from caseflow.casework.documents import printing
from caseflow.casework.documents.samples import samples
from caseflow.casework.documents.typesetting import OURS
from caseflow.registry import PAPERS

PAGES, SECONDS, MEGABYTES = 200, 3, 150
"""Pages of the bundle; seconds that it may take; memory by which the process may grow."""

AT = datetime(2026, 11, 30, tzinfo=UTC)
COVER = Cover("调解卷宗", "", (("编号", "示例〔2026〕1号"),), "示例区总工会", "2026年11月30日")


def bundles(kind: str) -> Iterator[Figure]:
    """Papers as they are frozen, as many as it takes."""
    paper = PAPERS["mediation_minutes"]
    one = printing.pdf(samples(paper)[1], OURS[paper.look], AT)
    each = len(PdfReader(BytesIO(one)).pages)
    pieces = [Piece(f"第{n}份材料", sha256=str(n)) for n in range(-(-PAGES // each))]
    before = _megabytes()
    began = time.perf_counter()
    bound = bind(COVER, pieces, lambda _: (one,), AT)
    took = time.perf_counter() - began
    yield Figure(kind, f"{bound.pages} 页的卷宗", took, "秒", SECONDS)
    yield Figure(kind, f"装订 {bound.pages} 页时内存增加", _megabytes() - before, "MB", MEGABYTES)


def _megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
