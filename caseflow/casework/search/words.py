"""Texts cut into terms, the same for both databases: pairs of Chinese characters, whole words of Latin ones.

Terms of another kind begin with a sign that no text gives: `#` part of a number, `~` of pinyin initials,
`!` a fingerprint.
"""

import re
from collections.abc import Iterator

_HALF = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_HALF |= {0x3000: " ", 0: ""}
_LOWER = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_UNFIT = re.compile("[\ud800-\udfff]")
_RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")

LONGEST = 40
"""Of a Latin word so many characters count."""

PIECE = 3
"""Characters of a part of a number, or of initials."""


def fold(text: str) -> str:
    """The text with half-width letters and digits, without what no database keeps."""
    return _UNFIT.sub("", text.translate(_HALF))


def lower(text: str) -> str:
    """Folded, and Latin letters in lower case: what equal texts have in common."""
    return fold(text).translate(_LOWER)


def runs(text: str) -> list[str]:
    """The words of Latin letters and digits, and the runs of Chinese characters."""
    return _RUN.findall(lower(text))


def is_latin(run: str) -> bool:
    """Whether the run is of Latin letters and digits."""
    return run.isascii()


def terms(text: str) -> Iterator[str]:
    """What a text is found by; the last character of a run counts alone, for those who type only one."""
    for run in runs(text):
        if is_latin(run):
            yield run[:LONGEST]
        else:
            yield from (run[i : i + 2] for i in range(len(run)))


def wanted(text: str) -> list[str]:
    """What a text must have been cut into if it holds this one; nothing of a lone character."""
    found: list[str] = []
    for run in runs(text):
        found += [run[:LONGEST]] if is_latin(run) else [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def pieces(sign: str, text: str) -> list[str]:
    """The parts of its Latin words, each `PIECE` long; a shorter word is one part."""
    return [
        sign + run[i : i + PIECE]
        for run in runs(text)
        if is_latin(run)
        for i in range(max(len(run) - PIECE + 1, 1))
    ]
