"""Initials of Chinese words, by which people type fast (拼音首字母)."""

from pypinyin import Style, lazy_pinyin


def initials(text: str) -> str:
    """The first letter of each syllable in lower case; letters and digits stand for themselves.

    欠薪 gives `qx`. Where a character has several readings, the one of the word it stands in counts.
    """
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isalnum())
