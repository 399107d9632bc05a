"""What a cell says, as clerks write dates, money, numbers and names (单元格取值)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from caseflow.kernel.errors import DomainError

Parser = Callable[[str], object]

LARGEST = Decimal(10) ** 12
"""元; what a money column holds."""

EARLIEST = date(1990, 1, 1)

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d\d?)\s*[-/.月]\s*(\d\d?)\s*日?(?:[ T]\d\d?:\d\d(?::\d\d)?)?")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"\d{5}")
_SERIAL_ZERO = date(1899, 12, 30)
_MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
_COUNT = re.compile(r"(\d{1,6})人?")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|[2-9]\d{6,7}")


class Unreadable(DomainError):
    """A cell does not say what its column asks for."""


def half_width(text: str) -> str:
    """The text with full-width letters, figures and signs made half-width, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def bare(text: str) -> str:
    """Letters and figures only: one form for one name, however it is punctuated."""
    return re.sub(r"[\W_]", "", half_width(text)).upper()


def day(text: str) -> date:
    """A date, such as 2024-01-09, 2024/1/9, 2024.01.09, 2024年1月9日, 20240109, or a spreadsheet's 45300."""
    found = _written_day(half_width(text))
    if found is None:
        raise Unreadable(f"“{text}”不是日期，请写如2024-01-09")
    if found < EARLIEST:
        raise Unreadable(f"“{text}”年份过早，请核对")
    return found


def _written_day(plain: str) -> date | None:
    if _SERIAL.fullmatch(plain):
        return _SERIAL_ZERO + timedelta(days=int(plain))
    written = _DATE.fullmatch(plain) or _DIGITS.fullmatch(plain)
    try:
        return date(*map(int, written.groups())) if written else None
    except ValueError:
        return None


def money(text: str) -> Decimal:
    """An amount in 元, with or without separators of thousands."""
    plain = half_width(text).removeprefix("¥").removesuffix("元").strip()
    if plain.startswith("-"):
        raise Unreadable("金额不能为负数")
    if not _MONEY.fullmatch(plain):
        raise Unreadable(f"“{text}”不是金额，请写成以元为单位、最多两位小数的数")
    amount = Decimal(plain.replace(",", ""))
    if amount >= LARGEST:
        raise Unreadable("金额过大，请核对")
    return amount


def count(text: str) -> int:
    """A number of people, one at least."""
    written = _COUNT.fullmatch(half_width(text))
    if not written or not int(written[1]):
        raise Unreadable(f"“{text}”不是人数，请写1或者更大的整数")
    return int(written[1])


def phone(text: str) -> str:
    """A telephone number, in figures only; see `is_phone` for whether it can be one."""
    plain = re.sub(r"[\s()\-—]", "", half_width(text))
    if not re.fullmatch(r"\d{1,20}", plain):
        raise Unreadable(f"“{text}”不是电话号码")
    return plain


def is_phone(figures: str) -> bool:
    """Whether the figures have the form of a Chinese mobile, landline or service number."""
    return _PHONE.fullmatch(figures) is not None


def line(longest: int) -> Callable[[str], str]:
    """A text of at most so many characters."""

    def fits(text: str) -> str:
        if len(text) > longest:
            raise Unreadable(f"最多{longest}字，请缩短")
        return text

    return fits


def one_of(known: Mapping[str, str]) -> Callable[[str], str]:
    """The code whose label is written in the cell, whatever its punctuation."""
    codes = {bare(label): code for label, code in known.items()}

    def code_of(text: str) -> str:
        code = codes.get(bare(text))
        if code is None:
            raise Unreadable(f"没有“{text}”这一项，请改用系统中的名称")
        return code

    return code_of
