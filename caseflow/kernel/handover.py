"""What the next one in charge has to know (工作交接)."""

from typing import Any

from caseflow.kernel.machine import Datum, Kind

NAME = "handover"


def is_handled(facts: Any) -> bool:
    """Somebody is in charge."""
    return facts.handler_id is not None


def is_unhandled(facts: Any) -> bool:
    """Nobody is in charge yet."""
    return not is_handled(facts)


is_handled.__doc__, is_unhandled.__doc__ = "已有承办人", "还没有承办人"


HANDOVER = Datum(
    NAME,
    "交接说明",
    Kind.TEXT,
    hint="写明已办事项、下一步和期限、与职工的约定；不写职工姓名和电话",
    when=is_handled,
)
"""What is done, what is due next, what has been agreed with the worker."""
