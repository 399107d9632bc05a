"""The stages of a ticket (工单状态), and the groups of them that actions and clocks name."""

from caseflow.kernel.holding import ENDED, ENDED_LABEL
from caseflow.kernel.machine import Phase, Side, State
from caseflow.kernel.roles import Role

STATES = (
    State("draft", "草稿", Role.OPERATOR, main="register", awaits="完成登记"),
    State("registered", "已登记", Role.OPERATOR, main="submit"),
    State("pending_dispatch", "待派单", Role.DISPATCHER),
    State("dispatched", "待签收", Role.HANDLING_UNIT),
    State("return_requested", "退单审核", Role.DISPATCHER, awaits="审核退单", side=Side.APPROVAL),
    State("in_progress", "办理中", Role.HANDLING_UNIT, main="submit_result", awaits="办理并反馈结果"),
    State("suspended", "挂起", Role.HANDLING_UNIT, Phase.PAUSED),
    State(
        "special_track",
        "转专项办理",
        Role.HANDLING_UNIT,
        Phase.PAUSED,
        main="submit_result",
        awaits="办理专项",
    ),
    State(
        "replied",
        "已反馈待审核",
        Role.DISPATCHER,
        main="pass_review",
        awaits="审核办理结果",
        side=Side.APPROVAL,
    ),
    State("rework", "重办", Role.HANDLING_UNIT),
    State("callback", "待回访", Role.CALLBACK, main="close", awaits="回访"),
    State("closed_instant", "即时答复", Role.ARCHIVIST, Phase.CLOSED),
    State("not_accepted", "不予受理", Role.ARCHIVIST, Phase.CLOSED),
    State("closed", "办结", Role.ARCHIVIST, Phase.CLOSED),
    State("withdrawn", "撤回", Role.ARCHIVIST, Phase.CLOSED),
    State("merged", "并案", Role.ARCHIVIST, Phase.CLOSED),
    State("archived", "已归档", phase=Phase.FILED),
)

UNDISPATCHED = ("registered", "pending_dispatch")
"""Nobody handles it yet."""

RESTING = ("suspended", "special_track")
"""It waits for somebody else."""

SIGNED_IN = ("in_progress", *RESTING)
"""A handler has it."""

IN_HAND = (*SIGNED_IN, "rework")
"""It is the unit's, and not answered."""

WITH_UNIT = ("dispatched", "return_requested", *SIGNED_IN)
"""From the dispatch to the unit's answer."""

UNANSWERED = (*WITH_UNIT, "rework")
"""The unit owes an answer."""

ANSWERED = ("replied", "rework")
"""The unit has answered, well or not."""

ACCEPTED = ("pending_dispatch", *WITH_UNIT, *ANSWERED, "callback")
"""Taken on, and not finished."""

OPEN = ("registered", *ACCEPTED)
"""Every stage with work left, drafts apart."""

CLOSED = ("closed_instant", "not_accepted", "closed", "withdrawn", "merged")
"""Only the file is left to put away."""

OVERLAYS = {
    "decline_proposed": "拟不予受理",
    "return_refused": "退单已驳回",
    "contacted": "已首次联系",
    "visited": "已到现场",
    "extension_requested": "延期待批",
    "petition_extension_requested": "信访延期待批",
    "suspension_requested": "挂起待批",
    ENDED: ENDED_LABEL,
    "objected": "已提出异议",
    "callback_unreached": "回访未联系上",
    "criticism_due": "应予通报",
}

REQUESTS = ("extension_requested", "petition_extension_requested", "suspension_requested")
"""What the unit has asked for; it falls away when the ticket moves on."""

APPROVALS = ("decline_proposed", *REQUESTS)
"""What waits for somebody's decision."""

PENDING = ("decline_proposed", *REQUESTS, ENDED, "criticism_due", "urged", "supervised")
"""What ends with the ticket."""
