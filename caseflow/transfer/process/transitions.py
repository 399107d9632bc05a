"""What is done with a transfer, step by step (X1–X8)."""

from caseflow.kernel.guards import not_while
from caseflow.kernel.handover import HANDOVER
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine import START, STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.transfer.process import data
from caseflow.transfer.process import guards as g

LIAISON = (Role.LIAISON,)
EITHER_SIDE = (Role.AGENCY, Role.LIAISON)
APPROVERS = (Role.MANAGER, Role.SIGNATORY)

DRAFT = (
    Transition(
        "propose",
        "提请移送",
        (START,),
        "draft",
        (Role.HANDLING_UNIT, Role.SYSTEM),
        guards=(g.agency_takes_it,),
        needs=data.PROPOSAL,
        ref="X1",
    ),
    Transition(
        "draft", "拟稿", (START,), "draft", LIAISON, guards=(g.agency_takes_it,), needs=data.LETTER, ref="X1"
    ),
    Transition(
        "revise",
        "修改拟稿",
        ("draft",),
        STAY,
        LIAISON,
        guards=(g.agency_takes_it,),
        needs=data.LETTER,
        clears=("returned",),
        ref="X1",
    ),
)

APPROVAL = (
    Transition(
        "approve",
        "批准移送",
        ("draft",),
        "approved",
        APPROVERS,
        guards=(
            g.letter_is_written,
            not_while("returned", because="已退回修改，请等联络员改后再批"),
            g.not_the_drafter,
            g.agency_takes_it,
            g.procuratorate_needs_the_signatory,
        ),
        needs=(Datum("approved_on", "批准日期", Kind.DATE), data.OPINION),
        ref="X2",
    ),
    Transition(
        "return_draft",
        "退回修改",
        ("draft",),
        STAY,
        APPROVERS,
        guards=(g.letter_is_written, g.not_the_drafter),
        needs=(data.REASON,),
        raises=("returned",),
        ref="X2",
    ),
    Transition(
        "drop", "决定不移送", ("draft", "approved"), "closed", APPROVERS, needs=(data.REASON,), ref="X2"
    ),
)

DELIVERY = (
    Transition(
        "send",
        "发出移送函",
        ("approved",),
        "sent",
        LIAISON,
        needs=data.DISPATCH,
        document="线索（案件）移送函、移送材料清单",
        ref="X3",
    ),
    Transition(
        "receive",
        "登记签收",
        ("sent",),
        "received",
        EITHER_SIDE,
        needs=data.RECEIPT,
        clears=("urged", "pressed"),
        document="接收回执",
        ref="X4",
    ),
    Transition(
        "refuse",
        "登记退回",
        ("sent", "received"),
        "refused",
        EITHER_SIDE,
        needs=data.REFUSAL,
        clears=("urged", "pressed"),
        document="接收回执",
        ref="X4",
    ),
    Transition(
        "redirect",
        "改送其他部门",
        ("refused",),
        "draft",
        LIAISON,
        guards=(g.agency_takes_it,),
        needs=data.REDIRECTION,
        ref="X4",
    ),
)

REASSIGNMENT = Transition(
    "reassign",
    "更换承办联络员",
    ("draft", "approved", "sent", "received", "refused", "in_process", "joint_meeting", "overdue", "result"),
    STAY,
    (Role.LIAISON, Role.MANAGER),
    needs=(data.HANDLER, data.REASON, HANDOVER),
    ref="X1",
)

PROGRESS = (
    Transition(
        "take_up",
        "登记立案（受理）",
        ("received", "in_process", "overdue"),
        "in_process",
        EITHER_SIDE,
        guards=(g.not_filed_yet,),
        needs=data.FILING,
        clears=("urged", "pressed"),
        ref="X5",
    ),
    Transition(
        "progress",
        "登记办理进展",
        ("in_process", "overdue"),
        STAY,
        EITHER_SIDE,
        needs=data.PROGRESS,
        clears=("urged", "pressed"),
        ref="X5",
    ),
    Transition(
        "record_extension",
        "登记对方延长期限",
        ("in_process", "joint_meeting", "overdue"),
        STAY,
        EITHER_SIDE,
        guards=(g.law_lets_the_agency_extend,),
        needs=data.LONGER,
        extends=tuple(sorted(g.EXTENDABLE)),
        ref="X5",
    ),
    Transition(
        "press",
        "发催办函",
        ("sent", "received", "in_process", "overdue"),
        STAY,
        (Role.LIAISON, Role.MANAGER),
        needs=(data.REASON,),
        raises=("pressed",),
        document="催办函",
        ref="X5",
        tells=(Recipient.HANDLER,),
    ),
    Transition(
        "lapse",
        "逾期未反馈",
        ("received", "in_process"),
        "overdue",
        (Role.SYSTEM,),
        ref="X5",
    ),
)

MEETING = (
    Transition(
        "call_meeting",
        "提请会商",
        ("in_process", "overdue"),
        "joint_meeting",
        LIAISON,
        needs=data.MEETING,
        ref="X6",
    ),
    Transition(
        "record_minutes",
        "登记会商纪要",
        ("joint_meeting",),
        "in_process",
        LIAISON,
        needs=data.MINUTES,
        document="会商纪要",
        ref="X6",
    ),
)

ENDING = (
    Transition(
        "record_result",
        "登记办理结果",
        ("received", "in_process", "joint_meeting", "overdue"),
        "result",
        EITHER_SIDE,
        needs=data.RESULT,
        clears=("urged", "pressed"),
        document="办理结果反馈函",
        ref="X7",
    ),
    Transition(
        "close", "告知职工并办结", ("result", "refused"), "closed", LIAISON, needs=data.TOLD, ref="X8"
    ),
    Transition(
        "archive",
        "归档",
        ("closed",),
        "archived",
        (Role.ARCHIVIST,),
        guards=(g.collective_files_are_kept,),
        needs=data.FILE,
        document="卷内目录",
    ),
)

TRANSITIONS = (*DRAFT, *APPROVAL, *DELIVERY, REASSIGNMENT, *PROGRESS, *MEETING, *ENDING)
