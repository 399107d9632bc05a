"""The register of 三员: taken over from a file, entered by hand, counted at the end of a period."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit
from caseflow.casework.models import AuditEvent
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import SYSTEM, Role, Viewer
from caseflow.ledger import load
from caseflow.ledger.report import Imported, ImportRefused
from caseflow.outreach import actions, reading
from caseflow.outreach.actions import Details
from caseflow.outreach.models import Officer, OfficerRole
from caseflow.outreach.reading import Wanted
from caseflow.reports.counting import Asked, Split, count
from caseflow.reports.drilling import persons
from caseflow.reports.figures import figure
from caseflow.reports.measures import InPost
from caseflow.reports.periods import Period
from tests import given
from tests.ledger import files
from tests.ledger.files import OFFICERS, UNITS

AT = given.moment("2026-09-16")
HEADER = ["序号", "姓名", "岗位", "所属单位", "单位类型", "证书编号", "聘任日期", "培训学时"]
FIRST = ["1", "示例甲", "劳动争议调解员", "东城街道", "乡镇街道", "YS1", "2023-08-31", "8"]


def take_over(*rows: list[str]) -> Imported:
    data = {"三员.csv": files.as_csv([HEADER, *rows]), **files.given(UNITS)}
    return load.take_over(load.read(data), at=AT, tick=lambda _: None)


def changed(**cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(HEADER, FIRST, strict=True)]


def test_the_register_taken_over_twice_is_there_once(app: Flask) -> None:
    files_of_2024 = files.given(UNITS, OFFICERS)
    first = load.take_over(load.read(files_of_2024), at=AT, tick=lambda _: None)
    assert first.counts == {"单位": 34 + 11, "三员": 102}
    assert "单位名录中没有“示范企业甲”，已按企业新建" in "".join(map(str, first.notes))
    events = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    again = load.take_over(load.read(files_of_2024), at=AT, tick=lambda _: None)
    assert again.counts == {}
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == (events or 0) + 1
    assert reading.how_many(Wanted(), SYSTEM, date(2024, 12, 31)) == (102, 45)
    page = reading.officers(Wanted(unit_type="乡镇街道"), SYSTEM, date(2024, 12, 31))
    assert (len(page.rows), page.next is not None) == (50, True)


def test_a_person_may_have_several_roles(app: Flask, session: Session) -> None:
    both = changed(岗位="劳动关系信息员、劳动法律监督员")
    assert take_over(FIRST, both).counts["三员岗位"] == 1
    assert session.scalars(sa.select(Officer)).one().held == frozenset(OfficerRole)
    assert take_over(FIRST, both).counts == {}


BAD = {
    "岗位：没有“联络员”这一项": changed(岗位="联络员"),
    "所属单位：没有“无名镇”这个单位，请先导入单位名录": changed(所属单位="无名镇"),
    "单位类型：“东城街道”在系统中是街道工会，不是园区": changed(单位类型="园区"),
    "单位类型：没有“机关”这一项": changed(单位类型="机关"),
    "聘任日期：晚于今天": changed(聘任日期="2027-01-01"),
    "证书编号：不能为空": changed(证书编号=""),
    "培训学时：“很多”不是学时": changed(培训学时="很多"),
    "证书编号YS1已登记，但姓名不同": changed(姓名="示例乙"),
}


@pytest.mark.parametrize("reason", BAD)
def test_one_bad_row_and_nothing_is_taken_over(app: Flask, session: Session, reason: str) -> None:
    with pytest.raises(ImportRefused) as refusal:
        take_over(FIRST, BAD[reason])
    assert reason in str(refusal.value)
    assert "第3行" in str(refusal.value)
    assert session.scalars(sa.select(Officer)).all() == []


@pytest.fixture
def manager(app: Flask) -> Viewer:
    return given.viewer(Role.MANAGER)


def entered(manager: Viewer, unit: Unit, number: str = "YS1", since: str = "2024-03-01") -> Officer:
    held = frozenset({OfficerRole.INFORMANT})
    details = Details("示例甲", unit.id, held, date.fromisoformat(since), number, phone="13900000000")
    return actions.add_officer(details, viewer=manager, at=AT)


def value(code: str, period: str, viewer: Viewer = SYSTEM, **narrowed: str) -> Decimal | None:
    return count(Asked(viewer, Period.parse(period), AT, **narrowed)).value(figure(code))  # type: ignore[arg-type]


def test_who_is_counted_stands_in_post_at_the_end_of_the_period(manager: Viewer) -> None:
    # given one person in each of three units, of whom one left in May, and one has a term until June
    units = given.unit_tree()
    entered(manager, units.street, "1")
    leaves, lapses = entered(manager, units.town, "2"), entered(manager, units.town, "3")
    actions.end_term(leaves.id, date(2024, 5, 31), "调离", viewer=manager, at=AT)
    said = Details("示例丙", units.town.id, lapses.held, lapses.appointed_on, "3", date(2024, 6, 30))
    actions.change_officer(lapses.id, said, viewer=manager, at=AT)
    # when months are counted
    months = ("2024-02", "2024-03", "2024-05", "2024-06", "2024-07", "2024")
    # then each tells who was there on its last day
    assert [value("officers", month) for month in months] == [0, 3, 2, 2, 1, 1]
    assert [value("officer_towns", month) for month in months] == [0, 2, 2, 2, 1, 1]
    report = count(Asked(SYSTEM, Period.year(2024), AT), Split.MONTH)
    assert [report.value(figure("officers"), 202400 + n) for n in (2, 3, 5, 7)] == [0, 3, 2, 1]
    by_unit = count(Asked(SYSTEM, Period.parse("2024-03"), AT), Split.UNIT)
    assert {key: by_unit.value(figure("officers"), key) for key in by_unit.split()} == {
        units.street.id: 1,
        units.town.id: 2,
    }
    # and a list is as long as its number says, for a cell as well
    may = Asked(SYSTEM, Period.year(2024), AT, cell=(Split.MONTH, 202405))
    assert len(persons(InPost(), may).rows) == 2
    assert [one.in_unit for one in persons(InPost("乡镇街道"), replace(may, cell=None)).rows] == [1]


def test_posts_have_no_channel_and_a_period_to_come_has_no_posts(manager: Viewer) -> None:
    entered(manager, given.unit_tree().street)
    assert value("officers", "2024", channel="call") is None
    assert value("officers", "2099") is None
    assert value("officers", "2026") == 1


def test_a_township_sees_its_own(manager: Viewer) -> None:
    units = given.unit_tree()
    here, there = entered(manager, units.town, "1"), entered(manager, units.street, "2")
    own = given.viewer(given.user(Role.HANDLING_UNIT, unit=units.town))
    assert [one.officer.id for one in reading.officers(Wanted(standing="all"), own, AT.date()).rows] == [
        here.id
    ]
    assert value("officers", "2024", own) == 1
    with pytest.raises(NotFound):
        reading.find_officer(there.id, own)
    with pytest.raises(Forbidden):
        actions.end_term(here.id, date(2024, 5, 1), "调离", viewer=own, at=AT)


REFUSED: dict[str, Callable[[Details], Details]] = {
    "certificate_no": lambda said: said,
    "unit_id": lambda said: replace(said, unit_id=10**6),
    "held": lambda said: replace(said, held=frozenset(), certificate_no=None),
    "appointed_on": lambda said: replace(said, appointed_on=date(2027, 1, 1), certificate_no=None),
    "term_until": lambda said: replace(said, term_until=date(2020, 1, 1), certificate_no=None),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(manager: Viewer, name: str) -> None:
    known = entered(manager, given.unit_tree().street)
    said = Details("示例乙", known.unit_id, known.held, known.appointed_on, known.certificate_no)
    with pytest.raises(Incomplete) as refusal:
        actions.add_officer(REFUSED[name](said), viewer=manager, at=AT)
    assert list(refusal.value.fields) == [name]


def test_a_term_ends_once_and_the_trail_keeps_no_phone(manager: Viewer, session: Session) -> None:
    officer = entered(manager, given.unit_tree().street)
    for on in (date(2024, 2, 1), date(2026, 9, 17)):
        with pytest.raises(Incomplete):
            actions.end_term(officer.id, on, "调离", viewer=manager, at=AT)
    actions.end_term(officer.id, date(2026, 9, 1), "调离", viewer=manager, at=AT)
    with pytest.raises(GuardRefused):
        actions.end_term(officer.id, date(2026, 9, 1), "调离", viewer=manager, at=AT)
    actions.resume_term(officer.id, viewer=manager, at=AT)
    events = session.scalars(sa.select(AuditEvent).where(AuditEvent.action.startswith("officer_"))).all()
    assert [event.action for event in events] == ["officer_added", "officer_ended", "officer_resumed"]
    assert "13900000000" not in str([event.data for event in events])
    assert session.get_one(Officer, officer.id).phone == "13900000000"
