"""What goes into a slot, and what does not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.casework.documents.blocks import Told, grid, para
from caseflow.casework.documents.papers import Audience, Look, MalformedPaper, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot, items_of, spoken

MONEY = Slot(name="amount", label="金额", shape=Shape.MONEY)
PEOPLE = Slot(
    name="rows",
    label="名单",
    shape=Shape.TABLE,
    columns=(Column("姓名"), Column("金额", 1, Shape.MONEY), Column("日期", 1, Shape.DATE, required=False)),
)
MAYBE = Slot(name="maybe", label="抄送", required=False)


@pytest.mark.parametrize(
    ("slot", "value", "fault"),
    [
        (MONEY, None, "请填写金额"),
        (MONEY, Decimal(-1), "金额超出可以填写的范围"),
        (MONEY, Decimal("0.5"), None),
        (MAYBE, None, None),
        (Slot(name="who", label="姓名", shape=Shape.PERSON), "王喆堃13900000000", "姓名请只写姓名"),
        (Slot(name="who", label="姓名", shape=Shape.PERSON), "王喆堃", None),
        (Slot(name="n", label="份数", shape=Shape.NUMBER, least=1), 0, "份数不能少于1"),
        (PEOPLE, (), "请填写名单"),
        (PEOPLE, (("王某", "", ""),), "第1行缺少金额"),
        (PEOPLE, (("王某", "1,000.50", ""), ("李某", "许多", "")), "第2行金额“许多”不是金额"),
        (PEOPLE, (("王某", "1", "2026-13-1"),), "第1行日期“2026-13-1”不是日期，请写成 2026-11-30"),
        (PEOPLE, (("", "", ""), ("王某", "1", "2026年8月3日")), None),
    ],
)
def test_a_slot_says_what_is_wrong(slot: Slot, value: Any, fault: str | None) -> None:
    assert slot.fault(value) == fault


def test_a_draft_may_have_gaps_but_nothing_wrong() -> None:
    assert MONEY.misfit(None) is None
    assert PEOPLE.misfit((("", "", ""),)) is None
    assert MONEY.misfit(Decimal(-1)) == "金额超出可以填写的范围"


def test_items_lose_the_numbers_that_somebody_typed() -> None:
    assert items_of("1. 支付工资\n（二）签订合同\n\n三、补缴社保\n12月前完成") == [
        "支付工资",
        "签订合同",
        "补缴社保",
        "12月前完成",
    ]


def test_amounts_and_days_are_said_as_the_paper_wants() -> None:
    day = Slot(name="on", label="日期", shape=Shape.DATE)
    assert spoken(MONEY, Decimal("12345.6")) == "12,345.60"
    assert spoken(MONEY, Decimal("12345.6"), "大写") == "人民币壹万贰仟叁佰肆拾伍元陆角"
    assert spoken(day, date(2026, 11, 30), "汉") == "二〇二六年十一月三十日"


def test_a_sentence_about_what_is_not_there_is_left_out() -> None:
    told = Told({"amount": MONEY, "maybe": MAYBE}, {"amount": Decimal(5)})
    said = para("支付{amount}元。", "抄送{maybe}。")
    assert list(said.blocks(told)) == [{"kind": "para", "text": "支付5.00元。"}]
    # but what is needed and missing shows as a line to write on, and a form has an empty cell
    gap = Told({"amount": MONEY, "maybe": MAYBE}, {})
    assert "＿" in next(iter(said.blocks(gap)))["text"]
    assert next(iter(grid((("金额", "{amount}"),)).blocks(gap)))["rows"] == [[("金额", "")]]


def paper(**change: Any) -> Paper:
    known: dict[str, Any] = {
        "code": "x",
        "label": "示例",
        "processes": ("ticket",),
        "look": Look.NOTICE,
        "audience": Audience.WORKER,
        "slots": (MONEY,),
        "body": (para("{amount}"),),
    }
    return Paper(**known | change)


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": (para("{unknown}"),)},
        {"body": (para("{amount:汉}"),)},
        {"slots": (MONEY, MONEY)},
        {"audience": Audience.EMPLOYER, "slots": (MONEY, Slot(name="facts_text", label="诉求内容"))},
    ],
)
def test_a_paper_that_contradicts_itself_is_refused_at_import(wrong: dict[str, Any]) -> None:
    assert paper().by_name["amount"] is MONEY
    with pytest.raises(MalformedPaper):
        paper(**wrong)
