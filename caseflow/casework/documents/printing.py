"""Papers as PDF, by typst: one compiler for each thread, all with the same fonts (排版).

What the paper says comes to the template as JSON: nothing that somebody typed is ever read as markup. It is
PDF/A-2b with its text; a character that no font has, or any warning, fails it instead of printing a hole.
"""

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from caseflow.casework.documents.fonts import chains, office_fonts
from caseflow.kernel.errors import DomainError
from caseflow.lazily import lazily

if TYPE_CHECKING:
    import typst
else:
    typst = lazily("typst")

ROOT = Path(__file__).parents[3] / "templates" / "documents"
_SHARP = 110
"""Dots to the inch of a picture on the screen."""


class Unprintable(DomainError):
    """The paper cannot be printed as it is (无法排版)."""


class BadTemplate(DomainError):
    """The template does not draw the paper (模板有错)."""


@dataclass(frozen=True)
class Sheet:
    """A paper that is ready to be printed, texts only; the `tail` stands below name and date."""

    title: str
    number: str
    issuer: str
    issued_on: str
    blocks: Sequence[Mapping[str, Any]]
    tail: Sequence[Mapping[str, Any]]
    signed: bool
    seal: bool
    copies: str
    fields: Mapping[str, str]
    draft: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """What the template reads."""
        return {**vars(self), "fonts": chains()}


def pdf(sheet: Sheet, template: str | bytes, at: datetime) -> bytes:
    """The paper as PDF/A-2b; equal papers of one instant are equal bytes.

    `template` is the name of one of ours, or the text of one of the office's.

    Raises:
        Unprintable: a character is in none of the fonts.
        BadTemplate: the template is wrong, or draws with a warning.
    """
    stamp = at.astimezone(UTC).replace(microsecond=0)
    found = _compiled(sheet, template, format="pdf", pdf_standards=["a-2b"], timestamp=stamp)
    return found if isinstance(found, bytes) else b"".join(found)


def first_page(sheet: Sheet, template: str | bytes) -> bytes:
    """The first page as a PNG picture.

    Raises:
        BadTemplate: the template is wrong, or draws with a warning.
    """
    return pages(sheet, template)[0]


def pages(sheet: Sheet, template: str | bytes) -> list[bytes]:
    """Every page as a PNG picture.

    Raises:
        BadTemplate: the template is wrong, or draws with a warning.
    """
    found = _compiled(sheet, template, format="png", ppi=_SHARP)
    return found if isinstance(found, list) else [found]


class _Compilers(threading.local):
    """A compiler may not be shared by threads that run at once."""

    def __init__(self) -> None:
        self.found: dict[str, typst.Compiler] = {}

    def get(self, folder: str) -> "typst.Compiler":
        if folder not in self.found:
            self.found[folder] = typst.Compiler(root=folder, font_paths=office_fonts())
        return self.found[folder]


_compilers = _Compilers()
Format = Literal["pdf", "png"]


def _compiled(sheet: Sheet, template: str | bytes, *, format: Format, **how: Any) -> bytes | list[bytes]:  # noqa: A002 - typst's word
    inputs = {"data": json.dumps(sheet.data, ensure_ascii=False)}
    source: Any = str(ROOT / template) if isinstance(template, str) else template
    compiler = _compilers.get(str(ROOT))
    try:
        made, warnings = compiler.compile_with_warnings(source, format=format, sys_inputs=inputs, **how)
    except typst.TypstError as error:
        raise _explained(error) from error
    if warnings or made is None:
        raise BadTemplate(f"模板排版时有警告，没有生成：{'；'.join(w.message for w in warnings)}")
    return made


def _explained(error: "typst.TypstError") -> DomainError:
    """What is wrong, in words."""
    missing = re.search(r'the text [`"]+(.+?)[`"]+ could not be displayed', error.message)
    if missing:
        sign = _unescaped(missing[1])
        return Unprintable(
            f"现有字体里没有“{sign}”这个字符，文书没有生成。请改用别的写法，或者请管理员安装含这个字的字体。"
        )
    return BadTemplate(f"模板有错，没有生成：{error.message}")


def _unescaped(sign: str) -> str:
    """The character; one that nobody sees is named by its number."""
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), sign)
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in shown)
