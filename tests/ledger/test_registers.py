"""Registers that are imported on the page: units, officers, employers, the days of a notice."""

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import Unit
from caseflow.casework.models import CalendarChange, EmployerRecord, Phase
from caseflow.casework.register.employers import employers
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from caseflow.ledger import undoing
from caseflow.ledger.models import Stage
from caseflow.outreach.models import Officer, OfficerRole
from tests import given
from tests.ledger import files
from tests.ledger.files import OFFICERS, UNITS, as_csv
from tests.ledger.importer import NOW, brought, faults, run, taken_over, viewer


def test_units_and_officers_are_kinds_of_the_page(app: Flask) -> None:
    admin = given.viewer(Role.ADMIN)
    # given the units, and officers in two roles
    units = taken_over("units", files.given(UNITS)[UNITS], admin)
    officers = taken_over("officers", as_csv(files.rows(OFFICERS)[:4]), admin)
    assert (units.made, officers.made["三员"]) == ({"单位": 34}, 3)
    # then the units cannot be taken back before the officers who stand on them
    with pytest.raises(GuardRefused, match="三员名册已经用到"):
        undoing.undo(units.id, viewer=admin, at=NOW)
    undoing.undo(officers.id, viewer=admin, at=NOW)
    undoing.undo(units.id, viewer=admin, at=NOW)
    assert db.session.scalar(sa.select(sa.func.count(Officer.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(Unit.id))) == 3


def test_a_role_that_was_added_is_taken_away_again(towns: None) -> None:
    header, first, *_ = files.rows(OFFICERS)
    other = [*first]
    other[header.index("岗位")] = "劳动关系信息员"
    taken_over("officers", as_csv([header, first]))
    more = taken_over("officers", as_csv([header, other]))
    officer = db.session.scalars(sa.select(Officer)).one()
    assert more.made == {"三员岗位": 1}
    assert officer.held == {OfficerRole.INFORMANT, OfficerRole.MEDIATOR}
    undoing.undo(more.id, viewer=viewer(), at=NOW)
    db.session.refresh(officer)
    assert officer.held == {OfficerRole.MEDIATOR}


EMPLOYERS = [
    ["用人单位名称", "统一社会信用代码", "单位地址", "主管工会"],
    ["示例甲物业有限公司", "", "示例路1号", "东城街道"],
    ["示例乙餐饮有限公司", "", "", ""],
]


def test_employers_are_listed_before_there_is_a_matter(towns: None) -> None:
    taken_over("employers", as_csv(EMPLOYERS))
    found = db.session.scalars(sa.select(EmployerRecord).order_by(EmployerRecord.id)).all()
    assert [(one.name, one.listed, one.unit_id is None) for one in found] == [
        ("示例甲物业有限公司", True, False),
        ("示例乙餐饮有限公司", True, True),
    ]
    seen = employers(viewer(), at=NOW).rows
    assert [one.name for one in seen] == ["示例乙餐饮有限公司", "示例甲物业有限公司"]
    header, first, _ = EMPLOYERS
    changed = as_csv([header, [first[0], "9150", "示例路2号", "无名镇"], [first[0], "", "示例路2号", ""]])
    batch = run(brought("employers", changed))
    assert faults(batch.id) == {
        2: {
            "统一社会信用代码": "统一社会信用代码不正确，请核对18位代码",
            "主管工会": "没有“无名镇”这个单位，请先导入单位名录",
        },
        3: {"": "“示例甲物业有限公司”已在单位档案中，但单位地址不同，请在单位档案中更正"},
    }


NOTICE = [
    ["日期", "类型", "说明"],
    ["2028年1月1日至3日", "放假", "元旦"],
    ["5月1日至5日", "放假", "劳动节"],
    ["10月1日至7日", "放假", "国庆节"],
]


def test_holidays_become_a_change_of_the_calendar(app: Flask) -> None:
    batch = taken_over("holidays", as_csv(NOTICE))
    change = db.session.scalars(sa.select(CalendarChange)).one()
    assert (change.year, change.phase, change.source) == (2028, Phase.PROPOSED, "示例来源")
    undoing.undo(batch.id, viewer=viewer(), at=NOW)
    db.session.refresh(change)
    assert change.phase is Phase.WITHDRAWN
    short = run(brought("holidays", as_csv(NOTICE[:3])))
    assert (short.stage, short.faulty) == (Stage.FAULTY, 0)
    assert "缺少法定节日2028-10-01" in short.remark
