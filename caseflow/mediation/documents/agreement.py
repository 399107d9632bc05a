"""The agreement and what makes it enforceable (M8–M10, domain §4.7)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caseflow.casework.documents.blocks import Signatures, Table, grid, para
from caseflow.casework.documents.common import day, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Fill, Shape, Slot, read_amount
from caseflow.casework.documents.source import Source
from caseflow.mediation.documents.parties import (
    ACCOUNT,
    EMPLOYER_ROWS,
    MEDIATOR,
    PARTIES,
    WORKER_ROWS,
)
from caseflow.mediation.process.choices import ENTERPRISE, PEOPLES, TOWNSHIP
from caseflow.mediation.process.instalments import read


def _instalments(source: Source) -> list[tuple[Any, ...]]:
    """The parts that were agreed on, or one payment of everything on the last day."""
    parts = read(source.known("instalments"))
    if parts:
        return [(part.item, part.amount, part.due_on.isoformat(), "转账至职工本人账户") for part in parts]
    amount, due = source.known("agreed_amount"), source.known("performance_due_on")
    if not isinstance(amount, Decimal) or due is None:
        return []
    return [("调解协议款", amount, due.isoformat(), "转账至职工本人账户")]


def _adds_up(values: Mapping[str, Any]) -> dict[str, str]:
    """The instalments together are the whole amount."""
    rows = [row for row in values["instalments"] if any(row)]
    total = sum((read_amount(row[1]) or Decimal(0) for row in rows), Decimal(0))
    if total == values["agreed_amount"]:
        return {}
    return {"instalments": f"履行安排合计{total:,.2f}元，与协议总金额{values['agreed_amount']:,.2f}元不一致"}


AGREED = Paper(
    code="mediation_agreement",
    label="调解协议书",
    title="劳动争议调解协议书",
    processes=("mediation",),
    look=Look.FORM,
    audience=Audience.PARTIES,
    at=("agreed",),
    rules=(_adds_up,),
    slots=(
        *PARTIES,
        text("dispute_facts", "争议事实", required=False),
        text("request", "当事人请求", required=False),
        text("terms", "协议条款"),
        Slot(name="agreed_amount", label="协议总金额（元）", shape=Shape.MONEY),
        Slot(
            name="instalments",
            label="履行安排",
            shape=Shape.TABLE,
            columns=(
                Column("项目", 3),
                Column("金额（元）", 2, Shape.MONEY),
                Column("履行日期", 2, Shape.DATE),
                Column("方式", 3, required=False),
            ),
            fill=_instalments,
        ),
        ACCOUNT,
        text("default_clause", "逾期履行的责任"),
        MEDIATOR,
        day("effective_on", "生效日期", required=False),
    ),
    body=(
        para("案号：{case_no}"),
        grid(*WORKER_ROWS, *EMPLOYER_ROWS),
        para("争议事实：{dispute_facts}"),
        para("当事人请求：{request}"),
        para("经本调解组织调解，双方自愿达成如下协议："),
        para("一、{terms}"),
        para(
            "二、{employer_name}向{worker_name}支付共计{agreed_amount:大写}（¥{agreed_amount}），按下表履行："
        ),
        Table("instalments"),
        para("收款账号：{bank_account}（职工本人）。"),
        para("三、逾期履行的责任：{default_clause}"),
        para(
            "四、本协议自双方签名（盖章）、调解员签名并加盖印章之日起生效，",
            "生效日期为{effective_on:汉}，",
            "具有法律约束力，双方应当履行。",
        ),
        para(
            "五、双方可自生效之日起十五日内共同向劳动人事争议仲裁委员会申请仲裁审查，"
            "或三十日内共同向人民法院申请司法确认。"
        ),
        para("六、本协议一式三份，双方当事人各执一份，调解组织留存一份。"),
        Signatures(
            (
                "职工（签名、手印）",
                "用人单位（盖章）",
                "调解员（签名）",
                "法定代表人或者代理人（签名）",
                "调解组织（印章）",
                "日期",
            )
        ),
    ),
)


_PEOPLES_TOO = "《中华人民共和国民事诉讼法》第二百零五条、《中华人民共和国人民调解法》第三十三条"
JUDICIAL_BASES = {
    PEOPLES: _PEOPLES_TOO,
    ENTERPRISE: "《中华人民共和国民事诉讼法》第二百零五条",
    TOWNSHIP: "《中华人民共和国民事诉讼法》第二百零五条",
}
"""On what a joint application to the court rests, by the kind of body (调解组织类型)."""

ARBITRAL_BASES = {
    PEOPLES: "《劳动人事争议仲裁办案规则》第七十四条",
    ENTERPRISE: "《企业劳动争议协商调解规定》第二十七条、《劳动人事争议仲裁办案规则》第七十四条",
    TOWNSHIP: "《劳动人事争议仲裁办案规则》第七十四条",
}
"""The same of one to the arbitration commission."""


def _by_body(bases: Mapping[str, str]) -> Fill:
    """What applies to the body that has mediated."""
    return lambda source: bases.get(source.raw("org_type") or "", "")


def _application(
    code: str, label: str, *, to: str, asked: str, request: str, bases: Mapping[str, str]
) -> Paper:
    """A joint application to `to`, which an action has `asked` for."""
    return Paper(
        code=code,
        label=label,
        processes=("mediation",),
        look=Look.FORM,
        audience=Audience.PARTIES,
        slots=(
            *PARTIES,
            Slot(name="forum", label=to, fill=lambda source: source.known(asked)),
            some("org_type", "调解组织类型"),
            Slot(name="basis", label="依据", fill=_by_body(bases)),
            day("effective_on", "协议生效日期"),
            some("service_address", "送达地址和方式", Shape.TEXT),
            some("enclosed", "附件", Shape.TEXT),
        ),
        body=(
            grid(*WORKER_ROWS, *EMPLOYER_ROWS),
            para("{forum}："),
            para(
                "申请人双方于{effective_on}达成劳动争议调解协议（{case_no}）。",
                "主持调解的组织：{org_type}。",
            ),
            para(f"现根据{{basis}}，{request}"),
            para(
                "申请人承诺：双方出于解决争议的目的自愿达成协议，没有恶意串通、规避法律的行为；"
                "如果因为该协议内容而给他人造成损害的，愿意承担相应的法律责任。"
            ),
            para("送达地址和方式：{service_address}"),
            para("附：调解协议书、双方身份证明、调解组织主持调解的证明。", "{enclosed}"),
            Signatures(("申请人（职工签名）", "申请人（用人单位盖章）", "日期", "日期")),
        ),
    )


JUDICIAL = _application(
    "judicial_confirmation",
    "司法确认申请书",
    to="受理法院",
    asked="court",
    request="共同申请人民法院确认该调解协议有效。",
    bases=JUDICIAL_BASES,
)
ARBITRAL = _application(
    "arbitral_review",
    "仲裁审查申请书",
    to="仲裁委员会",
    asked="commission",
    request="共同申请对该调解协议进行仲裁审查，制作调解书。",
    bases=ARBITRAL_BASES,
)

AGREEMENT = (AGREED, JUDICIAL, ARBITRAL)
