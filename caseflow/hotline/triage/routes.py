"""The ways on from a call (处置方式)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Route:
    """A way on; `step` is the step of the intake form that takes it, `after` what is left to do then."""

    label: str
    step: str
    after: str = ""


AFTER = "填齐申请可以当场立案，否则作为建议随工单交工单管理员"

ROUTES: Mapping[str, Route] = MappingProxyType(
    {
        "answer": Route("当场答复", "answer_now"),
        "dispatch": Route("派单", "submit"),
        "aid": Route("转法援", "aid", AFTER),
        "mediation": Route("转调解", "mediation", AFTER),
        "notice": Route("拟提示函", "reminder", "作为建议随工单交工单管理员"),
        "callback": Route("约回拨", "book_callback", "填好约定的时间"),
        "decline": Route("不予受理", "propose_decline", "由工单管理员审核"),
    }
)
