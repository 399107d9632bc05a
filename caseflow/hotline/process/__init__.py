"""The hotline ticket as data (热线工单, domain §2.1): facts, guards, states, transitions, clocks.

Where the text leaves room: the handling period HD6 ends when the answer passes review, and a rework ordered
after that has a new one; an upstream due date (HD12) takes its place; who wishes no reply is not called back.
"""

from caseflow.hotline.process.clocks import CLOCKS
from caseflow.hotline.process.closing import CLOSING
from caseflow.hotline.process.deadlines import DEADLINES
from caseflow.hotline.process.facts import TicketFacts
from caseflow.hotline.process.handling import HANDLING
from caseflow.hotline.process.intake import INTAKE
from caseflow.hotline.process.oversight import OVERSIGHT
from caseflow.hotline.process.states import APPROVALS, OVERLAYS, STATES
from caseflow.kernel.checks import check
from caseflow.kernel.machine import Process
from caseflow.kernel.oversight import overseen

__all__ = ["TICKET", "TicketFacts"]

TICKET = check(
    overseen(
        Process(
            name="ticket",
            label="热线工单",
            family="hotline",
            facts=TicketFacts,
            states=STATES,
            transitions=(*INTAKE, *HANDLING, *DEADLINES, *OVERSIGHT, *CLOSING),
            clocks=CLOCKS,
            overlays=OVERLAYS,
            approvals=APPROVALS,
        ),
        but=("draft",),
        settled_by=("close", "close_unreached", "close_unasked"),
    )
)
