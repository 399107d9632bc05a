"""Files that somebody brings: looked at before anything is held in the database (上传)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from caseflow.casework import contents
from caseflow.casework.bundles import leaves
from caseflow.casework.filetypes import FileType, Unfit, pages, recognise
from caseflow.casework.models import Material
from caseflow.casework.wiring import wired

_LONGEST = 100
_SUFFIXES: Mapping[FileType, tuple[str, ...]] = {
    FileType.JPEG: ("jpg", "jpeg"),
    FileType.HEIC: ("heic", "heif"),
    FileType.TXT: ("txt", "csv", "log"),
    FileType.M4A: ("m4a", "mp4"),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody brings, under the name it had there."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Meaning:
    """What files are for: the answer they back, their kind, and whether they show nobody who complained."""

    proves: str = ""
    material: Material | None = None
    redacted: bool = False


@dataclass(frozen=True)
class Brought:
    """What became of the files: ids of those that were kept, and why the others were not, by name."""

    kept: list[int] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fit:
    """A file that was found fit: how it will be kept."""

    stream: BinaryIO
    name: str
    type: FileType
    size: int
    sha256: str
    pages: int | None


def examined(uploads: Sequence[Upload]) -> tuple[list[Fit], Brought]:
    """The files that are fit, before anything is held in the database, and why the others are not."""
    brought = Brought()
    return [found for upload in uploads if (found := _examined(upload, brought))], brought


def _examined(upload: Upload, brought: Brought) -> Fit | None:
    size = upload.stream.seek(0, 2)
    try:
        kind = recognise(upload.stream, wired().largest_file)
    except Unfit as unfit:
        brought.refused.append((safe_name(upload.name, None), str(unfit)))
        return None
    return Fit(
        stream=upload.stream,
        name=safe_name(upload.name, kind),
        type=kind,
        size=size,
        sha256=contents.digest(upload.stream),
        pages=pages(upload.stream, kind) or _counted(upload.stream, kind),
    )


def _counted(stream: BinaryIO, kind: FileType) -> int | None:
    """The pages of a PDF that has to be read to tell."""
    if kind is not FileType.PDF:
        return None
    stream.seek(0)
    return leaves.count_pages(stream)


def safe_name(name: str, kind: FileType | None) -> str:
    """The name without folders and signs that nobody sees, not too long, with the suffix of what it is."""
    last = re.split(r"[/\\]", name)[-1]
    spoken = "".join(c if c.isprintable() else " " for c in last)
    plain = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", spoken)).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    stem = stem if dot else plain
    if kind is None:
        return plain[:_LONGEST] or "未命名"
    known = suffix.lower() in _SUFFIXES.get(kind, (kind.value,))
    return (
        f"{(stem if known else plain)[:_LONGEST].strip(' .') or '未命名'}.{suffix.lower() if known else kind}"
    )
