"""Which periods concern a ticket (适用条件)."""

from caseflow.hotline.process.facts import TicketFacts
from caseflow.kernel.machine import Condition


def is_urgent(facts: TicketFacts) -> bool:
    """Life is in danger, or ten or more unpaid workers gather (紧急)."""
    return facts.urgent or facts.priority == "P0"


def is_ordinary(facts: TicketFacts) -> bool:
    """Not urgent."""
    return not is_urgent(facts)


def awaits_contact(facts: TicketFacts) -> bool:
    """Nobody has spoken to the caller since the unit has it."""
    return "contacted" not in facts.overlays


def awaits_urgent_contact(facts: TicketFacts) -> bool:
    """Urgent, and nobody has spoken to the caller."""
    return is_urgent(facts) and awaits_contact(facts)


def awaits_visit(facts: TicketFacts) -> bool:
    """Urgent, and nobody has been there."""
    return is_urgent(facts) and "visited" not in facts.overlays


def is_small(facts: TicketFacts) -> bool:
    """A question or a request for help of the general class (咨询、求助)."""
    return facts.service in ("ZX", "BF") and facts.grade in (None, "general")


def is_general(facts: TicketFacts) -> bool:
    """Any other ticket of the general class (一般问题)."""
    return not is_small(facts) and facts.grade in (None, "general")


def is_difficult(facts: TicketFacts) -> bool:
    """难点问题."""
    return facts.grade == "difficult"


def is_complex(facts: TicketFacts) -> bool:
    """特别复杂问题."""
    return facts.grade == "complex"


def is_due_above(facts: TicketFacts) -> bool:
    """The upstream centre has set a last day."""
    return facts.upstream_due_on is not None


def unless_set_from_above(condition: Condition) -> Condition:
    """HD12 takes the place of the handling period where the upstream centre set one."""

    def ours(facts: TicketFacts) -> bool:
        return not is_due_above(facts) and condition(facts)

    return ours


def is_supervision_complaint(facts: TicketFacts) -> bool:
    """A complaint under a real name (实名投诉举报)."""
    return facts.service == "TS" and facts.real_name is True


def is_named_petition(facts: TicketFacts) -> bool:
    """A 信访事项 whose petitioner can be told (信访工作条例 第二十三条: 姓名、住址不清的除外)."""
    return facts.petition is not None and facts.real_name is True


def is_forwarded_petition(facts: TicketFacts) -> bool:
    """A 信访事项 that another body transferred to us (转送、交办)."""
    return facts.petition is not None and facts.upstream_no is not None


def is_examined_petition(facts: TicketFacts) -> bool:
    """A 信访事项 that is examined and answered in writing (信访工作条例 第三十一条第六项)."""
    return facts.petition == "examine"
