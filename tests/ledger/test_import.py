"""The ledgers of 2024 taken over: the figures of the year, no reminders of the past, all or nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, User
from caseflow.aid.models import AidCase
from caseflow.casework import audit, reminders
from caseflow.casework.models import AuditEvent, Matter, Notification, Proceeding, RunningClock
from caseflow.extensions import Base, db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.ledger import load
from caseflow.ledger.report import Imported, ImportRefused
from caseflow.mediation.models import Mediation
from caseflow.notice.models import PublicReminder
from tests import given
from tests.conftest import Place, Told, told_once
from tests.ledger import files
from tests.ledger.files import LEDGER, NOTICES, UNITS

pytestmark = pytest.mark.xdist_group("ledger")

NOW = given.moment("2026-11-23")
YEAR = (given.moment("2024-01-01T00:00"), given.moment("2025-01-01T00:00"))


def take_over(data: dict[str, bytes]) -> Imported:
    return load.take_over(load.read(data), at=NOW, tick=lambda _: None)


def rehearse(data: dict[str, bytes]) -> Imported:
    return load.rehearse(load.read(data), at=NOW, tick=lambda _: None)


@pytest.fixture(scope="module")
def taken_over(place: Place) -> Iterator[Told[Imported]]:
    with told_once(place, lambda: take_over(files.given(LEDGER, NOTICES, UNITS))) as told:
        yield told


@pytest.fixture
def imported(taken_over: Told[Imported]) -> Iterator[Session]:
    with taken_over.again():
        yield db.session()


def rows_of_every_table(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {t.name: session.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for t in tables}


def test_the_figures_of_2024(imported: Session) -> None:
    closed = sa.select(sa.func.count(Ticket.id)).where(
        Ticket.closed_at.between(*YEAR),
        Ticket.service.in_(["TS", "FY"]),
        Ticket.channel == "call",
        Ticket.state.in_(["closed", "archived"]),
    )
    assert imported.scalar(closed) == 11
    approved = sa.select(AuditEvent.proceeding_id).where(
        AuditEvent.action == "approve", AuditEvent.at.between(*YEAR)
    )
    assert imported.scalar(sa.select(sa.func.count(AidCase.id)).where(AidCase.id.in_(approved))) == 3
    issued = sa.select(PublicReminder.number).where(
        PublicReminder.published_on.between(date(2024, 1, 1), date(2024, 12, 31))
    )
    numbers = imported.scalars(issued.order_by(PublicReminder.id)).all()
    assert numbers == [f"演示工监公提〔2024〕{n}号" for n in range(1, 6)]


def test_a_row_keeps_what_it_says(imported: Session) -> None:
    ticket = imported.scalars(sa.select(Ticket).order_by(Ticket.opened_at)).first()
    assert ticket is not None
    matter = ticket.matter
    assert ticket.number == "NC12351-20240109-0001"
    assert (ticket.state, ticket.satisfaction) == ("archived", "satisfied")
    assert (matter.amount, ticket.recovered_amount) == (Decimal(186000), Decimal(186000))
    assert (matter.category, matter.headcount, matter.collective) == ("0101", 12, True)
    assert matter.worker is not None
    assert (matter.worker.name, matter.worker.phone) == ("测试甲一", "13900000001")
    assert imported.get_one(Unit, ticket.unit_id).name == "东城街道"
    assert local_day(ticket.opened_at) == date(2024, 1, 9)
    assert ticket.closed_at is not None
    assert local_day(ticket.closed_at) == date(2024, 2, 6)


def test_special_ways_become_children_taken_to_their_end(imported: Session) -> None:
    aid = imported.scalars(sa.select(AidCase).order_by(AidCase.id)).all()
    assert [case.state for case in aid] == ["archived"] * 3
    assert [case.outcome for case in aid] == ["settled", "settled", "partly"]
    mediation = imported.scalars(sa.select(Mediation)).one()
    assert (mediation.state, mediation.agreed_amount) == ("archived", Decimal(60000))
    assert all(case.parent_id for case in (*aid, mediation))


def test_nobody_is_named_for_what_an_account_wrote(imported: Session) -> None:
    actors = set(imported.scalars(sa.select(AuditEvent.actor).where(AuditEvent.matter_id.is_not(None))))
    assert {name.partition("-")[0] for name in actors} == {"导入", "系统"}
    accounts = imported.scalars(sa.select(User)).all()
    assert len(accounts) == 10
    assert not any(account.active for account in accounts)


def test_what_is_taken_over_is_marked_and_dated_twice(imported: Session) -> None:
    every = sa.select(sa.func.count()).select_from
    assert imported.scalar(every(Matter).where(Matter.imported.is_(False))) == 0
    assert imported.scalar(every(Proceeding).where(Proceeding.imported.is_(False))) == 0
    events = imported.scalars(sa.select(AuditEvent).where(AuditEvent.proceeding_id.is_not(None))).all()
    assert all(event.recorded_at == NOW and event.at < NOW for event in events)
    links, broken = audit.verify(imported)
    assert broken is None
    assert links > len(events)


def test_the_past_reminds_nobody(imported: Session) -> None:
    assert not imported.scalars(sa.select(RunningClock).where(RunningClock.stopped_at.is_(None))).all()
    assert reminders.sweep(at=NOW) == reminders.Swept()
    assert imported.scalar(sa.select(sa.func.count(Notification.id))) == 0


def test_the_unit_tree(imported: Session) -> None:
    root = imported.scalars(sa.select(Unit).where(Unit.parent_id.is_(None))).one()
    assert root.name == "演示区总工会"
    below = imported.scalars(sa.select(Unit).where(Unit.parent_id == root.id)).all()
    assert len(below) == 34
    assert len({unit.area for unit in below}) == 5
    assert all(unit.path == f"{root.path}{unit.id}/" for unit in below)


def test_workbooks_give_the_same(app: Flask) -> None:
    data = {f"{name}.xlsx": files.as_workbook(files.rows(name)) for name in (LEDGER, NOTICES, UNITS)}
    counts = take_over(data).counts
    assert counts == {"单位": 34, "工单": 11, "法律援助": 3, "调解": 1, "公开提示函": 5}
    with pytest.raises(ImportRefused, match="第3行：与NC12351-20240109-0001相同"):
        take_over(files.given(LEDGER))


def test_a_rehearsal_leaves_no_trace(app: Flask, session: Session) -> None:
    before = rows_of_every_table(session)
    assert rehearse(files.given(LEDGER, NOTICES, UNITS)).counts["工单"] == 11
    assert rows_of_every_table(db.session()) == before
    assert take_over(files.given(LEDGER, NOTICES, UNITS)).counts["工单"] == 11


def test_the_same_file_again_is_refused_row_by_row(imported: Session) -> None:
    before = rows_of_every_table(imported)
    with pytest.raises(ImportRefused) as refusal:
        take_over(files.given(LEDGER, NOTICES, UNITS))
    assert len(refusal.value.faults) == 16
    assert "与NC12351-20240109-0001相同，已经导入过" in str(refusal.value)
    assert "与演示工监公提〔2024〕1号相同，已经导入过" in str(refusal.value)
    assert rows_of_every_table(db.session()) == before


def test_a_row_that_is_odd_is_taken_over_and_told(app: Flask) -> None:
    (note,) = take_over(files.given(LEDGER, UNITS)).notes
    assert str(note) == f"{LEDGER} 第5行 联系电话：位数不像电话号码，已照录，请核对"


Change = Callable[[dict[str, str]], object]


def says(**cells: str) -> Change:
    return lambda row: row.update(cells)


BAD_ROWS: dict[str, Change] = {
    "受理日期：“腊月初八”不是日期": says(受理日期="腊月初八"),
    "受理日期：不能为空": says(受理日期=" "),
    "受理日期：不早于今天": says(受理日期="2026-11-23", 办结日期="", 办理结果=""),
    "来源渠道：没有“飞鸽传书”这一项": says(来源渠道="飞鸽传书"),
    "联系电话：“见附页”不是电话号码": says(联系电话="见附页"),
    "所属乡镇（街道）：没有“无名镇”这个单位": lambda row: row.update({"所属乡镇（街道）": "无名镇"}),
    "诉求类别：没有“邻里纠纷”这一项": says(诉求类别="邻里纠纷"),
    "涉及人数：“若干”不是人数": says(涉及人数="若干"),
    "涉及金额（元）：金额不能为负数": lambda row: row.update({"涉及金额（元）": "-186,000"}),
    "办理方式：没有“走访”这一项": says(办理方式="热线维权、走访"),
    "办结日期：早于受理日期": says(办结日期="2024-01-08"),
    "办结日期：已有办理结果的不能为空": says(办结日期=""),
    "办结日期：不早于今天": says(办结日期="2026-12-01"),
    "办理结果：已办结的不能为空": says(办理结果=""),
    "满意度：没有“尚可”这一项": says(满意度="尚可"),
    "用人单位：最多100字": says(用人单位="长" * 101),
    "须在两日以上分三次回访": says(办结日期="2024-01-09", 满意度="未回访到"),
}


@pytest.mark.parametrize("reason", BAD_ROWS)
def test_a_bad_row_is_refused(app: Flask, session: Session, reason: str) -> None:
    before = rows_of_every_table(session)
    data = {"账.csv": files.ledger_with(BAD_ROWS[reason]), **files.given(UNITS)}
    with pytest.raises(ImportRefused) as refusal:
        take_over(data)
    (fault,) = refusal.value.faults
    assert (fault.file, fault.row) == ("账.csv", 3)
    assert reason in str(fault)
    assert rows_of_every_table(db.session()) == before


def test_every_fault_of_every_row_is_named(app: Flask, session: Session) -> None:
    before = rows_of_every_table(session)
    bad = files.ledger_with(says(受理日期="?", 涉及人数="0", 满意度="?"), only=False)
    letter = files.as_csv([*files.rows(NOTICES)[:1], ["1", "建议书", "城区片区", "2024-13-01", "", "依据"]])
    with pytest.raises(ImportRefused) as refusal:
        take_over({"账.csv": bad, "函.csv": letter, **files.given(UNITS)})
    places = [(fault.file, fault.row, fault.column) for fault in refusal.value.faults]
    assert places == [
        *[("账.csv", 3, column) for column in ("受理日期", "涉及人数", "满意度")],
        *[("函.csv", 2, column) for column in ("文书类型", "发放日期", "主题")],
    ]
    assert rows_of_every_table(db.session()) == before


def test_files_that_are_no_tables_are_all_named(app: Flask) -> None:
    with pytest.raises(ImportRefused) as refusal:
        load.read({"空.csv": b"", "函.pdf": b"%PDF", "别的.csv": files.as_csv([["甲", "乙"], ["1", "2"]])})
    assert [fault.file for fault in refusal.value.faults] == ["空.csv", "函.pdf", "别的.csv"]


def test_a_unit_that_is_otherwise_is_not_changed(imported: Session) -> None:
    moved = files.as_csv([["名称", "类型", "片区"], ["东城街道", "镇", "城区片区"]])
    with pytest.raises(ImportRefused, match="已有名为“东城街道”的单位，但类型、片区或者状态不同"):
        take_over({"单位.csv": moved})


def test_an_appeal_under_way_waits_for_its_unit(app: Flask, session: Session) -> None:
    # given an appeal of last week that nobody has finished
    row = says(受理日期="2026-11-19", 办结日期="", 办理结果="", 满意度="", 涉及人数="3")
    # when it is taken over on the Monday after
    take_over({"账.csv": files.ledger_with(row), **files.given(UNITS)})
    # then its unit has it, late or not, and the ladder begins with what comes next
    ticket = session.scalars(sa.select(Ticket)).one()
    assert (ticket.state, ticket.open) == ("dispatched", True)
    clocks = {clock.code: clock for clock in session.scalars(sa.select(RunningClock)) if not clock.stopped_at}
    assert clocks["HD3"].due_at < NOW
    stages = [clock.next_stage_at for clock in clocks.values() if clock.next_stage_at]
    assert stages
    assert min(stages) > NOW
    assert reminders.sweep(at=NOW) == reminders.Swept()


def test_the_handler_is_the_colleague_of_that_name(app: Flask, session: Session) -> None:
    take_over(files.given(UNITS))
    town = session.scalars(sa.select(Unit).where(Unit.name == "东城街道")).one()
    handler = given.user(Role.HANDLING_UNIT, unit=town)
    take_over({"账.csv": files.ledger_with(says(承办人=handler.name))})
    assert session.scalars(sa.select(Ticket.handler_id)).one() == handler.id


def test_a_mediation_without_recovery_has_failed(app: Flask, session: Session) -> None:
    def failed(row: dict[str, str]) -> None:
        row.update({"办理方式": "热线维权、调解", "办理结果": "调解不成", "挽回金额（元）": ""})

    take_over({"账.csv": files.ledger_with(failed), **files.given(UNITS)})
    mediation = session.scalars(sa.select(Mediation)).one()
    assert (mediation.state, mediation.fail_reason) == ("archived", "no_agreement")
    ticket = session.get_one(Proceeding, mediation.parent_id)
    assert ticket.state == "archived"
