"""The letter reaches the employer, and the return proves the day (N5–N7; domain §4.6)."""

from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import Role
from caseflow.notice.process import data
from caseflow.notice.process import guards as g

SERVERS = (Role.SUPERVISOR, Role.HANDLING_UNIT)


# Two people serve it, again if need be; the day on the return is day 0 of the answer (N5–N7).
SERVICE = (
    Transition(
        "start_service",
        "开始送达",
        ("issued",),
        "serving",
        SERVERS,
        needs=(data.PLANNED_METHOD, data.SERVERS),
        ref="N5",
    ),
    Transition(
        "record_service",
        "登记送达",
        ("serving",),
        "served",
        SERVERS,
        guards=(g.refusal_is_witnessed, g.electronic_address_was_agreed, g.somebody_received_it),
        needs=data.SERVICE_RETURN,
        document="送达回证",
        ref="N5",
    ),
    Transition(
        "service_failed",
        "登记送达未成",
        ("serving",),
        "service_failed",
        SERVERS,
        needs=data.FAILED_SERVICE,
        document="送达情况说明",
        ref="N6",
    ),
    Transition(
        "retry_service",
        "再次送达",
        ("service_failed",),
        "serving",
        SERVERS,
        needs=(data.PLANNED_METHOD, data.SERVERS),
        ref="N6",
    ),
    Transition(
        "start_clock",
        "起算答复期限",
        ("served",),
        "awaiting_reply",
        (Role.SYSTEM,),
        ref="N7",
    ),
)
