"""Amounts and dates as official papers write them (大写金额、公文日期)."""

from datetime import date
from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_PLAIN = "〇一二三四五六七八九"
_WAN, _YI = 10_000, 100_000_000
_LARGEST = Decimal(10) ** 16
_TEN = 10


def capital_amount(amount: Decimal) -> str:
    """人民币 in capitals: 1409.50 → 人民币壹仟肆佰零玖元伍角 (正确填写票据和结算凭证的基本规定).

    What ends at yuan bears 整; one 零 stands for any zeros between other figures.

    Raises:
        ValueError: the amount is negative, has parts of a 分, or reaches 10^16 yuan.
    """
    if not 0 <= amount < _LARGEST or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"no amount of money: {amount}")
    fen = int(amount * 100)
    yuan, (jiao, fen) = fen // 100, divmod(fen % 100, 10)
    whole = f"{_whole(yuan)}元" if yuan or not (jiao or fen) else ""
    if not jiao and not fen:
        return f"人民币{whole}整"
    between = "零" if whole and not jiao else ""
    small = (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[fen]}分" if fen else "")
    return f"人民币{whole}{between}{small}"


def _whole(n: int) -> str:
    """A whole number; 万亿 comes of itself, since 亿 are counted like anything else."""
    for unit, name in ((_YI, "亿"), (_WAN, "万")):
        if n >= unit:
            rest = n % unit
            between = "零" if 0 < rest < unit // _TEN else ""
            return f"{_whole(n // unit)}{name}{between}{_whole(rest) if rest else ''}"
    return _below_ten_thousand(n)


def _below_ten_thousand(n: int) -> str:
    if n == 0:
        return _DIGITS[0]
    figures = [int(c) for c in str(n)]
    text = ""
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure:
            text += _DIGITS[figure] + _UNITS[place]
        elif not text.endswith(_DIGITS[0]):
            text += _DIGITS[0]
    return text.rstrip(_DIGITS[0])


def official_day(day: date) -> str:
    """2026年11月30日, without leading zeros (党政机关公文格式)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_day(day: date) -> str:
    """二〇二六年十一月三十日, where papers of agreement and of courts write so."""
    year = "".join(_PLAIN[int(c)] for c in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def chinese_number(n: int) -> str:
    """一 to 九十九, for items, months and days."""
    tens, ones = divmod(n, _TEN)
    text = "" if not tens else ("十" if tens == 1 else f"{_PLAIN[tens]}十")
    return text + (_PLAIN[ones] if ones else "")
