"""The words that were searched for, marked where they stand in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Parts = list[tuple[str, bool]]
"""A text in parts; True for one that is marked."""

BEFORE, LONGEST = 24, 110
"""Characters of a snippet before the first word, and in all."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the phrases of each word."""

    words: Sequence[Sequence[str]]

    def parts(self, text: str) -> Parts:
        """The text, its words marked."""
        pieces = self._any().split(text)
        return [(piece, n % 2 == 1) for n, piece in enumerate(pieces) if piece]

    def snippet(self, texts: Sequence[str]) -> Parts:
        """A piece of the text with most of the words, around the first of them; nothing without any."""
        best = max(texts, key=lambda text: (self._words_in(text), len(text)), default="")
        first = self._any().search(best)
        if first is None:
            return []
        begin = max(first.start() - BEFORE, 0)
        cut = best[begin : begin + LONGEST].strip()
        return self.parts(f"{'…' if begin else ''}{cut}{'…' if begin + LONGEST < len(best) else ''}")

    def _any(self) -> re.Pattern[str]:
        return _pattern(phrase for phrases in self.words for phrase in phrases)

    def _words_in(self, text: str) -> int:
        return sum(bool(_pattern(phrases).search(text)) for phrases in self.words)


def _pattern(phrases: Sequence[str] | Iterator[str]) -> re.Pattern[str]:
    """The phrases, the longest first; none is never found."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})", re.IGNORECASE)
