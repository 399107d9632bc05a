"""The employer answers or not, and the union judges what it sees (N8–N12)."""

from caseflow.kernel.guards import not_by, not_while, only_when
from caseflow.kernel.machine import STAY, Bulk, Datum, Guard, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.notice.process import choices, data
from caseflow.notice.process import guards as g

SUPERVISOR, SIGNATORY = (Role.SUPERVISOR,), (Role.SIGNATORY,)

EXTENSION, EXPLANATION, ESCALATION = "extension_requested", "explanation_proposed", "escalation_proposed"

OVERLAYS = {EXTENSION: "延期待批", EXPLANATION: "说明待认定", ESCALATION: "升级待批"}


# An answer is entered, early or late; without one the timer says so (N8, N9).
REPLYING = (
    Transition(
        "record_reply",
        "登记答复",
        ("awaiting_reply", "overdue"),
        "replied",
        SUPERVISOR,
        needs=data.REPLY,
        clears=(EXTENSION, EXPLANATION, ESCALATION),
        document="书面答复",
        ref="N8",
    ),
    Transition(
        "lapse",
        "逾期未复",
        ("awaiting_reply",),
        "overdue",
        (Role.SYSTEM,),
        ref="N9",
    ),
    Transition(
        "press",
        "催告",
        ("overdue",),
        STAY,
        SUPERVISOR,
        needs=(Datum("pressed_by", "催告方式", Kind.CHOICE, choices=choices.TOLD_BY), data.OPINION),
        document="催告函",
        ref="N9",
    ),
)


_not_the_asker = not_by("request_extension", because="登记申请的人不能审批延期，请换人办理")
_is_asked = only_when(EXTENSION, because="没有待批的延期申请")

REQUEST_EXTENSION = Transition(
    "request_extension",
    "登记单位延期申请",
    ("awaiting_reply",),
    STAY,
    SUPERVISOR,
    guards=(g.may_ask_for_time,),
    needs=data.MORE_TIME,
    raises=(EXTENSION,),
    document="单位书面延期申请",
    ref="N8",
)

REFUSE_EXTENSION = Transition(
    "refuse_extension",
    "不同意延期",
    ("awaiting_reply", "overdue"),
    STAY,
    (*SIGNATORY, Role.SYSTEM),
    guards=(_is_asked, _not_the_asker),
    needs=(data.REASON,),
    clears=(EXTENSION,),
    document="延期答复函",
    ref="N8",
    answers=("request_extension",),
)


def more_time(*codes: str) -> tuple[Transition, ...]:
    """Once, on the employer's written request, the signatory may put the answer off (本单位规定)."""
    grant = Transition(
        "grant_extension",
        "同意延期",
        ("awaiting_reply",),
        STAY,
        SIGNATORY,
        guards=(_is_asked, _not_the_asker),
        needs=(data.REASON,),
        clears=(EXTENSION,),
        extends=codes,
        document="延期答复函",
        ref="N8",
        answers=("request_extension",),
        bulk=Bulk.EXTEND,
    )
    return (REQUEST_EXTENSION, grant, REFUSE_EXTENSION)


# Two supervisors see whether it was put right, as often as needed (N10).
VERIFY = Transition(
    "verify",
    "核查整改",
    ("replied", "verifying"),
    "verifying",
    SUPERVISOR,
    needs=(
        Datum("verified_on", "核查日期", Kind.DATE),
        Datum("check_method", "核查方式", Kind.CHOICE, choices=choices.CHECK_METHODS),
        data.VERIFIERS,
        Datum("verifier_certificates", "监督员证号", hint="逐人填写"),
        data.NO_CONFLICT,
        Datum("check_finding", "核查结论", Kind.CHOICE, choices=choices.CHECK_FINDINGS),
        Datum("check_result", "核查情况", Kind.TEXT, hint="逐项写明已改正、未改正"),
    ),
    document="整改核查记录",
    ref="N10",
)


def rectification(*sources: str, seen_by: tuple[Datum, ...] = ()) -> Transition:
    """It was put right, and there is evidence (N10)."""
    return Transition(
        "confirm_rectified",
        "确认已整改",
        sources,
        "closed_rectified",
        SUPERVISOR,
        needs=(*seen_by, *data.CORRECTED),
        clears=(EXPLANATION, ESCALATION),
        document="整改核查记录",
        ref="N10",
    )


def explanation(*sources: str, grounds: choices.Choices = choices.EXPLANATIONS) -> tuple[Transition, ...]:
    """A supervisor finds no breach or the answer justified, a manager agrees (N11)."""
    propose = Transition(
        "propose_explanation",
        "提出认定说明成立",
        sources,
        STAY,
        SUPERVISOR,
        guards=(not_while(EXPLANATION, because="已提出，等待督办员认定"),),
        needs=(Datum("ground", "认定理由", Kind.CHOICE, choices=grounds), data.REASON),
        raises=(EXPLANATION,),
        document="情况说明",
        ref="N11",
    )
    return (propose, *_explanation_decided(sources))


def _explanation_decided(sources: tuple[str, ...]) -> tuple[Transition, ...]:
    proposed = only_when(EXPLANATION, because="请监督员先提出认定意见")
    somebody_else = not_by("propose_explanation", because="提出认定意见的人不能自己认定，请换人办理")
    return (
        Transition(
            "accept_explanation",
            "认定说明成立",
            sources,
            "closed_explained",
            (Role.MANAGER,),
            guards=(proposed, somebody_else),
            needs=(data.OPINION,),
            clears=(EXPLANATION, ESCALATION),
            document="情况说明",
            ref="N11",
        ),
        Transition(
            "refuse_explanation",
            "不认定说明成立",
            sources,
            STAY,
            (Role.MANAGER,),
            guards=(proposed, somebody_else),
            needs=(data.REASON,),
            clears=(EXPLANATION,),
            ref="N11",
        ),
    )


def escalation(
    *sources: str, label: str, grounds: choices.Choices, guards: tuple[Guard, ...] = ()
) -> tuple[Transition, ...]:
    """A supervisor proposes the next rung, the signatory decides (N12)."""
    propose = Transition(
        "propose_escalation",
        f"提出{label}",
        sources,
        STAY,
        SUPERVISOR,
        guards=(not_while(ESCALATION, because="已提出，等待签发人决定"), *guards),
        needs=(Datum("ground", "升级理由", Kind.CHOICE, choices=grounds), data.REASON),
        raises=(ESCALATION,),
        document="升级审批表",
        ref="N12",
    )
    return (propose, *_escalation_decided(sources, label, guards))


def _escalation_decided(
    sources: tuple[str, ...], label: str, guards: tuple[Guard, ...]
) -> tuple[Transition, ...]:
    proposed = only_when(ESCALATION, because="请监督员先提出升级意见")
    somebody_else = not_by("propose_escalation", because="提出升级的人不能自己决定，请换人办理")
    return (
        Transition(
            "escalate",
            f"决定{label}",
            sources,
            "escalated",
            SIGNATORY,
            guards=(proposed, somebody_else, g.no_joint_mediation, *guards),
            needs=(data.OPINION,),
            clears=(EXPLANATION, ESCALATION),
            document="升级审批表",
            ref="N12",
        ),
        Transition(
            "refuse_escalation",
            "不同意升级",
            sources,
            STAY,
            SIGNATORY,
            guards=(proposed, somebody_else),
            needs=(data.REASON,),
            clears=(ESCALATION,),
            document="升级审批表",
            ref="N12",
        ),
    )
