"""Files of exported tables, read back by another library (导出文件)."""

from csv import reader
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from lxml import etree  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

from caseflow.casework.exports import sheets
from caseflow.casework.exports.columns import Cells, Watermark
from caseflow.casework.models import ExportForm

AT = datetime(2026, 9, 16, 2, 30, tzinfo=UTC)
MARK = Watermark("示例清单", "流程：热线工单", "测试甲（示例区总工会）", AT, "报市总工会&上级")
HEADS = {"编号": 12, "文字": 20, "数": 8, "金额": 10, "日期": 12, "时间": 16}
ODD = [
    '=HYPERLINK("http://example.invalid","x")',
    "+1",
    "-1",
    "@x",
    "<b>&amp;</b>",
    " 前后 ",
    "换\n行",
    "_x0041_",
]


def rows() -> list[Cells]:
    return [[f"示例{n}", text, n, Decimal("1234.50"), date(2024, 2, 29), AT] for n, text in enumerate(ODD)]


def book(*more: Cells) -> bytes:
    made = BytesIO()
    assert sheets.write(ExportForm.XLSX, made, MARK, HEADS, [*rows(), *more]) == len(ODD) + len(more)
    return made.getvalue()


def test_a_workbook_reads_back_as_it_was_written() -> None:
    lines = CalamineWorkbook.from_filelike(BytesIO(book())).get_sheet_by_index(0).to_python()
    assert lines[0][0] == MARK.line
    assert "2026年9月16日 10:30" in MARK.line
    assert lines[1] == list(HEADS)
    for n, (text, line) in enumerate(zip(ODD, lines[2:], strict=True)):
        assert line == [f"示例{n}", text, n, 1234.5, date(2024, 2, 29), datetime(2026, 9, 16, 10, 30)]  # noqa: DTZ001


def test_no_text_is_a_formula_or_a_link() -> None:
    with ZipFile(BytesIO(book())) as parts:
        (sheet,) = (name for name in parts.namelist() if "worksheets/sheet" in name)
        tags = [etree.QName(element).localname for element in etree.fromstring(parts.read(sheet)).iter()]
        assert not any("externalLink" in name or "_rels/sheet" in name for name in parts.namelist())
    assert {"f", "hyperlink"}.isdisjoint(tags)
    assert {"pane", "oddFooter"} <= set(tags)


def test_each_part_of_a_workbook_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing for a spreadsheet to repair: well-formed parts, control characters told as it tells them."""
    monkeypatch.setattr(sheets, "LAST_ROW", 6)
    made = book(["\x00\x1f￾", "长" * 40_000, None, "", None, None])
    with ZipFile(BytesIO(made)) as parts:
        for name in parts.namelist():
            etree.fromstring(parts.read(name))
    found = CalamineWorkbook.from_filelike(BytesIO(made))
    pages = [found.get_sheet_by_name(name).to_python() for name in found.sheet_names]
    assert [len(page) - 2 for page in pages] == [4, 4, 1]
    assert all(page[0][0] == MARK.line and page[1] == list(HEADS) for page in pages)
    assert len(str(pages[-1][2][1])) == sheets.LONGEST


def test_csv_is_harmless_and_says_what_it_is() -> None:
    made = BytesIO()
    sheets.write(ExportForm.CSV, made, MARK, HEADS, rows())
    assert made.getvalue().startswith(b"\xef\xbb\xbf")
    mark, heads, *lines = reader(StringIO(made.getvalue().decode("utf-8-sig"), newline=""))
    assert (mark, heads) == ([MARK.line], list(HEADS))
    assert [line[1] for line in lines] == [*(f"'{text}" for text in ODD[:4]), *ODD[4:]]
    assert lines[0][2:] == ["0", "1234.50", "2024-02-29", "2026-09-16 10:30"]


def test_nothing_in_a_table_is_still_a_table() -> None:
    for form in ExportForm:
        made = BytesIO()
        assert sheets.write(form, made, MARK, HEADS, []) == 0
        assert made.getvalue()
