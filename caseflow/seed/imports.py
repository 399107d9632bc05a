"""Two files of an earlier year: one taken over, one whose rows have faults (示例导入)."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta

from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.ledger import batches, running
from caseflow.ledger.batches import Brought
from caseflow.ledger.reading import APPEALS
from caseflow.seed.office import Office

SOURCE = "演示区总工会往年台账"
LONG_AGO = timedelta(days=500)
FIRST = ("示例甲", "示范物业管理有限公司", "东城街道", "拖欠工资", "往年：两个月工资未发")
SECOND = ("示例乙", "示范餐饮服务有限公司", "南平镇", "超时加班", "往年：加班费计算有误")
"""Who, employer, town, subject and story of a row."""


def bring(office: Office, at: datetime) -> None:
    """A ledger of two rows is imported; the next one waits for its faults to be mended."""
    manager = replace(office.cast.holders(Role.MANAGER)[0], everywhere=True)  # who works in the root
    day = local_day(at) - LONG_AGO
    rows = [_row(n, row, day.isoformat()) for n, row in enumerate((FIRST, SECOND))]
    first = batches.bring(_file("往年台账.csv", rows), viewer=manager, at=at)
    running.advance(at=at)
    batches.confirm(first, viewer=manager, at=at)
    faulty = [
        {**rows[0], "受理日期": "去年底", "诉求内容": "往年台账：另一件"},
        {**rows[1], "所属乡镇（街道）": "无名镇"},
    ]
    batches.bring(_file("往年台账补录.csv", faulty), viewer=manager, at=at)
    running.advance(at=at)


def _row(n: int, told: tuple[str, ...], day: str) -> dict[str, str]:
    named = ("诉求人", "用人单位", "所属乡镇（街道）", "诉求类别", "诉求内容")
    came = {"来源渠道": "来电", "办理方式": "热线维权"}
    ended = {"受理日期": day, "办结日期": day, "办理结果": "已协调解决", "满意度": "满意"}
    numbers = {"涉及人数": str(n + 1), "涉及金额（元）": "6000", "挽回金额（元）": "6000"}
    return {**dict(zip(named, told, strict=True)), **came, **ended, **numbers}


def _file(name: str, rows: list[dict[str, str]]) -> Brought:
    text = io.StringIO()
    writer = csv.DictWriter(text, APPEALS.columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return Brought("appeals", SOURCE, name, text.getvalue().encode("gb18030"))
