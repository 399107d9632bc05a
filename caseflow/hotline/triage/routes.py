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


ROUTES: Mapping[str, Route] = MappingProxyType(
    {
        "answer": Route("当场答复", "answer_now"),
        "dispatch": Route("派单", "submit"),
        "aid": Route("转法援", "submit", "派单后在案件页发起法律援助"),
        "mediation": Route("转调解", "submit", "派单后在案件页发起劳动争议调解"),
        "notice": Route("拟提示函", "submit", "派单后在案件页发起提示函"),
        "callback": Route("约回拨", "register", "登记时选“只登记，稍后处置”，约好回拨时间"),
        "decline": Route("不予受理", "propose_decline", "由工单管理员审核"),
    }
)
