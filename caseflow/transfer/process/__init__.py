"""A transfer to another agency as data (移送协作, domain §2.5): facts, guards, states, transitions, clocks.

Where the text leaves room: a refused transfer is drafted anew for the right agency, or ends once the worker
knows; the agency's own period or our thirty working days lead to `overdue`, a late receipt only to urging.
"""

from caseflow.kernel.checks import check
from caseflow.kernel.machine import Phase, Process, State
from caseflow.kernel.oversight import overseen
from caseflow.kernel.roles import Role
from caseflow.transfer.process.clocks import CLOCKS
from caseflow.transfer.process.facts import TransferFacts
from caseflow.transfer.process.transitions import TRANSITIONS

__all__ = ["TRANSFER", "TransferFacts"]

TRANSFER = check(
    overseen(
        Process(
            name="transfer",
            label="移送协作",
            family="transfer",
            facts=TransferFacts,
            states=(
                State("draft", "拟稿", Role.LIAISON, awaits="拟写移送函并报批"),
                State("approved", "待发出", Role.LIAISON),
                State("sent", "待签收", Role.AGENCY),
                State("received", "已签收", Role.AGENCY, main="take_up", awaits="立案或者退回"),
                State("refused", "退回", Role.LIAISON),
                State("in_process", "办理中", Role.AGENCY),
                State("joint_meeting", "会商", Role.LIAISON),
                State("overdue", "逾期未反馈", Role.LIAISON, main="record_result", awaits="催办或者登记结果"),
                State("result", "已有结果", Role.LIAISON),
                State("closed", "办结", Role.ARCHIVIST, Phase.CLOSED),
                State("archived", "已归档", phase=Phase.FILED),
            ),
            transitions=TRANSITIONS,
            clocks=CLOCKS,
            overlays={"returned": "退回修改", "pressed": "已发催办函"},
        ),
        settled_by=("close",),
    )
)
