"""Tables in files: what kind they are shows in their header, wherever it stands (认表)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from caseflow.kernel.errors import Incomplete
from caseflow.ledger.files import FileRefused, Record, sheets
from caseflow.ledger.values import Unreadable, bare

T = TypeVar("T")

MOST_ROWS = 50_000
HEADER_WITHIN = 20
"""Rows from the top among which the header stands, below a title at most."""

TOTALS = ("合计", "小计", "总计")


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table by its columns; those that are `optional` may be left out when columns are matched."""

    label: str
    columns: tuple[str, ...]
    optional: frozenset[str] = frozenset()


UNITS = Layout("单位名录", ("名称", "类型", "片区"))
APPEALS = Layout(
    "办理台账",
    (
        "受理日期",
        "来源渠道",
        "诉求人",
        "联系电话",
        "用人单位",
        "所属乡镇（街道）",
        "诉求类别",
        "诉求内容",
        "涉及人数",
        "涉及金额（元）",
        "办理方式",
        "承办人",
        "办结日期",
        "办理结果",
        "挽回金额（元）",
        "满意度",
    ),
    frozenset(
        {
            *("诉求人", "联系电话", "用人单位", "涉及金额（元）", "承办人"),
            *("办结日期", "办理结果", "挽回金额（元）", "满意度"),
        }
    ),
)
LETTERS = Layout("文书台账", ("文书类型", "片区", "发放日期", "主题", "主要依据"))
OFFICERS = Layout(
    "三员名册",
    ("姓名", "岗位", "所属单位", "单位类型", "证书编号", "聘任日期", "培训学时"),
    frozenset({"培训学时"}),
)
EMPLOYERS = Layout(
    "用人单位名录",
    ("用人单位名称", "统一社会信用代码", "单位地址", "主管工会"),
    frozenset({"统一社会信用代码", "单位地址", "主管工会"}),
)
HOLIDAYS = Layout("放假安排", ("日期", "类型", "说明"))
LAYOUTS = (UNITS, OFFICERS, APPEALS, LETTERS)
"""In the order in which they are taken over: rows of a ledger name units."""


@dataclass(frozen=True)
class Row:
    """One row by column, and its number as a spreadsheet counts; reading it collects what is wrong.

    `notes` say what is odd but was taken over as it stands.
    """

    number: int
    cells: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """What stands in the column; nothing when it is blank, or the table has no such column."""
        return self.cells.get(column, "").strip()

    def given(self, column: str, parse: Callable[[str], T]) -> T | None:
        """What the cell says, None when it is blank or cannot be read."""
        text = self.text(column)
        try:
            return parse(text) if text else None
        except Unreadable as fault:
            self.faults[column] = str(fault)
            return None

    def required(self, column: str, parse: Callable[[str], T], instead: T) -> T:
        """What the cell must say; `instead` stands in when it does not, until `check` refuses the row."""
        if not self.text(column):
            self.faults[column] = "不能为空"
        found = self.given(column, parse)
        return instead if found is None else found

    def check(self, contradictions: Iterable[tuple[str, str]]) -> None:
        """Refuse the row with everything that is wrong in it: what cannot be read, and what cannot be.

        Raises:
            Incomplete: with the reason for each column.
        """
        if faults := {**dict(contradictions), **self.faults}:
            raise Incomplete(faults)


@dataclass(frozen=True)
class Table:
    """The rows of one kind that a file holds."""

    file: str
    layout: Layout
    rows: Sequence[Row]


def tables(file: str, data: bytes) -> list[Table]:
    """Every table in the file; sheets without a known header are left alone.

    Raises:
        FileRefused: it holds none, or a table without a single row.
    """
    missing: list[str] = []
    found = [table for rows in sheets(data) if (table := _table(file, rows, missing))]
    if found:
        return found
    if missing:
        raise FileRefused(f"表头缺少列：{'、'.join(missing)}")
    raise FileRefused(f"找不到表头；可以导入{'、'.join(layout.label for layout in LAYOUTS)}")


def _table(file: str, records: Iterator[Record], missing: list[str]) -> Table | None:
    for number, record in enumerate(records, start=1):
        names = {bare(cell): position for position, cell in reversed(list(enumerate(record)))}
        for layout in LAYOUTS:
            absent = [column for column in layout.columns if bare(column) not in names]
            if not absent:
                places = {column: names[bare(column)] for column in layout.columns}
                return Table(file, layout, _rows(records, number, places))
            if len(absent) * 2 < len(layout.columns):
                missing[:] = absent
        if number == HEADER_WITHIN:
            break
    return None


def _rows(records: Iterable[Record], header: int, places: Mapping[str, int]) -> list[Row]:
    rows: list[Row] = []
    for number, record in enumerate(records, start=header + 1):
        if _holds_a_case(record):
            cells = {column: record[at] if at < len(record) else "" for column, at in places.items()}
            rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS:
            raise FileRefused(f"超过{MOST_ROWS}行，请拆分后导入")
    if not rows:
        raise FileRefused("表头下面没有数据")
    return rows


def _holds_a_case(record: Record) -> bool:
    """Neither blank nor a line of totals."""
    first = next((bare(cell) for cell in record if cell.strip()), "")
    return first not in ("", *TOTALS)
