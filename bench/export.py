"""A long table made by the job: rows a second, and the memory that it takes beside an idle process."""

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import sqlalchemy as sa

from bench import copies
from bench.copies import Original
from bench.places import office
from bench.report import Figure
from caseflow.accounts.models import UserRole
from caseflow.accounts.viewers import viewer_of
from caseflow.casework.exports import orders
from caseflow.casework.exports.orders import Order
from caseflow.casework.models import Export, ExportForm, ExportPhase, Proceeding
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.exports import running

ROWS = 100_000
ROWS_A_SECOND, MEBIBYTES = 7_000, 120
THOUSAND = 1_000


@dataclass(frozen=True, slots=True)
class Made:
    """What one run came to."""

    rows: int
    seconds: float
    cpu: float
    mebibytes: float


def exports(database: str, url: str, original: Original, there: range) -> Iterator[Figure]:
    """A queue of a hundred thousand in each form, each in a process of its own."""
    with office(url):
        under_way = db.session.scalars(sa.select(sa.func.count(Proceeding.id)).where(Proceeding.open)).one()
    lacking = max(0, ROWS - under_way) * len(there) // under_way + 2
    copies.copy(url, original, range(there.stop, there.stop + lacking), only_running=True)
    for form in ExportForm:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            made = alone.submit(_export, url, form).result()
        what = f"导出 {form.value.upper()}，{made.rows:,}行"
        limit = THOUSAND / ROWS_A_SECOND * THOUSAND
        yield Figure(database, f"{what}，每千行", _each(made.seconds, made.rows), "毫秒", limit)
        yield Figure(database, f"{what}，每千行 CPU", _each(made.cpu, made.rows), "毫秒", limit)
        yield Figure(database, f"{what}，比空闲时多用内存", made.mebibytes, "MiB", MEBIBYTES)


def _each(seconds: float, rows: int) -> float:
    return THOUSAND * seconds / (rows / THOUSAND)


def _export(url: str, form: ExportForm) -> Made:
    with office(url):
        viewer = _manager()
        _run("tab=mine", form, viewer)  # warm: everything is imported, every statement compiled
        idle = _resident()
        began, used = time.perf_counter(), time.process_time()
        rows = _run("tab=team", form, viewer)
        ended, spent = time.perf_counter(), time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Made(rows, ended - began, spent - used, peak - idle)


def _manager() -> Viewer:
    who = db.session.scalars(sa.select(UserRole.user_id).where(UserRole.role == Role.MANAGER)).first()
    viewer = viewer_of(who or 0, local_day(utcnow()))
    assert viewer
    return viewer


def _run(query: str, form: ExportForm, viewer: Viewer) -> int:
    order = Order("queue.index", query, "工单队列", "", form, "测量")
    id = orders.place(order, viewer=viewer, at=utcnow()).id
    running.run(at=utcnow())
    export = db.session.get_one(Export, id)
    assert export.phase is ExportPhase.READY
    return export.rows


def _resident() -> float:
    """What this process has in memory now."""
    (line,) = (each for each in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in each)
    return int(line.split()[1]) / 1024
