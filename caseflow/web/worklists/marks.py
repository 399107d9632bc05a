"""The words that were searched for, marked where they stand in a text."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

BEFORE, LONGEST = 24, 110
"""Characters of a snippet before the first word, and in all."""


class Marked(dict[str, Markup]):
    """Texts with the words of a pattern marked, by what they are: a list asks for the same ones again."""

    def __init__(self, words: re.Pattern[str]) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, text: str) -> Markup:
        self[text] = made = self._made(text)
        return made

    def _made(self, text: str) -> Markup:
        pieces = self.words.split(text)
        if len(pieces) == 1:
            return escape(text)
        pieces[1::2] = [f"<mark>{escape(piece)}</mark>" for piece in pieces[1::2]]
        pieces[::2] = [escape(piece) for piece in pieces[::2]]
        return Markup("".join(pieces))  # noqa: S704 - every piece is escaped


class Marker:
    """Finds the phrases of each word; a page of hits asks for some hundred texts."""

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self.words = [_pattern(phrases) for phrases in words]
        self.any = self.words[0] if len(words) == 1 else _pattern(p for phrases in words for p in phrases)
        self.marked = Marked(self.any)

    def snippet(self, texts: Iterable[str]) -> Markup:
        """A piece of the text with most of the words, around the first of them; nothing without any."""
        some = [text for text in texts if self.any.search(text)]
        if not some:
            return Markup()
        best = max(some, key=self._worth) if len(some) > 1 else some[0]
        first = self.any.search(best)
        if first is None:
            return Markup()
        begin = max(first.start() - BEFORE, 0)
        cut = best[begin : begin + LONGEST].strip()
        return self.marked[f"{'…' if begin else ''}{cut}{'…' if begin + LONGEST < len(best) else ''}"]

    def _worth(self, text: str) -> tuple[int, int]:
        """How many of the words it has, and how much it says."""
        return sum(1 for word in self.words if word.search(text)), len(text)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """The phrases, the longest first; none is never found."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})", re.IGNORECASE)
