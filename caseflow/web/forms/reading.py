"""What people type, as values: full-width digits, Chinese dates, thousands separators (输入规整)."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal

from caseflow.kernel.calendar import SHANGHAI

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?(?::\d{2})?")
_MONEY = re.compile(r"-?(\d+)(?:\.(\d*))?")
_LONGEST_MONEY, _DECIMALS = 12, 2


def clean(text: str) -> str:
    """The text without blanks around it and with one kind of line end.

    Raises:
        ValueError: it holds a NUL, which PostgreSQL cannot keep.
    """
    if "\0" in text:
        raise ValueError("不能包含空字符，请重新输入")
    return text.replace("\r\n", "\n").strip()


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones: ２０２６ → 2026."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(text: str) -> date:
    """A day written as 2026-8-3, 2026/8/3, 2026.8.3, 2026年8月3日 or 20260803.

    Raises:
        ValueError: it is no day.
    """
    plain = half_width(text)
    found = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if found is None:
        raise ValueError("请按 2026-8-3 或 2026年8月3日 的格式填写日期")
    try:
        return date(*map(int, found.groups()))
    except ValueError as no_such_day:
        raise ValueError("没有这一天，请核对日期") from no_such_day


def day_in(text: str) -> date | None:
    """The day that a part of an address stands for; None for anything else."""
    try:
        return read_date(text)
    except ValueError:
        return None


def read_moment(text: str) -> datetime:
    """An instant in UTC from a day and a time in Shanghai: 2026-08-03T14:05, 2026年8月3日 14时5分.

    Raises:
        ValueError: it is no instant.
    """
    day, _, hour = half_width(text).replace("T", " ").partition(" ")
    found = _TIME.fullmatch(hour.strip())
    if found is None:
        raise ValueError("请填写日期和时间，例如 2026-8-3 14:05")
    try:
        at = time(int(found[1]), int(found[2] or 0))
    except ValueError as no_such_time:
        raise ValueError("没有这个时间，请核对") from no_such_time
    return datetime.combine(read_date(day), at, SHANGHAI).astimezone(UTC)


def read_number(text: str) -> int:
    """A whole number, with or without thousands separators.

    Raises:
        ValueError: it is none, or too large to be kept.
    """
    plain = _without_separators(text)
    if not re.fullmatch(r"-?\d{1,9}", plain):
        raise ValueError("请填写整数，例如 12")
    return int(plain)


def read_money(text: str) -> Decimal:
    """An amount in yuan with at most two decimals: 12,000.50, ￥１２０００, 12000元.

    Raises:
        ValueError: it is none, or too large to be kept.
    """
    plain = _without_separators(text).removeprefix("¥").removesuffix("元")
    found = _MONEY.fullmatch(plain)
    if found is None:
        raise ValueError("请填写金额，例如 12000.50")
    if len(found[1]) > _LONGEST_MONEY:
        raise ValueError("金额过大，请核对单位是否为元")
    if len(found[2] or "") > _DECIMALS:
        raise ValueError("金额最多两位小数")
    return Decimal(plain).quantize(Decimal("0.01"))


def read_phone(text: str) -> str:
    """A phone number without blanks and hyphens.

    Raises:
        ValueError: it is none.
    """
    plain = re.sub(r"[\s()-]", "", half_width(text))
    if not re.fullmatch(r"\+?\d{5,15}", plain):
        raise ValueError("请填写电话号码，只含数字，固定电话加区号")
    return plain


def _without_separators(text: str) -> str:
    return re.sub(r"[\s,，]", "", half_width(text))
