"""Words that mean the same, and the initials by which they are typed (同义词)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from caseflow.casework.pinyin import initials
from caseflow.casework.search.words import lower

FILE = Path(__file__).with_name("synonyms.txt")
SHORTEST = 2
"""Letters of initials that are looked up."""


def meant_by(word: str) -> tuple[str, ...]:
    """The words that the one typed stands for beside itself: those of its groups, or those it abbreviates."""
    return tuple(other for other in _known().get(word, ()) if other != word)


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Each word of the list, and each of their initials, with all that is meant."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in FILE.read_text().splitlines():
        group = [] if line.startswith("#") else lower(line).split()
        for word in group:
            letters = initials(word)
            for typed in {word, letters} if len(letters) >= SHORTEST else {word}:
                found[typed].update(dict.fromkeys(group))
    return {typed: tuple(words) for typed, words in found.items()}
