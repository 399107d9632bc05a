"""Files as offices keep them: encodings, titles, blank rows, totals, workbooks, and what is no table."""

import io
import zipfile
from datetime import date

import pytest

from caseflow.ledger import files as reader
from caseflow.ledger import reading
from caseflow.ledger.files import FileRefused
from caseflow.ledger.reading import APPEALS, LETTERS, UNITS, Table, tables
from tests.ledger import files
from tests.ledger.files import LEDGER, NOTICES, as_csv, as_workbook


def table_in(data: bytes) -> Table:
    (found,) = tables("台账", data)
    return found


def test_the_kind_shows_in_the_header() -> None:
    read = {name: table_in(data) for name, data in files.given(LEDGER, NOTICES, files.UNITS).items()}
    assert [table.layout for table in read.values()] == [APPEALS, LETTERS, UNITS]
    assert [len(table.rows) for table in read.values()] == [11, 5, 34]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    numbers = [row.number for row in table_in(files.given(LEDGER)[LEDGER]).rows]
    assert numbers == [3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_encodings(encoding: str) -> None:
    table = table_in(as_csv(files.rows(LEDGER), encoding))
    assert table.rows[0].text("用人单位") == "演示建筑劳务有限公司"


def test_a_workbook_says_the_same() -> None:
    of_csv = table_in(files.given(LEDGER)[LEDGER])
    of_workbook = table_in(as_workbook(files.rows(LEDGER), before=["填表说明"]))
    assert of_workbook.rows == of_csv.rows


def test_cells_of_a_workbook_with_types() -> None:
    header = list(APPEALS.columns)
    row: list[object] = [*header]
    row[0], row[3], row[8], row[9], row[12] = date(2024, 1, 9), 13900000001, 12, 43200.5, 45300
    read = table_in(as_workbook([header, row])).rows[0]
    written = [read.text(header[at]) for at in (0, 3, 8, 9, 12)]
    assert written == ["2024-01-09", "13900000001", "12", "43200.5", "45300"]


def test_columns_may_be_ordered_and_spaced_otherwise() -> None:
    header = ["主要依据", "主 题", "发放日期", "片区", "文书类型"]
    table = table_in(as_csv([header, ["法", "防暑", "", "", ""]]))
    assert table.rows[0].text("主题") == "防暑"


def _unzipped_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}.xml", bytes(70 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf \r\n", "找不到表头"),
        ("受理日期\0,来源渠道".encode(), "空字节"),
        (b"\xff\xfe\x81", "编码无法识别"),
        (b"%PDF-1.7\n1 0 obj", "这是PDF文件"),
        (b"PK\x03\x04 no archive", "不是可以读取的Excel工作簿"),
        (as_csv([["甲", "乙"], ["1", "2"]]), "找不到表头"),
        (as_csv([APPEALS.columns]), "表头下面没有数据"),
        (as_csv([APPEALS.columns[:-1], APPEALS.columns[:-1]]), "表头缺少列：满意度"),
        (b'"' + b"x" * 200_000 + b'"', "CSV格式有误"),
        (bytes(reader.LARGEST + 1), "超过10MB"),
    ],
)
def test_what_is_no_table(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        tables("台账", data)


def test_a_workbook_that_swells_is_refused() -> None:
    with pytest.raises(FileRefused, match="内容过大"):
        tables("台账", _unzipped_bomb())


def test_fifty_thousand_rows_at_most() -> None:
    table = [UNITS.columns, *[("示例", "镇", "示例片区")] * reading.MOST_ROWS]
    assert len(table_in(as_csv(table)).rows) == reading.MOST_ROWS
    with pytest.raises(FileRefused, match="超过50000行"):
        table_in(as_csv([*table, table[-1]]))
