"""Initials of Chinese words, by which people type fast (拼音首字母)."""

import os
from functools import cache
from typing import TYPE_CHECKING

from caseflow.lazily import lazily

if TYPE_CHECKING:
    import pypinyin
else:
    pypinyin = lazily("pypinyin")

# The library's list of phrases takes 45 MB of every process; the words below are those that matter here.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

READINGS = {
    "银行": "yín háng",
    "行业": "háng yè",
    "商行": "shāng háng",
    "车行": "chē háng",
    "重庆": "chóng qìng",
    "重复": "chóng fù",
    "重新": "chóng xīn",
    "部长": "bù zhǎng",
    "厂长": "chǎng zhǎng",
    "成长": "chéng zhǎng",
    "增长": "zēng zhǎng",
    "厦门": "xià mén",
    "音乐": "yīn yuè",
    "乐器": "yuè qì",
    "朝阳": "cháo yáng",
    "会计": "kuài jì",
    "调解": "tiáo jiě",
    "调休": "tiáo xiū",
    "参加": "cān jiā",
    "供给": "gōng jǐ",
    "给予": "jǐ yǔ",
    "降落": "jiàng luò",
    "调整": "tiáo zhěng",
    "差旅": "chāi lǚ",
    "出差": "chū chāi",
    "省会": "shěng huì",
}
"""Words in which a character is not read as it mostly is."""

MOSTLY = {"长": "cháng", "曾": "zēng"}
"""Characters that names of firms and people read otherwise than the library does."""


@cache
def _learn() -> None:
    """Teach the library our readings, once."""
    pypinyin.load_single_dict({ord(character): reading for character, reading in MOSTLY.items()})
    pypinyin.load_phrases_dict(
        {word: [[reading] for reading in said.split()] for word, said in READINGS.items()}
    )


def initials(text: str) -> str:
    """The first letter of each syllable in lower case; letters and digits stand for themselves.

    欠薪 gives `qx`. Where a character has several readings, the one of the word it stands in counts.
    """
    _learn()
    letters = "".join(pypinyin.lazy_pinyin(text, style=pypinyin.Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isalnum())
