"""A ledger checked and taken over through the engine, as the page does it: how fast, by row."""

import csv
import io
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from bench.places import office
from bench.report import Figure
from caseflow.accounts.models import Unit
from caseflow.accounts.viewers import viewer_of
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.ledger import batches, running
from caseflow.ledger.batches import Brought
from caseflow.ledger.reading import APPEALS
from tests import given

UNIT, AT_MOST = "毫秒/行", 1_000 / 150
"""A hundred and fifty rows a second."""

SAID = {
    "来源渠道": "来电",
    "诉求类别": "拖欠工资",
    "涉及人数": "1",
    "涉及金额（元）": "12000",
    "办理方式": "热线维权",
    "办理结果": "已协调付清",
    "挽回金额（元）": "12000",
    "满意度": "满意",
}
LONG_AGO, DAYS = 900, 300


def imports(database: str, url: str, at: datetime, rows: int) -> Iterator[Figure]:
    """The check, which writes nothing, and the import itself."""
    with office(url):
        manager = viewer_of(given.person(Role.MANAGER).id, local_day(at))
        given.unit_tree()
        town = db.session.scalars(sa.select(Unit.name).where(Unit.parent_id.is_not(None))).first()
        if manager is None or town is None:
            raise RuntimeError("the office has no manager, or no unit below it")
        data = _ledger(rows, town, at)
        began = time.perf_counter()
        batch = batches.bring(Brought("appeals", "测量", "台账.csv", data), viewer=manager, at=at)
        running.advance(at=at)
        checked = time.perf_counter()
        batches.confirm(batch, viewer=manager, at=at)
        running.advance(at=at)
        ended = time.perf_counter()
        done = running.step(batch, at=at).done
    yield Figure(database, f"台账检查，{rows:,}行", _each(checked - began, rows), UNIT, AT_MOST)
    yield Figure(database, f"台账导入，{rows:,}行", _each(ended - checked, rows), UNIT, AT_MOST)
    yield Figure(database, "没有导入的行", rows - done, "行", 0)


def _each(seconds: float, rows: int) -> float:
    return 1_000 * seconds / rows


def _ledger(rows: int, town: str, at: datetime) -> bytes:
    """So many appeals that were registered and answered long ago."""
    text = io.StringIO()
    writer = csv.DictWriter(text, APPEALS.columns, restval="")
    writer.writeheader()
    for n in range(rows):
        day = local_day(at) - timedelta(days=LONG_AGO - n % DAYS)
        came = {"受理日期": day.isoformat(), "办结日期": (day + timedelta(days=10)).isoformat()}
        who = {"诉求人": f"示例测量{n}", "用人单位": f"示例测量{n % 500}公司", "诉求内容": f"示例：欠薪{n}"}
        writer.writerow({**SAID, **came, **who, "所属乡镇（街道）": town})
    return text.getvalue().encode("gb18030")
