"""What typst draws for a bundle: cover and contents, pictures on A4, page stamps (封面、目录、页码)."""

import json
import struct
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from caseflow.casework.bundles.pieces import Cover, Row
from caseflow.casework.documents.fonts import chains, office_fonts
from caseflow.casework.documents.printing import ROOT
from caseflow.casework.filetypes import FileType
from caseflow.lazily import lazily

if TYPE_CHECKING:
    import typst
else:
    typst = lazily("typst")

MOST_DOTS = 80_000_000
"""Dots of one picture: as many as have to be in memory when it is drawn."""

BROKEN, TOO_LARGE = "图片损坏，打不开", "图片尺寸过大"


class BadPicture(Exception):
    """The picture cannot be drawn, for the reason given."""


def front(cover: Cover, rows: Sequence[Row], at: datetime) -> bytes:
    """Cover and list of contents as PDF."""
    data = {**asdict(cover), "rows": [{**asdict(row), "span": row.span} for row in rows]}
    return _drawn("bundle.typ", data, at)


def stamps(many: int, at: datetime) -> bytes:
    """So many small pages that say 第 1 页, 第 2 页 and so on."""
    return _drawn("stamps.typ", {"many": many}, at)


def picture(kind: FileType, content: bytes) -> bytes:
    """A picture in the middle of an A4 page, upright or lying as it fits better.

    Raises:
        BadPicture: it is broken, or too large to be drawn.
    """
    if dots(kind, content) > MOST_DOTS:
        raise BadPicture(TOO_LARGE)
    with TemporaryDirectory() as folder:
        name = f"picture.{kind.value}"
        (Path(folder) / name).write_bytes(content)
        compiler = typst.Compiler(root=folder, font_paths=office_fonts())
        try:
            made, _ = compiler.compile_with_warnings(_PICTURE.replace(b"NAME", name.encode()), format="pdf")
        except typst.TypstError as fault:
            raise BadPicture(BROKEN) from fault
    return _whole(made)


_PICTURE = b"""
#set page(paper: "a4", margin: (x: 15mm, top: 20mm, bottom: 15mm))
#layout(room => {
  let it = image("NAME")
  let size = measure(it)
  let scale = calc.min(room.width / size.width, room.height / size.height, 2.5)
  place(center + horizon, image("NAME", width: size.width * scale))
})
"""


def dots(kind: FileType, content: bytes) -> int:
    """Width times height as the file says at its beginning.

    Raises:
        BadPicture: it does not say.
    """
    try:
        width, height = _SIZES[kind](content)
    except (struct.error, IndexError) as fault:
        raise BadPicture(BROKEN) from fault
    if width <= 0 or height <= 0:
        raise BadPicture(BROKEN)
    return width * height


def _png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """From the first frame: the marks before it are passed over by their lengths."""
    at = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF:  # noqa: PLR2004 - every mark of a JPEG begins so
            raise BadPicture(BROKEN)
        if kind in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length


def _webp_size(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[n : n + 3], "little") + 1 for n in (24, 27))
        return width, height
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", content, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


_SIZES = {FileType.PNG: _png_size, FileType.JPEG: _jpeg_size, FileType.WEBP: _webp_size}


class _Compilers(threading.local):
    """A compiler may not be shared by threads that run at once."""

    @cached_property
    def own(self) -> "typst.Compiler":
        return typst.Compiler(root=str(ROOT), font_paths=office_fonts())


_compilers = _Compilers()


def _drawn(template: str, data: dict[str, Any], at: datetime) -> bytes:
    stamp = at.astimezone(UTC).replace(microsecond=0)
    text = json.dumps({**data, "fonts": chains()}, ensure_ascii=False)
    made, _ = _compilers.own.compile_with_warnings(
        str(ROOT / template), format="pdf", sys_inputs={"data": text}, timestamp=stamp
    )
    return _whole(made)


def _whole(made: Any) -> bytes:
    return made if isinstance(made, bytes) else b"".join(made or ())
