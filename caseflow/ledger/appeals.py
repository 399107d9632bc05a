"""A row of the ledger as values: what was told, what was done, how it ended (台账一行)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.hotline.catalogue import CHANNELS, SUBJECTS
from caseflow.ledger.reading import Row
from caseflow.ledger.values import count, day, is_phone, line, money, one_of, phone

LONGEST = 10_000
"""Characters of a free text."""

NOT_PAST = "不早于今天；只能导入今天以前的，今天的请直接登记"

ANONYMOUS = "匿名"
UNREACHED = "unreached"

CHANNEL_CODES = {**{label: code for code, label in CHANNELS}, "12351热线": "call", "来电": "call"}
SUBJECT_CODES = {label: code for code, label in SUBJECTS.items()}
OPINIONS = {
    "满意": "satisfied",
    "基本满意": "basically",
    "不满意": "unsatisfied_explained",
    "未评价": "no_opinion",
    "未回访到": UNREACHED,
}

HOTLINE, AID, MEDIATION = "热线维权", "法律援助", "调解"
WAYS = {way: way for way in (HOTLINE, AID, MEDIATION)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal of the ledger; `finished_on` is None while it is still under way."""

    received_on: date
    channel: str
    caller: str
    phone: str | None
    employer: str
    town: str
    category: str
    told: str
    headcount: int
    amount: Decimal | None
    ways: frozenset[str]
    handler: str
    finished_on: date | None
    result: str
    recovered: Decimal
    opinion: str

    @property
    def anonymous(self) -> bool:
        """Nobody gave a name."""
        return self.caller in ("", ANONYMOUS)

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same appeal, in whatever file and row it comes."""
        return (self.received_on.isoformat(), self.caller, self.employer, self.category, self.told)


def appeal_of(row: Row, today: date) -> Appeal:
    """What the row says.

    Raises:
        Incomplete: with the reason for each column that cannot be taken.
    """
    appeal = Appeal(
        received_on=row.required("受理日期", day, date.min),
        channel=row.required("来源渠道", one_of(CHANNEL_CODES), ""),
        caller=row.given("诉求人", line(100)) or "",
        phone=row.given("联系电话", phone),
        employer=row.given("用人单位", line(100)) or "",
        town=row.required("所属乡镇（街道）", line(100), ""),
        category=row.required("诉求类别", one_of(SUBJECT_CODES), ""),
        told=row.required("诉求内容", line(LONGEST), ""),
        headcount=row.required("涉及人数", count, 1),
        amount=row.given("涉及金额（元）", money),
        ways=row.required("办理方式", _ways, frozenset()),
        handler=row.given("承办人", line(50)) or "",
        finished_on=row.given("办结日期", day),
        result=row.given("办理结果", line(LONGEST)) or "",
        recovered=row.given("挽回金额（元）", money) or Decimal(0),
        opinion=row.given("满意度", one_of(OPINIONS)) or "no_opinion",
    )
    row.check(_contradictions(appeal, today))
    if appeal.phone and not is_phone(appeal.phone):
        row.notes["联系电话"] = "位数不像电话号码，已照录，请核对"
    return appeal


def _ways(text: str) -> frozenset[str]:
    return frozenset(map(one_of(WAYS), re.split(r"[、，,；;/]", text)))


def _contradictions(appeal: Appeal, today: date) -> Iterator[tuple[str, str]]:
    if appeal.received_on >= today:
        yield "受理日期", NOT_PAST
    if appeal.finished_on is None:
        if appeal.result:
            yield "办结日期", "已有办理结果的不能为空"
        return
    if appeal.finished_on >= today:
        yield "办结日期", NOT_PAST
    if appeal.finished_on < appeal.received_on:
        yield "办结日期", "早于受理日期"
    if not appeal.result:
        yield "办理结果", "已办结的不能为空"
