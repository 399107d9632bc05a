"""Proof that a letter reached whom it was for, and that it was called back (N5, N6, N16, domain §4.6)."""

from collections.abc import Callable, Mapping
from typing import Any

from caseflow.casework.documents.blocks import Signatures, Table, grid, line, para
from caseflow.casework.documents.common import CONTACT, CONTACT_LINE, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Fill, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Numbering
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import SHANGHAI
from caseflow.notice.process.choices import SERVICE_METHODS
from caseflow.notice.service.asked import REFUSED, RESULTS
from caseflow.notice.service.attempts import attempts_of
from caseflow.notice.service.models import ServiceAttempt

LETTERS = ("reminder", "opinion", "recommendation")


def _title(source: Source) -> str:
    return wired().papers[source.proceeding.process].label


def _recipient(source: Source) -> str:
    return str(source.known("authority") or source.known("employer_name") or "")


def _tried(source: Source) -> list[tuple[str, ...]]:
    """Every attempt, where there was more than one."""
    methods, results = dict(SERVICE_METHODS), dict(RESULTS)
    found: list[tuple[str, ...]] = [
        (
            f"{one.tried_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            methods.get(one.method, one.method),
            one.place,
            results.get(one.result, one.result),
        )
        for one in attempts_of(source.session, source.proceeding.id)
    ]
    return found if len(found) > 1 else []


def _last(name: str) -> Fill:
    """What is known under the name, or was told of the last attempt."""

    def found(source: Source) -> Any:
        known = source.known(name)
        tried = attempts_of(source.session, source.proceeding.id) if not known else ()
        return known or (_TOLD[name](source, tried[-1]) if tried else None)

    return found


_TOLD: Mapping[str, Callable[[Source, ServiceAttempt], Any]] = {
    "service_place": lambda _, one: one.place,
    "service_method": lambda _, one: dict(SERVICE_METHODS).get(one.method),
    "servers": lambda source, one: "、".join(source.user(id) for id in one.servers),
    "delivery_no": lambda _, one: one.delivery_no,
    "service_witnesses": lambda _, one: one.witnesses,
    "refusal_reason": lambda _, one: one.note if one.result == REFUSED else "",
    "served_on": lambda source, _: source.known("authority_received_on"),
}


def _told(name: str, label: str, shape: Shape = Shape.LINE) -> Slot:
    """What may stay empty, and is known from the service or its last attempt."""
    return Slot(name=name, label=label, shape=shape, required=False, fill=_last(name))


TITLE = Slot(name="letter_title", label="文书名称", fill=_title)
NUMBER = Slot(name="case_no", label="文号")
RECIPIENT = Slot(name="recipient", label="受送达人", fill=_recipient)

SERVICE_RETURN = Paper(
    code="service_return",
    label="送达回证",
    processes=LETTERS,
    look=Look.FORM,
    audience=Audience.INSIDE,
    numbering=Numbering(("finish",), "{prefix}送〔{year}〕"),
    slots=(
        TITLE,
        NUMBER,
        Slot(name="copies", label="份数", shape=Shape.NUMBER, least=1, fill=lambda _: 1),
        RECIPIENT,
        _told("service_place", "送达地点"),
        _told("service_method", "送达方式"),
        some("receiver", "签收人姓名和职务"),
        _told("served_on", "收到日期", Shape.DATE),
        some("service_refused", "是否拒收"),
        _told("refusal_reason", "拒收理由"),
        _told("service_witnesses", "见证人"),
        some("service_photos", "照片或录像编号"),
        _told("servers", "送达人"),
        _told("delivery_no", "邮件单号或电子地址"),
        Slot(
            name="tried",
            label="送达经过",
            shape=Shape.TABLE,
            required=False,
            columns=(Column("时间", 4), Column("方式", 3), Column("地点", 5), Column("结果", 4)),
            fill=_tried,
        ),
        some("remark", "备注"),
    ),
    body=(
        grid(
            (("文书名称", "{letter_title}"),),
            (("文号", "{case_no}"), ("份数", "{copies}")),
            (("受送达人", "{recipient}"),),
            (("送达地点", "{service_place}"),),
            (("送达方式", "{service_method}"), ("收到日期", "{served_on}")),
            (("签收人姓名和职务", "{receiver}"),),
        ),
        grid((("受送达人签名或者盖章", ""),), tall=3),
        grid(
            (("是否拒收", "{service_refused}"), ("拒收理由", "{refusal_reason}")),
            (("见证人", "{service_witnesses}"), ("照片或录像编号", "{service_photos}")),
            (("送达人", "{servers}"), ("邮件单号或电子地址", "{delivery_no}")),
            (("备注", "{remark}"),),
        ),
        Table("tried"),
        para(
            "收到日期为答复期限的起算日，次日起计算。拒收的，写明理由和日期，由见证人签名，并留存照片或者录像。"
        ),
        Signatures(("送达人一（签名）", "送达人二（签名）", "见证人（签名）", "日期")),
    ),
)

NOT_SERVED = Paper(
    code="service_failed",
    label="送达情况说明",
    processes=LETTERS,
    look=Look.NOTICE,
    audience=Audience.INSIDE,
    slots=(
        TITLE,
        NUMBER,
        RECIPIENT,
        some("attempts", "已送达次数", Shape.NUMBER),
        text("reason", "未能送达的原因"),
        some("next_method", "下一步送达方式"),
        some("servers", "送达人"),
    ),
    body=(
        para(
            "本会签发的《{letter_title}》（{case_no}），受送达人为{recipient}，",
            "已送达{attempts}次，",
            "均未送达。",
        ),
        para("未能送达的原因：{reason}"),
        para("下一步拟采用的送达方式：{next_method}。"),
        Signatures(("送达人一（签名）", "送达人二（签名）")),
    ),
)

REVOCATION = Paper(
    code="revocation",
    label="撤回通知",
    processes=(*LETTERS, "public_reminder"),
    look=Look.LETTER,
    audience=Audience.EMPLOYER,
    signed_by=("revoke",),
    numbering=Numbering(("revoke",), "{prefix}监撤〔{year}〕"),
    slots=(
        TITLE,
        NUMBER,
        Slot(name="recipient", label="受文单位", fill=lambda source: _recipient(source) or "各用人单位"),
        text("reason", "撤回原因"),
        CONTACT,
    ),
    body=(
        line("{recipient}："),
        para("我会此前发出的《{letter_title}》（{case_no}），现予撤回，该文号同时作废。"),
        para("撤回原因：{reason}"),
        para("本通知送达后，不再要求贵单位按原文书办理、答复。"),
        CONTACT_LINE,
    ),
)

SERVING = (SERVICE_RETURN, NOT_SERVED, REVOCATION)
