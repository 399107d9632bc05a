"""How soon a ticket should be looked at: a proposal, which a person confirms (个人信息保护法 第二十四条)."""

from collections.abc import Iterator
from dataclasses import dataclass

COLLECTIVE = 10
"""Workers with a common claim from which a dispute is collective (劳动争议调解仲裁法 第七条)."""

LIMITATION_DAYS = 30
"""Days to the last day for arbitration from which a ticket comes first (R10, 本单位规定)."""

FESTIVAL_DAYS = 60
"""Days before Spring Festival in which arrears come first (本单位规定)."""

REPEATED = 3
"""Times a complaint is made from which it comes first (本单位规定)."""

ARREARS = ("0101", "0109")
CHILD_LABOUR = "0803"
PREGNANT_OR_NURSING = "0801"
INJURY = "06"
SMALL_SERVICES = ("ZX", "JY")

USUAL = {
    "P0": "按分诊结论立即处置",
    "P1": "按分诊结论优先办理",
    "P2": "一般诉求",
    "P3": "咨询或者意见建议",
}
"""What a priority rests on where nothing presses."""

Priority = tuple[str, tuple[str, ...]]
"""A priority, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What is known of a ticket when its priority is proposed.

    `limitation_days` and `festival_days` count from today to the last day for arbitration and to Spring
    Festival, None when not known; `times_told` counts this complaint and those like it before.
    """

    service: str = ""
    category: str = ""
    headcount: int = 1
    urgent: bool = False
    limitation_days: int | None = None
    festival_days: int | None = None
    injured_without_money: bool = False
    times_told: int = 1
    widely_watched: bool = False


def priority_of(signals: Signals, usual: str = "") -> Priority:
    """The priority that the house rules propose (domain §6.3, 本单位规定); `usual` where nothing presses."""
    if dangers := tuple(_dangers(signals)):
        return "P0", dangers
    if pressing := tuple(_pressing(signals)):
        return "P1", pressing
    usual = usual or ("P3" if signals.service in SMALL_SERVICES else "P2")
    return usual, (USUAL[usual],)


def _dangers(signals: Signals) -> Iterator[str]:
    if signals.urgent:
        yield "危及人身安全或者群体聚集"
    if signals.category == CHILD_LABOUR:
        yield "涉及未成年工、童工"


def _pressing(signals: Signals) -> Iterator[str]:
    if signals.headcount >= COLLECTIVE:
        yield f"涉及{signals.headcount}人，达到{COLLECTIVE}人"
    yield from _short_of_time(signals)
    if signals.category == PREGNANT_OR_NURSING:
        yield "涉及孕期、产期、哺乳期女职工"
    if signals.category.startswith(INJURY) and signals.injured_without_money:
        yield "工伤职工没有治疗费用"
    if signals.times_told >= REPEATED:
        yield f"同一诉求已反映{signals.times_told}次"
    if signals.widely_watched:
        yield "媒体或者领导关注"


def _short_of_time(signals: Signals) -> Iterator[str]:
    if signals.limitation_days is not None and signals.limitation_days <= LIMITATION_DAYS:
        yield _limitation(signals.limitation_days)
    days = signals.festival_days
    if signals.category in ARREARS and days is not None and 0 <= days <= FESTIVAL_DAYS:
        yield f"欠薪，距春节{days}日"


def _limitation(days: int) -> str:
    return f"仲裁时效还剩{days}日" if days >= 0 else "仲裁时效可能已过，请律师核对"
