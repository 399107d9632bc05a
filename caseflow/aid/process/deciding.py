"""Whether aid is given, provisionally or for good, and what an objection changes (L5–L8)."""

from caseflow.aid.process import choices
from caseflow.aid.process import guards as g
from caseflow.aid.process.applying import MATTER, MEANS
from caseflow.aid.process.states import IN_HAND, PROPOSALS, UNDECIDED, UNTIL_DECIDED
from caseflow.kernel.guards import not_by, only_when
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role

REVIEWER = (Role.AID_REVIEWER,)
HEAD = (Role.AID_HEAD,)
RECORDERS = (Role.AID_REVIEWER, Role.LIAISON)
"""Who writes down what the applicant or the body above says."""

REASONS = Datum("reasons", "理由和依据", Kind.TEXT)
REMEDY_TOLD = Datum("remedy_told", "已告知可以提出异议", Kind.CONFIRMED)
RESULT = (
    REASONS,
    Datum("decided_by", "异议审查机关"),
    Datum("result_told", "已书面告知审查结果和后续途径", Kind.CONFIRMED),
)
OBJECTION = (
    Datum("objection_received_on", "审查机关收到异议日期", Kind.DATE),
    Datum("objection", "异议理由", Kind.TEXT),
)

DECISION = (
    Transition(
        "propose_grant",
        "拟给予援助",
        ("review",),
        STAY,
        REVIEWER,
        guards=(g.is_decided_by_the_union, g.waiver_fits_the_claim),
        needs=(MATTER, MEANS, Datum("ground", "符合的条件和条款", Kind.TEXT)),
        raises=("grant_proposed",),
        clears=("denial_proposed",),
        ref="L5",
    ),
    Transition(
        "propose_denial",
        "拟不予援助",
        ("review",),
        STAY,
        REVIEWER,
        guards=(g.is_decided_by_the_union,),
        needs=(REASONS,),
        raises=("denial_proposed",),
        clears=("grant_proposed",),
        ref="L5",
    ),
    Transition(
        "return_proposal",
        "退回重新审查",
        ("review",),
        STAY,
        HEAD,
        guards=(g.a_decision_is_proposed,),
        needs=(REASONS,),
        clears=PROPOSALS,
        ref="L5",
    ),
    Transition(
        "approve",
        "签批给予援助",
        ("review",),
        "approved",
        HEAD,
        guards=(
            only_when("grant_proposed", "审核员尚未提出给予援助的意见"),
            not_by("propose_grant", because="提出意见的人不能签批，请换人办理"),
        ),
        clears=UNTIL_DECIDED,
        document="给予法律援助决定书",
        ref="L5",
    ),
    Transition(
        "deny",
        "签批不予援助",
        ("review",),
        "denied",
        HEAD,
        guards=(
            only_when("denial_proposed", "审核员尚未提出不予援助的意见"),
            not_by("propose_denial", because="提出意见的人不能签批，请换人办理"),
        ),
        needs=(REASONS, REMEDY_TOLD),
        clears=UNTIL_DECIDED,
        document="不予法律援助决定书",
        ref="L5",
    ),
)

PROVISIONAL = (
    Transition(
        "advise_provisional",
        "提示可以先行援助",
        UNDECIDED,
        STAY,
        (Role.SYSTEM,),
        raises=("provisional_advised",),
        ref="L6",
    ),
    Transition(
        "grant_provisional",
        "决定先行援助",
        UNDECIDED,
        "provisional",
        HEAD,
        guards=(g.is_provisional_in_time,),
        needs=(
            Datum("provisional_ground", "先行援助的情形", Kind.CHOICE, choices=choices.PROVISIONAL_GROUNDS),
            REASONS,
            Datum("papers_told", "已通知申请人补办手续、补充材料", Kind.CONFIRMED),
        ),
        raises=("papers_owed",),
        clears=UNTIL_DECIDED,
        document="先行援助审批表",
        ref="L6",
    ),
    Transition(
        "regularise",
        "补办手续，决定援助",
        ("provisional",),
        "approved",
        REVIEWER,
        guards=(
            g.waiver_fits_the_claim,
            not_by("grant_provisional", because="决定先行援助的人不能审核补办手续，请换人办理"),
        ),
        needs=(MATTER, MEANS, Datum("papers_complete", "手续和材料已补齐", Kind.CONFIRMED)),
        clears=("papers_owed",),
        document="给予法律援助决定书",
        ref="L7",
    ),
    Transition(
        "regularise_later",
        "补办手续，继续援助",
        IN_HAND,
        STAY,
        REVIEWER,
        guards=(
            only_when("papers_owed", "本件不是先行援助，或者手续已经补办"),
            g.waiver_fits_the_claim,
            g.not_the_lawyer,
            not_by("grant_provisional", because="决定先行援助的人不能审核补办手续，请换人办理"),
        ),
        needs=(MATTER, MEANS, Datum("papers_complete", "手续和材料已补齐", Kind.CONFIRMED)),
        clears=("papers_owed",),
        document="给予法律援助决定书",
        ref="L7",
    ),
    Transition(
        "end_provisional",
        "不符合条件，终止先行援助",
        ("provisional", *IN_HAND),
        "terminated",
        REVIEWER,
        guards=(
            only_when("papers_owed", "本件不是先行援助，或者手续已经补办"),
            g.not_the_lawyer,
            not_by("grant_provisional", because="决定先行援助的人不能审核补办手续，请换人办理"),
        ),
        needs=(REASONS, REMEDY_TOLD),
        clears=("papers_owed", "engagement_overdue"),
        document="终止法律援助决定书",
        ref="L7",
    ),
)

OBJECTIONS = (
    Transition(
        "object_denial",
        "登记对不予援助的异议",
        ("denied",),
        "objection",
        RECORDERS,
        needs=OBJECTION,
        raises=("denial_objected",),
        ref="L8",
    ),
    Transition(
        "object_termination",
        "登记对终止援助的异议",
        ("terminated",),
        "objection",
        RECORDERS,
        needs=OBJECTION,
        raises=("termination_objected",),
        ref="L8",
    ),
    Transition(
        "uphold_denial",
        "异议不成立，维持不予援助",
        ("objection",),
        "denied",
        RECORDERS,
        guards=(only_when("denial_objected", "本件异议针对终止援助"), g.not_the_decider),
        needs=RESULT,
        clears=("denial_objected",),
        document="异议审查意见",
        ref="L8",
    ),
    Transition(
        "uphold_termination",
        "异议不成立，维持终止援助",
        ("objection",),
        "terminated",
        RECORDERS,
        guards=(only_when("termination_objected", "本件异议针对不予援助"), g.not_the_decider),
        needs=RESULT,
        clears=("termination_objected",),
        document="异议审查意见",
        ref="L8",
    ),
    Transition(
        "sustain_objection",
        "异议成立，重新审查",
        ("objection",),
        "review",
        RECORDERS,
        guards=(g.not_the_decider,),
        needs=RESULT,
        clears=("denial_objected", "termination_objected"),
        document="异议审查意见",
        ref="L8",
    ),
)
