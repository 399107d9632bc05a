"""Initials of Chinese words, by which people type fast (拼音首字母)."""

from pypinyin import Style, lazy_pinyin


def initials(text: str) -> str:
    """The first letter of each syllable in lower case; letters and digits stand for themselves.

    欠薪 gives `qx`. Where a character has several readings, the one of the word it stands in counts.
    """
    syllables = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda rest: list(rest))
    return "".join(letter for letter in "".join(syllables).lower() if letter.isalnum())
