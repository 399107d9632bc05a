"""From the first line to the signature (N1–N4): who drafts, who reviews and who signs are three people."""

from caseflow.kernel.handover import HANDOVER
from caseflow.kernel.machine import START, STAY, Bulk, Datum, Guard, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.notice.process import choices, data
from caseflow.notice.process import guards as g

SUPERVISOR = (Role.SUPERVISOR,)


def proposal(*guards: Guard) -> Transition:
    """A handling unit or another process asks for a letter; a supervisor then drafts it (N1, domain §8.1)."""
    return Transition(
        "propose",
        "提请拟稿",
        (START,),
        "draft",
        (Role.HANDLING_UNIT, Role.SYSTEM),
        guards=guards,
        needs=(data.SOURCE, *data.COMPLAINT, data.SANITISED_FACTS),
        ref="N1",
    )


def drafting(letter: tuple[Datum, ...], *guards: Guard) -> tuple[Transition, ...]:
    """The letter is drafted, mended while it is a draft, or not sent at all (N1)."""
    apart = (g.not_the_reviewer, g.not_the_signatory)
    return (
        Transition(
            "draft",
            "拟稿",
            (START,),
            "draft",
            SUPERVISOR,
            guards=guards,
            needs=letter,
            document="拟稿",
            ref="N1",
        ),
        Transition(
            "revise",
            "修改拟稿",
            ("draft",),
            STAY,
            SUPERVISOR,
            guards=apart,
            needs=letter,
            document="拟稿",
            ref="N1",
        ),
        Transition(
            "drop",
            "决定不发出",
            ("draft", "pending_sign"),
            "not_sent",
            (Role.SIGNATORY, Role.MANAGER),
            needs=(Datum("ground", "不发出的原因", Kind.CHOICE, choices=choices.NOT_SENT), data.REASON),
            document="不予受理告知",
            ref="N1",
        ),
    )


def reassignment(*sources: str) -> Transition:
    """The manager gives the letter to another supervisor (改派)."""
    return Transition(
        "reassign",
        "更换承办监督员",
        sources,
        STAY,
        (Role.MANAGER,),
        needs=(data.NEW_HANDLER, data.REASON, HANDOVER),
        ref="N1",
        bulk=Bulk.REASSIGN,
    )


# The union takes the complaint on and says so (N1, ND1).
ACCEPT_COMPLAINT = Transition(
    "accept_complaint",
    "受理投诉举报",
    ("draft",),
    STAY,
    SUPERVISOR,
    guards=(g.is_a_complaint,),
    needs=(
        Datum(
            "told_by",
            "告知方式",
            Kind.CHOICE,
            required=False,
            choices=choices.TOLD_BY,
            hint="实名的须告知",
        ),
    ),
    document="受理告知",
    ref="N1",
)


# Two supervisors look into it, with their certificates; then one finding (N2).
INVESTIGATION = (
    Transition(
        "investigate",
        "调查核实",
        ("draft",),
        STAY,
        SUPERVISOR,
        needs=(
            Datum("investigated_on", "调查日期", Kind.DATE),
            Datum("place", "调查地点"),
            data.INVESTIGATORS,
            data.CERTIFICATES,
            data.CERTIFICATES_SHOWN,
            data.NO_CONFLICT,
            Datum("persons_met", "被调查人", Kind.TEXT),
            Datum("evidence", "取得的证据", Kind.TEXT),
        ),
        document="调查笔录、取证清单",
        ref="N2",
    ),
    Transition(
        "conclude_investigation",
        "作出调查结论",
        ("draft",),
        STAY,
        SUPERVISOR,
        guards=(g.after("investigate", because="请先登记调查核实情况"),),
        needs=(Datum("finding", "调查结论", Kind.CHOICE, choices=choices.FINDINGS), data.REASON),
        ref="N2",
    ),
)


def submission(*guards: Guard) -> tuple[Transition, ...]:
    """The finished draft goes to a lawyer who had no part in it (N3)."""
    return (
        Transition(
            "submit_review",
            "提交法律审核",
            ("draft",),
            "legal_review",
            SUPERVISOR,
            guards=(
                g.after("draft", "revise", because="请先完成拟稿"),
                g.not_the_reviewer,
                g.not_the_signatory,
                g.reviewer_is_no_drafter,
                g.complainant_stays_unnamed,
                g.comments_are_answered,
                *guards,
            ),
            needs=(data.REVIEWER,),
            ref="N3",
        ),
        Transition(
            "change_reviewer",
            "更换法律审核人",
            ("legal_review",),
            STAY,
            (Role.SUPERVISOR, Role.MANAGER),
            guards=(g.reviewer_is_no_drafter,),
            needs=(data.REVIEWER, data.REASON),
            ref="N3",
        ),
    )


def review(*checks: Datum) -> tuple[Transition, ...]:
    """The lawyer checks facts, law and that nobody is given away (N3)."""
    apart = (g.not_the_drafter, g.not_the_signatory)
    return (
        Transition(
            "pass_review",
            "审核通过",
            ("legal_review",),
            "pending_sign",
            (Role.LAWYER,),
            guards=(*apart, g.complainant_stays_unnamed, g.comments_are_closed),
            needs=(*checks, data.UNNAMED, data.OPINION),
            document="审核意见",
            ref="N3",
        ),
        Transition(
            "return_draft",
            "退回修改",
            ("legal_review",),
            "draft",
            (Role.LAWYER,),
            guards=apart,
            needs=(data.REASON,),
            document="审核意见",
            ref="N3",
        ),
    )


def signature(letter: str, *guards: Guard) -> tuple[Transition, ...]:
    """Signed, the letter gets its number; or it goes back (N4)."""
    apart = (g.not_the_drafter, g.not_the_reviewer)
    return (
        Transition(
            "sign_off",
            "签发",
            ("pending_sign",),
            "issued",
            (Role.SIGNATORY,),
            guards=(*apart, g.complainant_stays_unnamed, *guards),
            needs=(data.OPINION,),
            document=f"{letter}、发文稿纸",
            ref="N4",
        ),
        Transition(
            "refuse_sign",
            "不予签发，退回修改",
            ("pending_sign",),
            "draft",
            (Role.SIGNATORY,),
            guards=apart,
            needs=(data.REASON,),
            document="发文稿纸",
            ref="N4",
        ),
    )
