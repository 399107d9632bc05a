"""What a worker takes along to arbitration when mediation has not settled it (仲裁材料, domain R5)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from caseflow.casework import attachments
from caseflow.casework.catalogues import EVIDENCE
from caseflow.casework.documents.blocks import Items, Part, Signatures, Table, grid, line, para
from caseflow.casework.documents.common import LIMITATION, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Attachment
from caseflow.kernel.calendar import local_day
from caseflow.mediation.documents.parties import EMPLOYER_ROWS, NAMES, PARTIES, WORKER_ROWS

AT = ("consent", "accepted", "assigned", "in_mediation", "extended", "not_accepted", "failed", "defaulted")

_RESULTS = {
    "not_accept": "调解组织决定不予受理",
    "fail": "调解终止，没有达成协议",
    "effect": "双方签署调解协议，协议生效",
    "default": "用人单位逾期没有履行调解协议",
}


def evidence_in(source: Source) -> Iterator[Attachment]:
    """The files that are evidence, of this proceeding, that count and that the viewer may open."""
    for row in attachments.of_proceeding(source.proceeding, source.viewer):
        file: Attachment = row.Attachment
        if not file.withdrawn and file.material in EVIDENCE and not file.proves.startswith("notes"):
            yield file


def _listed(source: Source) -> list[tuple[Any, ...]]:
    return [
        (n, file.name, file.material.label if file.material else "", "申请人提供", "", file.pages or "")
        for n, file in enumerate(evidence_in(source), 1)
    ]


def _named(source: Source) -> str:
    """The evidence in lines, or what people usually need."""
    found = [file.name for file in evidence_in(source)]
    return "\n".join(
        found or ("劳动合同或者其他劳动关系证明", "工资支付凭证、考勤记录", "调解终止或者不予受理文书")
    )


def _went(source: Source) -> list[tuple[str, str]]:
    """What happened, day by day, without what was said in private."""
    found = [(day.isoformat(), what) for day, what in sorted(_days(source), key=lambda pair: pair[0])]
    return list(dict.fromkeys(found))


def _days(source: Source) -> Iterator[tuple[date, str]]:
    yield local_day(source.matter.opened_at), "职工向工会反映"
    received, due = source.known("received_on"), source.due("MD3")
    if received:
        yield received, "调解组织收到调解申请"
    for event in source.events:
        if event.action == "accept":
            yield local_day(event.at), "双方同意调解，调解组织受理"
        elif event.action in ("open_session", "hold_session"):
            held = event.data.get("held_at")
            yield local_day(datetime.fromisoformat(held) if held else event.at), "调解组织主持调解"
        elif event.action in _RESULTS:
            yield local_day(event.at), _RESULTS[event.action]
    if due:
        yield due, "自收到调解申请之日起满十五日，此后可以申请仲裁（劳动争议调解仲裁法第十四条）"


def _of_the_pack(
    code: str, label: str, *, slots: tuple[Slot, ...], body: tuple[Part, ...], title: str = ""
) -> Paper:
    """A form of the pack that the worker takes along."""
    return Paper(
        code=code,
        label=label,
        title=title,
        processes=("mediation",),
        at=AT,
        look=Look.FORM,
        audience=Audience.WORKER,
        slots=slots,
        body=body,
    )


COMMISSION = some("commission", "仲裁委员会", hint="劳动合同履行地或者用人单位所在地；履行地优先")

APPLICATION = _of_the_pack(
    "arbitration_application",
    "劳动人事争议仲裁申请书",
    title="劳动人事争议仲裁申请书（草稿）",
    slots=(
        *PARTIES,
        COMMISSION,
        Slot(name="claims", label="仲裁请求", shape=Shape.LIST, fill=lambda source: source.known("request")),
        text("dispute_facts", "事实", required=False),
        text("reasons", "理由", required=False),
        Slot(name="evidence_list", label="证据", shape=Shape.LIST, required=False, fill=_named),
        LIMITATION,
    ),
    body=(
        line("申请人"),
        grid(*WORKER_ROWS),
        line("被申请人"),
        grid(*EMPLOYER_ROWS),
        para("仲裁请求："),
        Items("claims"),
        para("事实：{dispute_facts}"),
        para("理由：{reasons}"),
        para("证据："),
        Items("evidence_list"),
        para("此致"),
        line("{commission}"),
        para("请在{limitation_due_on}前提交。"),
        Signatures(("申请人（签名、手印）", "日期")),
        para("本稿根据登记内容生成，请申请人核对、修改后签名；副本按被申请人人数提交。"),
    ),
)

EVIDENCE_LIST = _of_the_pack(
    "arbitration_evidence",
    "证据清单",
    slots=(
        *NAMES,
        Slot(
            name="listed",
            label="证据",
            shape=Shape.TABLE,
            required=False,
            columns=(
                Column("序号", 1),
                Column("证据名称", 4),
                Column("种类", 2, required=False),
                Column("来源", 2, required=False),
                Column("证明内容", 4, required=False),
                Column("页数", 1, required=False),
            ),
            fill=_listed,
        ),
    ),
    body=(
        grid((("申请人", "{worker_name}"), ("被申请人", "{employer_name}"))),
        Table("listed", spare=8),
        Signatures(("提交人（签名）", "日期")),
    ),
)

TIMELINE = _of_the_pack(
    "matter_timeline",
    "案件经过",
    slots=(
        *NAMES,
        Slot(
            name="went",
            label="经过",
            shape=Shape.TABLE,
            required=False,
            columns=(Column("日期", 2, Shape.DATE), Column("经过", 7)),
            fill=_went,
        ),
    ),
    body=(
        grid((("申请人", "{worker_name}"), ("用人单位", "{employer_name}")), (("调解案号", "{case_no}"),)),
        Table("went"),
        para("调解中的陈述、让步不在其中，也不得在仲裁、诉讼中作为对其不利的证据。"),
    ),
)

ARBITRATION = (APPLICATION, EVIDENCE_LIST, TIMELINE)
