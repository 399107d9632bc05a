"""Names and numbers that are plainly invented: nobody is called so, nobody is reached there (演示名称)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from random import Random

from stdnum.cn import uscc

PREFIXES = ("演示", "示范", "样板")
TRADES = (
    "建筑劳务",
    "餐饮管理",
    "机械制造",
    "物业服务",
    "家具制造",
    "快递服务",
    "食品加工",
    "建材",
    "服饰",
    "酒店管理",
    "园林绿化",
    "电子科技",
    "物流运输",
    "家政服务",
    "汽车修理",
    "教育培训",
    "医药",
    "纺织",
    "化工",
    "印刷包装",
)
STEMS = "甲乙丙丁戊己庚辛壬癸"
FIGURES = "零一二三四五六七八九"
JOBS = ("操作工", "保安", "服务员", "木工", "文员", "司机", "骑手", "保洁员", "技术员", "导购")

NOWHERE = "000000"
"""No region of GB/T 2260 bears this code, so the codes of invented employers belong to nobody."""


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented employer."""

    name: str
    credit_code: str
    address: str
    representative: str


def firms(rng: Random) -> list[Firm]:
    """Sixty employers in chance order."""
    made = [_firm(number, prefix, trade) for number, (prefix, trade) in enumerate(product(PREFIXES, TRADES))]
    rng.shuffle(made)
    return made


def _firm(number: int, prefix: str, trade: str) -> Firm:
    body = f"91{NOWHERE}MA{number:06}X"
    return Firm(
        name=f"{prefix}{trade}有限公司",
        credit_code=body + uscc.calc_check_digit(body),
        address=f"演示路{number + 1}号",
        representative=f"示例{STEMS[number % 10]}",
    )


def workers() -> Iterator[tuple[str, str]]:
    """Name and phone of one worker after the other; the numbers are of a block that is not given out."""
    for number in count():
        stem, figures = STEMS[number % 10], [FIGURES[int(figure)] for figure in str(number // 10)]
        yield f"测试{stem}{''.join(figures)}", f"1390000{number + 1000:04}"
