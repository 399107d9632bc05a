"""What the unit does with a ticket (H6–H9, H12, H13)."""

from caseflow.hotline.process import data, states
from caseflow.hotline.process import guards as g
from caseflow.kernel.guards import before_lapse_of, no_open_children, not_by, not_while
from caseflow.kernel.handover import HANDOVER
from caseflow.kernel.holding import ENDED
from caseflow.kernel.machine import STAY, Bulk, Transition
from caseflow.kernel.roles import Role

UNIT = (Role.HANDLING_UNIT,)
DISPATCHER = (Role.DISPATCHER,)

HANDLER = (
    Transition(
        "sign_in",
        "签收",
        ("dispatched",),
        "in_progress",
        UNIT,
        needs=(data.HANDLER, data.NO_CONFLICT),
        clears=("urged",),
        ref="H6",
    ),
    Transition(
        "assign",
        "确定或者更换承办人",
        states.IN_HAND,
        STAY,
        (Role.HANDLING_UNIT, Role.MANAGER),
        needs=(data.HANDLER, data.NO_CONFLICT, data.REASON, HANDOVER),
        ref="H6",
        bulk=Bulk.REASSIGN,
    ),
)

not_the_requester = not_by("request_return", because="申请退单的人不能审核退单，请换人办理")

RETURN = (
    Transition(
        "request_return",
        "申请退单",
        ("dispatched", "in_progress"),
        "return_requested",
        UNIT,
        guards=(
            before_lapse_of("HD4", because="已过退单期限，由本单位办理"),
            not_while("return_refused", because="退单已被驳回，不能再次退单，请直接办理"),
            g.unit_was_not_fixed,
        ),
        needs=data.RETURN,
        clears=(*states.REQUESTS, ENDED),
        document="退单申请",
        ref="H7",
    ),
    Transition(
        "accept_return",
        "同意退单",
        ("return_requested",),
        "pending_dispatch",
        DISPATCHER,
        guards=(not_the_requester,),
        needs=(data.REASON,),
        clears=("contacted", "visited", "urged"),
        document="退单审核意见",
        ref="H8",
    ),
    Transition(
        "reject_return",
        "驳回退单",
        ("return_requested",),
        "in_progress",
        DISPATCHER,
        guards=(not_the_requester,),
        needs=(data.REASON,),
        raises=("return_refused",),
        document="退单审核意见",
        ref="H8",
    ),
)

CONTACT = (
    Transition(
        "log_first_contact",
        "登记首次联系",
        states.SIGNED_IN,
        STAY,
        UNIT,
        guards=(not_while("contacted", because="首次联系已登记，以后的联系请写办理记录"),),
        needs=data.CONTACT,
        raises=("contacted",),
        document="联系记录",
        ref="H9",
    ),
    Transition(
        "log_visit",
        "登记到场情况",
        states.SIGNED_IN,
        STAY,
        UNIT,
        needs=data.VISIT,
        raises=("visited",),
        document="现场记录",
        ref="H9",
    ),
)

SPECIAL_TRACK = (
    Transition(
        "open_child",
        "转专项办理",
        ("in_progress", "special_track"),
        "special_track",
        (Role.HANDLING_UNIT, Role.DISPATCHER),
        needs=data.CHILD,
        clears=("suspension_requested", ENDED),
        document="转专项办理单",
        ref="H12",
    ),
    Transition(
        "resume_after_child",
        "专项已结束，恢复办理",
        ("special_track",),
        "in_progress",
        (Role.HANDLING_UNIT, Role.DISPATCHER, Role.SYSTEM),
        guards=(no_open_children,),
        ref="H12",
    ),
)

RESULT = Transition(
    "submit_result",
    "反馈办理结果",
    ("in_progress", "special_track", "rework"),
    "replied",
    UNIT,
    guards=(no_open_children,),
    needs=data.RESULT,
    clears=("urged", "criticism_due", ENDED, *states.REQUESTS),
    document="办理情况反馈单",
    ref="H13",
)

HANDLING = (*HANDLER, *RETURN, *CONTACT, *SPECIAL_TRACK, RESULT)
