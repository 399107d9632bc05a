"""The same papers for Word and WPS, so that a clerk can go on editing (可编辑文本).

The blocks are drawn in a plain document with the fonts that offices have (仿宋_GB2312, 方正小标宋简体, 黑体);
a template of the office's own is filled in by Jinja in a sandbox, with everything escaped.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import docx as python_docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sqlalchemy.orm import Session

from caseflow.casework.documents.papers import Look, Paper
from caseflow.casework.documents.printing import BadTemplate, Sheet
from caseflow.casework.documents.templates import in_force
from caseflow.casework.models import TemplateFormat

FANG, SONG, HEI = "仿宋_GB2312", "方正小标宋简体", "黑体"
_BODY, _PITCH, _TITLE, _HEAD, _CELL = Pt(15.75), Pt(29), Pt(22), Pt(30), Pt(12)
_RED = RGBColor(0xD4, 0, 0)
_INDENT = Pt(31.5)

Block = Mapping[str, Any]


def docx(session: Session, paper: Paper, sheet: Sheet, at: datetime) -> bytes:
    """The sheet as a document for Word, by the office's own template if one is in force then.

    Raises:
        BadTemplate: the own template is wrong.
    """
    own = in_force(session, paper.code, TemplateFormat.WORD, at)
    return filled(own.source, sheet) if own else drawn(sheet, red=paper.look is Look.LETTER)


def filled(template: bytes, sheet: Sheet) -> bytes:
    """An own template with the texts of the sheet: `fields` by name, `blocks` in order, `title`, `number`.

    Raises:
        BadTemplate: it is no template, or asks for what is not there.
    """
    made = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(vars(sheet), jinja_env=ImmutableSandboxedEnvironment(autoescape=True))
        document.save(made)
    except (TemplateError, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise BadTemplate(f"Word 模板有错，没有生成：{error}") from error
    return made.getvalue()


def drawn(sheet: Sheet, *, red: bool) -> bytes:
    """The sheet in our own layout."""
    document = python_docx.Document()
    _page(document)
    if red:
        _line(document, sheet.issuer, SONG, _HEAD, WD_ALIGN_PARAGRAPH.CENTER).font.color.rgb = _RED
        _line(document, sheet.number, FANG, _BODY, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, sheet.title, SONG, _TITLE, WD_ALIGN_PARAGRAPH.CENTER)
    if not red and sheet.number:
        _line(document, sheet.number, FANG, Pt(14), WD_ALIGN_PARAGRAPH.RIGHT)
    _each(document, sheet.blocks)
    if sheet.signed:
        _line(document, f"{sheet.issuer}　　", FANG, _BODY, WD_ALIGN_PARAGRAPH.RIGHT)
        _line(document, f"{sheet.issued_on}　　", FANG, _BODY, WD_ALIGN_PARAGRAPH.RIGHT)
    _each(document, sheet.tail)
    if sheet.copies:
        _line(document, f"抄送：{sheet.copies}", FANG, Pt(14), WD_ALIGN_PARAGRAPH.LEFT)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _each(document: Document, blocks: Iterable[Block]) -> None:
    for block in blocks:
        _DRAW[block["kind"]](document, block)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _line(document: Any, text: str, font: str, size: Pt, align: WD_ALIGN_PARAGRAPH) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.line_spacing = max(_PITCH, Pt(size.pt * 1.3))
    paragraph.paragraph_format.space_after = Pt(0)
    return _run(paragraph, text, font, size)


def _run(paragraph: Paragraph, text: str, font: str, size: Pt) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _para(document: Document, block: Block) -> None:
    font = HEI if block["kind"] == "head" else FANG
    run = _line(document, block["text"], font, _BODY, WD_ALIGN_PARAGRAPH.JUSTIFY)
    run._parent.paragraph_format.first_line_indent = _INDENT  # noqa: SLF001 - the paragraph of a run


def _aligned(font: str, align: WD_ALIGN_PARAGRAPH) -> Callable[[Document, Block], None]:
    def draw(document: Document, block: Block) -> None:
        _line(document, block["text"], font, _BODY, align)

    return draw


def _grid(document: Document, block: Block) -> None:
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in block["rows"]:
        cells = table.add_row().cells
        for n, (label, text) in enumerate(row):
            _fill(cells[2 * n], label)
            _fill(cells[2 * n + 1], text)
        if len(row) == 1:
            cells[1].merge(cells[3])
    document.add_paragraph()


def _table(document: Document, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block["head"]), style="Table Grid")
    for texts in (block["head"], *block["rows"]):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            _fill(cell, text)
    document.add_paragraph()


def _fill(cell: Any, text: str) -> None:
    _run(cell.paragraphs[0], text, FANG, _CELL)


def _signatures(document: Document, block: Block) -> None:
    labels = block["labels"]
    table = document.add_table(rows=(len(labels) + 1) // 2, cols=2)
    for n, label in enumerate(labels):
        _run(table.cell(n // 2, n % 2).paragraphs[0], f"{label}：", FANG, _BODY)


def _strip(document: Document, block: Block) -> None:
    if block["fresh"]:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    else:
        _line(document, "－ " * 30, FANG, _CELL, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, block["title"], HEI, _BODY, WD_ALIGN_PARAGRAPH.CENTER)
    _each(document, block["blocks"])


_DRAW: Mapping[str, Callable[[Document, Block], None]] = {
    "para": _para,
    "head": _para,
    "line": _aligned(FANG, WD_ALIGN_PARAGRAPH.LEFT),
    "right": _aligned(FANG, WD_ALIGN_PARAGRAPH.RIGHT),
    "centre": _aligned(HEI, WD_ALIGN_PARAGRAPH.CENTER),
    "grid": _grid,
    "table": _table,
    "signatures": _signatures,
    "strip": _strip,
}
