"""What a change of the calendar asks for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms.validators import DataRequired, Length, NumberRange

from caseflow.casework.calendars import Document
from caseflow.casework.calendars.changes import USUAL
from caseflow.casework.calendars.file import COLUMNS, FaultyCalendar, Row, decoded, read_calendar
from caseflow.kernel.calendar import OfficeDay, Opening, SpecialDay
from caseflow.kernel.calendar.instants import days
from caseflow.kernel.errors import Incomplete
from caseflow.web.calendar.year import FIRST, LAST
from caseflow.web.forms import DateField, FilesField, Form, LineField, NumberField, SelectField, TextField

_MOST_DAYS = 62
SHAPE = f"""三列：{"、".join(COLUMNS)}，第一行是表头。日期可以写一天或者一段，例如 2027-01-01、2月5日至11日；\
类型写放假或者上班。Excel 表请另存为 CSV。"""


class DocumentForm(Form):
    """The document that a change rests on."""

    source = LineField("依据文件", [DataRequired("请填写依据文件的名称"), Length(max=200)])
    number = LineField("文号", [Length(max=60)], description="没有文号的可以不填")
    issued_on = DateField("发文日期")

    @property
    def document(self) -> Document:
        """What was filled in."""
        given = self.given()
        return Document(given["source"], given.get("number", ""), given.get("issued_on"))


class NoticeForm(DocumentForm):
    """The State Council's notice of a year, as a file or typed in."""

    year = NumberField(
        "年份", [DataRequired("请填写年份"), NumberRange(FIRST, LAST, f"年份应在{FIRST}至{LAST}年之间")]
    )
    file = FilesField("放假安排表（CSV 文件）", description=SHAPE)
    table = TextField("或者在这里粘贴、修改", description="选了文件的，以文件为准")

    rows: tuple[Row, ...] = ()

    def days(self, year: int) -> tuple[SpecialDay, ...]:
        """The days of the notice.

        Raises:
            Incomplete: there is no table, or it is faulty; what was sent then stands in the box to be mended.
        """
        content = self._content()
        self.table.raw_data = [decoded(content)]
        try:
            return read_calendar(content, year)
        except FaultyCalendar as faulty:
            self.rows = faulty.rows
            at_rows = sum(bool(row.fault) for row in faulty.rows)
            fault = f"有{at_rows}行需要改正，见表下的说明" if at_rows else "；".join(faulty.faults)
            raise Incomplete({"table": fault}) from faulty

    def _content(self) -> bytes:
        if self.file.data:
            content: bytes = self.file.data[0].read()
            return content
        if not self.table.data:
            raise Incomplete({"file": "请选择文件，或者在下面粘贴放假安排"})
        return str(self.table.data).encode()


OPENINGS = [
    *((opening.value, opening.label) for opening in (Opening.CLOSED, Opening.MORNING, Opening.AFTERNOON)),
    (Opening.OPEN.value, "休息日照常办公"),
    (USUAL, "恢复正常（取消以前的安排）"),
]


class DaysForm(DocumentForm):
    """Days of the office itself."""

    first = DateField("自", [DataRequired("请填写日期")])
    last = DateField("至", description="只有一天的不填")
    opening = SelectField("安排", OPENINGS, validators=[DataRequired("请选择安排")])
    reason = LineField("原因", [Length(max=50)], description="例如 搬迁、政治学习；恢复正常的不填")

    def days(self) -> tuple[list[OfficeDay], list[date]]:
        """The days that are set, and those that are as usual again.

        Raises:
            Incomplete: they are not in order, too many, or without a reason.
        """
        given = self.given()
        if faults := dict(_faults(given)):
            raise Incomplete(faults)
        span = list(days(given["first"], given.get("last", given["first"])))
        if given["opening"] == USUAL:
            return [], span
        opening = Opening(given["opening"])
        return [OfficeDay(day, opening, given["reason"], given["source"]) for day in span], []


def _faults(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    first, last = given["first"], given.get("last", given["first"])
    if last < first:
        yield "last", "不能早于开始的日期"
    elif (last - first).days >= _MOST_DAYS:
        yield "last", f"一次最多{_MOST_DAYS}天"
    if given["opening"] != USUAL and not given.get("reason"):
        yield "reason", "请填写原因"
