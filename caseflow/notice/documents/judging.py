"""What is written down inside: whether it was put right, whether to go one rung up (N10, N12)."""

from caseflow.casework.documents.blocks import Signatures, Table, grid
from caseflow.casework.documents.common import EMPLOYER, day, some
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.notice.documents.serving import NUMBER, TITLE

TO_EMPLOYERS = ("reminder", "opinion")


def _ground(source: Source) -> str:
    needs = source.proceeding.definition.transition("propose_escalation").needs
    choices = next(dict(datum.choices) for datum in needs if datum.name == "ground")
    return choices.get(source.answer("propose_escalation", "ground"), "")


CHECK = Paper(
    code="rectification_check",
    label="整改核查记录",
    processes=TO_EMPLOYERS,
    look=Look.FORM,
    audience=Audience.INSIDE,
    slots=(
        TITLE,
        NUMBER,
        EMPLOYER,
        day("verified_on", "核查日期", required=False),
        some("check_method", "核查方式"),
        some("verifiers", "核查监督员"),
        some("verifier_certificates", "监督员证号"),
        Slot(
            name="items",
            label="核查项目",
            shape=Shape.TABLE,
            required=False,
            columns=(Column("项目", 3), Column("证据", 3, required=False), Column("结果", 2)),
        ),
        some("check_result", "核查情况", Shape.TEXT),
        some("rectification_evidence", "整改证据", Shape.TEXT),
        some("recovered_amount", "追回金额（元）", Shape.MONEY),
    ),
    body=(
        grid(
            (("文书名称", "{letter_title}"), ("文号", "{case_no}")),
            (("用人单位", "{employer_name}"),),
            (("核查日期", "{verified_on}"), ("核查方式", "{check_method}")),
            (("核查监督员", "{verifiers}"), ("监督员证号", "{verifier_certificates}")),
        ),
        Table("items", spare=5),
        grid(
            (("核查情况", "{check_result}"),),
            (("整改证据", "{rectification_evidence}"),),
            (("追回金额（元）", "{recovered_amount}"),),
            tall=3,
        ),
        Signatures(("核查人一（签名）", "核查人二（签名）", "单位在场人员（签名）", "日期")),
    ),
)

ESCALATION = Paper(
    code="escalation",
    label="升级审批表",
    processes=TO_EMPLOYERS,
    look=Look.FORM,
    audience=Audience.INSIDE,
    slots=(
        TITLE,
        NUMBER,
        EMPLOYER,
        day("served_on", "送达日期", required=False),
        Slot(
            name="ground",
            label="升级理由",
            required=False,
            fill=_ground,
        ),
        Slot(
            name="reason",
            label="说明",
            shape=Shape.TEXT,
            required=False,
            fill=lambda source: source.answer("propose_escalation", "reason"),
        ),
        Slot(name="proposer", label="提出人", required=False, fill=lambda s: s.who("propose_escalation")),
        Slot(
            name="decider",
            label="决定人",
            required=False,
            fill=lambda s: s.who("escalate", "refuse_escalation"),
        ),
        Slot(
            name="opinion",
            label="签发人意见",
            shape=Shape.TEXT,
            required=False,
            fill=lambda s: s.answer("escalate", "opinion") or s.answer("refuse_escalation", "reason"),
        ),
    ),
    body=(
        grid(
            (("原文书", "{letter_title}"), ("文号", "{case_no}")),
            (("用人单位", "{employer_name}"), ("送达日期", "{served_on}")),
            (("升级理由", "{ground}"),),
        ),
        grid((("说明", "{reason}"),), tall=5),
        grid((("提出人", "{proposer}"), ("提出人签名", ""))),
        grid((("签发人意见", "{opinion}"),), tall=4),
        grid((("决定人", "{decider}"), ("决定人签名", ""))),
    ),
)


JUDGING = (CHECK, ESCALATION)
