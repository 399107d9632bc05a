"""A file on its way through the page: matched, checked, taken over as a whole, taken back as a whole."""

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.models import Matter, Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from caseflow.ledger import batches, kinds, load, undoing
from caseflow.ledger.built import USES, uses_of
from caseflow.ledger.models import ImportBatch, ImportMatching, ImportRow, Stage
from tests import given
from tests.ledger import files
from tests.ledger.files import LEDGER, NOTICES, as_csv
from tests.ledger.importer import NOW, brought, faults, run, taken_over, viewer
from tests.ledger.test_import import rows_of_every_table, says

LEFT = {"audit_event", "import_batch", "matter", "number_series", "tally"}
"""What grows although an import was taken back: the trail, shells under it, and what is counted off again."""


def few(most: int = 2) -> bytes:
    """Rows of tickets from which nothing grew."""
    return as_csv([*files.rows(LEDGER)[:2], *plain()[:most]], "gb18030")


def plain() -> files.Rows:
    _, header, *rows = files.rows(LEDGER)
    return [row for row in rows if row[header.index("办理方式")] == "热线维权"]


@pytest.mark.usefixtures("towns")
def test_a_ledger_is_checked_without_a_trace_and_then_taken_over() -> None:
    # given a ledger in the encoding of spreadsheets here
    viewer()
    before = rows_of_every_table(db.session())
    id = brought("appeals", few())
    # when it has been checked
    checked = run(id)
    # then the page can say what would come of it, and nothing has
    assert (checked.stage, checked.encoding, checked.total, checked.done) == (Stage.READY, "GB18030", 2, 2)
    assert checked.made["工单"] == 2
    after = rows_of_every_table(db.session())
    assert {name for name in after if after[name] != before[name]} == {"import_batch", "import_row"}
    # when it is confirmed, everything is there and the file's rows are not any more
    batches.confirm(id, viewer=viewer(), at=NOW)
    done = run(id)
    assert (done.stage, done.made) == (Stage.DONE, checked.made)
    assert set(db.session.scalars(sa.select(ImportRow.cells.is_(None)))) == {True}
    # and the same file again is refused row by row
    again = run(brought("appeals", few()))
    assert (again.stage, again.faulty) == (Stage.FAULTY, 2)
    assert "已经导入过" in faults(again.id)[3][""]


@pytest.mark.usefixtures("towns")
def test_an_import_that_nothing_is_built_on_is_taken_back() -> None:
    viewer()
    before = rows_of_every_table(db.session())
    numbers: dict[str, int] = dict(
        db.session.execute(sa.text("select series, last from number_series")).all()
    )
    with_aid = as_csv(files.rows(LEDGER)[:3])
    batch = taken_over("appeals", with_aid)
    letters = taken_over("letters", as_csv(files.rows(NOTICES)[:3]))
    db.session.commit()
    for one in (batch, letters):
        assert undoing.undo(one.id, viewer=viewer(), at=NOW).stage is Stage.UNDONE
    after = rows_of_every_table(db.session())
    assert {name for name in after if after[name] != before[name]} <= LEFT
    # the numbers are given back, the trail holds and tells of it
    left: dict[str, int] = dict(
        db.session.execute(sa.text("select series, last from number_series where last > 0")).all()
    )
    assert {s: n for s, n in left.items() if s != audit.SYSTEM_SERIES} == {
        s: n for s, n in numbers.items() if s != audit.SYSTEM_SERIES
    }
    assert audit.verify(db.session())[1] is None
    shells = db.session.scalars(sa.select(Matter)).all()
    assert {(matter.facts_text, matter.token, matter.worker_id) for matter in shells} == {("", None, None)}
    # and it can be imported again, under the same numbers
    assert taken_over("appeals", with_aid).made == batch.made
    assert "NC12351-20240109-0001" in set(db.session.scalars(sa.select(Proceeding.number)))


@pytest.mark.usefixtures("towns")
def test_what_has_been_acted_on_is_not_taken_back() -> None:
    # given a ledger with an appeal under way
    open_row = says(受理日期="2026-11-19", 办结日期="", 办理结果="", 满意度="")
    batch = taken_over("appeals", files.ledger_with(open_row))
    # when somebody works on it
    ticket = db.session.scalars(sa.select(Proceeding)).one()
    audit.record(
        db.session(),
        ticket.matter,
        audit.Deed(action="note", viewer=viewer(), at=NOW, proceeding_id=ticket.id),
    )
    db.session.commit()
    # then the batch stays, and the refusal names the case
    with pytest.raises(GuardRefused, match=f"第3行的案件{ticket.number}已有后续办理"):
        undoing.undo(batch.id, viewer=viewer(), at=NOW)
    assert db.session.get_one(Proceeding, ticket.id).number == ticket.number


@pytest.mark.parametrize("name", ["matter", "proceeding", "party", "unit", "officer", "employer_record"])
def test_every_table_that_refers_to_an_import_goes_with_it_or_keeps_it(app: Flask, name: str) -> None:
    # a table named here belongs into `traces.own_tables` when an import writes it, else into `built.USES`
    assert {column.table.name for column in uses_of(name)} - USES.keys() == set()


@pytest.mark.usefixtures("towns")
def test_a_row_refused_at_the_end_takes_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    # given a ledger that was checked; then somebody takes its last row over from another file
    monkeypatch.setitem(kinds.KINDS, "appeals", _in_chunks_of_one())
    id = brought("appeals", few(2))
    assert run(id).stage is Stage.READY
    last = as_csv([*files.rows(LEDGER)[:2], plain()[1]])
    load.take_over(load.read({"单.csv": last}), at=NOW, tick=lambda _: None)
    before = db.session.scalar(sa.select(sa.func.count(Proceeding.id)))
    # when the rest is taken over
    batches.confirm(id, viewer=viewer(), at=NOW)
    batch = run(id)
    # then nothing of the batch is left, and the row says why
    assert (batch.stage, batch.faulty) == (Stage.FAULTY, 1), batch.remark
    assert "已经导入过" in faults(id)[4][""]
    assert db.session.scalar(sa.select(sa.func.count(Proceeding.id))) == before


def _in_chunks_of_one() -> kinds.Kind:
    known = kinds.KINDS["appeals"]
    return kinds.Kind(
        code=known.code,
        layout=known.layout,
        permission=known.permission,
        take_over=known.take_over,
        becomes=known.becomes,
        chunk=1,
    )


@pytest.mark.usefixtures("towns")
def test_faults_stand_beside_their_rows() -> None:
    title, header, first, second, *_ = files.rows(LEDGER)
    bad = [*second]
    bad[header.index("受理日期")] = "腊月初八"
    batch = run(brought("appeals", as_csv([title, header, first, bad, first])))
    assert (batch.stage, batch.faulty) == (Stage.FAULTY, 2)
    assert faults(batch.id) == {
        4: {"受理日期": "“腊月初八”不是日期，请写如2024-01-09"},
        5: {"": "与第3行重复，请删去其中一行"},
    }
    with pytest.raises(GuardRefused, match="检查通过以后才能导入"):
        batches.confirm(batch.id, viewer=viewer(), at=NOW)


def renamed(*, without: str = "") -> bytes:
    """The first rows under other names of columns, below a title."""
    title, header, *rows = files.rows(LEDGER)
    names = {"受理日期": "接访时间", "诉求内容": "反映问题", "所属乡镇（街道）": "属地"}
    kept = [n for n, column in enumerate(header) if column != without]
    table = [title, [names.get(column, column) for column in header], *rows[:2]]
    return as_csv([[row[n] for n in kept] for row in table])


@pytest.mark.usefixtures("towns")
def test_a_matching_is_remembered_for_its_source() -> None:
    # given a file whose columns have other names
    who = viewer()
    id = brought("appeals", renamed(without="满意度"), "东城街道台账")
    batch = db.session.get_one(ImportBatch, id)
    assert batch.stage is Stage.MATCHING
    assert "受理日期" not in batch.places
    header = dict(batches.first_rows(batch))[batch.header]
    places = {**batch.places, "受理日期": header.index("接访时间")}
    # when somebody leaves a column out, that is said
    with pytest.raises(Incomplete) as refused:
        batches.match(id, batch.header, places, viewer=who, at=NOW)
    assert set(refused.value.fields) == {"诉求内容", "所属乡镇（街道）"}
    # when all are matched, the rows are checked
    places |= {"诉求内容": header.index("反映问题"), "所属乡镇（街道）": header.index("属地")}
    batches.match(id, batch.header, places, viewer=who, at=NOW)
    assert run(id).stage is Stage.READY
    assert db.session.get_one(ImportMatching, ("appeals", "东城街道台账")).columns["受理日期"] == "接访时间"
    # and the next file from there goes straight to the check; one from elsewhere does not
    for source, stage in (("东城街道台账", Stage.CHECKING), ("别处", Stage.MATCHING)):
        assert db.session.get_one(ImportBatch, brought("appeals", renamed(), source)).stage is stage


def test_who_may_import_what(towns: None) -> None:
    admin, manager = viewer(Role.ADMIN), viewer()
    assert {kind.code for kind in kinds.kinds_for(admin)} == {"officers", "units", "holidays"}
    assert {kind.code for kind in kinds.kinds_for(manager)} == set(kinds.KINDS) - {"units"}
    id = brought("appeals", few(1))
    with pytest.raises(NotFound):
        batches.find_batch(id, admin)
    town = db.session.scalars(sa.select(Unit).where(Unit.name == "东城街道")).one()
    with pytest.raises(Forbidden, match="由本级工会办理"):
        batches.batches(given.viewer(given.user(Role.MANAGER, unit=town)))


@pytest.mark.usefixtures("towns")
def test_a_file_that_nobody_goes_on_with_is_erased() -> None:
    id = brought("appeals", few())
    assert batches.forget(at=given.moment("2026-12-20")) == 0
    assert batches.forget(at=given.moment("2026-12-24")) == 1
    assert db.session.get_one(ImportBatch, id, populate_existing=True).stage is Stage.DROPPED
    assert not db.session.scalars(sa.select(ImportRow.number)).all()
