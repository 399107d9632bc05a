"""The periods of a 信访事项 that reaches the hotline (信访工作条例, domain §2.1 HD10, HD11)."""

from caseflow.hotline.process import states
from caseflow.hotline.process.facts import TicketFacts
from caseflow.kernel.calendar import Days, WorkingDays
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.machine import Clock, Extension
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark

PETITION_RULES = "《信访工作条例》"

CLOSED_BY = ("close", "close_unreached", "close_unasked")
"""The actions by which a ticket is closed."""


def is_named_petition(facts: TicketFacts) -> bool:
    """A 信访事项 whose petitioner can be told (信访工作条例 第二十三条: 姓名、住址不清的除外)."""
    return facts.petition is not None and facts.real_name is True


def is_forwarded_petition(facts: TicketFacts) -> bool:
    """A 信访事项 that another body transferred to us (转送、交办)."""
    return facts.petition is not None and facts.upstream_no is not None


def is_examined_petition(facts: TicketFacts) -> bool:
    """A 信访事项 that is examined and answered in writing (信访工作条例 第三十一条第六项)."""
    return facts.petition == "examine"


PETITION = Clock(
    "HD11",
    "信访事项办结",
    states.ACCEPTED,
    Days(60),
    f"{PETITION_RULES}第三十四条",
    Mark.STATUTE,
    owner=Role.HANDLING_UNIT,
    met_by=CLOSED_BY,
    applies=is_examined_petition,
    extension=Extension(times=1, cap=Days(30), by=Role.MANAGER),
    on_lapse="urge_overdue",
)

PETITIONS = (
    Clock(
        "HD10",
        "书面告知信访人接收情况",
        (*states.OPEN, "not_accepted"),
        Days(15),
        f"{PETITION_RULES}第二十三条",
        Mark.STATUTE,
        owner=Role.DISPATCHER,
        met_by=("inform_petitioner", "tell_declined"),
        once=True,
        counted_from="received_at",
        applies=is_named_petition,
        may_lapse=("urge_overdue",),
    ),
    Clock(
        "HD10o",
        "向转送机关提出异议",
        states.UNDISPATCHED,
        WorkingDays(5),
        f"{PETITION_RULES}第二十三条",
        Mark.STATUTE,
        owner=Role.DISPATCHER,
        met_by=("object_to_referral",),
        once=True,
        counted_from="received_at",
        applies=is_forwarded_petition,
        ladder=RIGHT,
    ),
    PETITION,
)
