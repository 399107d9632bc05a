"""The fonts of official papers: the office's own 仿宋 if there is one, or the package's (字体)."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn

from caseflow.casework.wiring import wired
from caseflow.lazily import lazily

if TYPE_CHECKING:
    import typst
else:
    typst = lazily("typst")

PACKAGE = Path(pylopdf_fonts_zh_cn.__file__).parent

_WANTED = MappingProxyType(
    {
        "song": ("FandolSong", "Noto Serif SC"),
        "fang": ("FandolFang R", "Noto Serif SC"),
        "hei": ("FandolHei", "Noto Sans SC"),
    }
)
"""Fandol has a true 仿宋 and lacks rare characters of names: the font of the package stands in for those."""


def office_fonts() -> "typst.Fonts":
    """The fonts that are here, read once for every thread."""
    return _fonts(wired().font_folder)


def chains() -> dict[str, list[str]]:
    """For each use the families that are here, in the order in which a character is looked for."""
    return _chains(wired().font_folder)


@cache
def _fonts(folder: str) -> "typst.Fonts":
    own = [folder] if folder and Path(folder).is_dir() else []
    paths = [*own, str(PACKAGE)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


@cache
def _chains(folder: str) -> dict[str, list[str]]:
    here = set(_fonts(folder).families())
    return {use: [family for family in families if family in here] for use, families in _WANTED.items()}
