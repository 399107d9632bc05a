"""How a ticket ends, comes back and is filed (H14–H18, H20)."""

from caseflow.hotline.process import data, states
from caseflow.hotline.process import guards as g
from caseflow.kernel.guards import before_lapse_of, no_open_children
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role

REVIEWERS = (Role.DISPATCHER, Role.MANAGER)
CALLBACK = (Role.CALLBACK,)

REVIEW = (
    Transition(
        "pass_review",
        "审核通过",
        ("replied",),
        "callback",
        REVIEWERS,
        guards=g.not_the_unit,
        needs=data.REVIEW,
        document="审核意见",
        ref="H14",
    ),
    Transition(
        "send_back",
        "退回重办",
        ("replied",),
        "rework",
        REVIEWERS,
        guards=g.not_the_unit,
        needs=(data.REASON,),
        document="审核意见",
        ref="H14",
    ),
    Transition(
        "reply_upstream",
        "回复上级",
        ("callback", "closed"),
        STAY,
        (Role.DISPATCHER,),
        guards=(g.was_forwarded,),
        needs=(
            Datum("answered_on", "回复日期", Kind.DATE),
            Datum("receipt", "上级回执编号", required=False),
        ),
        document="办理情况反馈单",
        ref="H14",
    ),
)

AFTER_CALLBACK = (
    Transition(
        "close",
        "回访办结",
        ("callback",),
        "closed",
        CALLBACK,
        guards=(*g.not_the_unit, no_open_children),
        needs=data.CALLBACK,
        clears=("urged", "supervised"),
        document="回访记录",
        ref="H15",
    ),
    Transition(
        "close_unreached",
        "多次回访未联系上，办结",
        ("callback",),
        "closed",
        CALLBACK,
        guards=(*g.not_the_unit, no_open_children, g.tries_on_two_days),
        needs=data.TRIES,
        raises=("callback_unreached",),
        clears=("urged", "supervised"),
        document="回访记录",
        ref="H15",
    ),
    Transition(
        "close_unasked",
        "诉求人不要求回复，办结",
        ("callback",),
        "closed",
        CALLBACK,
        guards=(*g.not_the_unit, no_open_children, g.no_reply_is_wished),
        clears=("urged", "supervised"),
        document="回访记录",
        ref="H15",
    ),
    Transition(
        "order_rework",
        "回访后重办",
        ("callback",),
        "rework",
        CALLBACK,
        guards=g.not_the_unit,
        needs=data.CALLBACK_REWORK,
        document="回访记录",
        ref="H15",
    ),
)

LEAVING = (
    Transition(
        "withdraw",
        "撤回",
        states.OPEN,
        "withdrawn",
        (Role.OPERATOR, Role.MANAGER),
        guards=(g.manager_agrees, no_open_children),
        needs=(Datum("caller_asked", "诉求人本人要求撤回", Kind.CONFIRMED), data.REASON),
        clears=states.PENDING,
        document="撤回记录",
        ref="H16",
    ),
    Transition(
        "merge",
        "并案",
        states.OPEN,
        "merged",
        (Role.DISPATCHER,),
        guards=(no_open_children, g.master_is_another),
        needs=data.MERGER,
        clears=states.PENDING,
        ref="H17",
    ),
)

RETURN = Transition(
    "reopen",
    "重办",
    ("closed",),
    "rework",
    REVIEWERS,
    guards=(before_lapse_of("HR18", because="办结已超过30日，请登记新工单"),),
    needs=(Datum("reopened_because", "重办原因", Kind.CHOICE, choices=data.REOPENED_BECAUSE), data.REASON),
    clears=("urged", "callback_unreached"),
    document="重办通知",
    ref="H18",
)

FILING = Transition(
    "archive",
    "归档",
    states.CLOSED,
    "archived",
    (Role.ARCHIVIST,),
    guards=(g.collective_files_are_kept,),
    needs=data.FILING,
    clears=("urged",),
    document="归档目录",
    ref="H20",
)

CLOSING = (*REVIEW, *AFTER_CALLBACK, *LEAVING, RETURN, FILING)
