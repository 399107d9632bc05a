"""From the call to the unit that handles it (H1–H5)."""

from caseflow.hotline.process import data, states
from caseflow.hotline.process import guards as g
from caseflow.kernel.guards import not_by, not_while, only_when
from caseflow.kernel.machine import START, STAY, Bulk, Datum, Kind, Transition
from caseflow.kernel.roles import Role

OPERATOR = (Role.OPERATOR,)
DISPATCHER = (Role.DISPATCHER,)
BOOKERS = (*OPERATOR, *DISPATCHER, Role.HANDLING_UNIT, Role.CALLBACK, Role.MANAGER)

REGISTRATION = (
    Transition("save_draft", "保存草稿", (START, "draft"), "draft", OPERATOR, needs=data.SKETCH, ref="H1"),
    Transition("discard", "作废草稿", ("draft",), "archived", OPERATOR, needs=(data.REASON,), ref="H1"),
    Transition(
        "register",
        "登记",
        (START, "draft"),
        "registered",
        (Role.OPERATOR, Role.SYSTEM),
        needs=(*data.APPEAL, data.PRIVACY),
        document="工单",
        ref="H1",
    ),
    Transition(
        "import_upstream",
        "登记上级工单",
        (START,),
        "registered",
        (Role.OPERATOR, Role.SYSTEM),
        needs=(*data.APPEAL, *data.UPSTREAM),
        document="工单",
        ref="H1",
    ),
)

AGAIN = (
    Transition(
        "add_call",
        "追加来电",
        states.OPEN,
        STAY,
        OPERATOR,
        needs=data.REPEAT,
        document="追加记录",
        ref="H1",
    ),
    Transition("book_callback", "约回拨", states.OPEN, STAY, BOOKERS, needs=data.WISHED_CALL, ref="H1"),
)

ANSWER = Transition(
    "answer_now",
    "即时答复",
    ("registered",),
    "closed_instant",
    OPERATOR,
    guards=(g.asks_for_information,),
    needs=data.ANSWER,
    clears=("decline_proposed",),
    document="咨询答复记录",
    ref="H2",
)

DECLINE = (
    Transition(
        "propose_decline",
        "拟不予受理",
        ("registered",),
        STAY,
        OPERATOR,
        guards=(not_while("decline_proposed", because="已提出不予受理，等待工单管理员审核"),),
        needs=data.DECLINE,
        raises=("decline_proposed",),
        ref="H3",
    ),
    Transition(
        "confirm_decline",
        "同意不予受理",
        ("registered",),
        "not_accepted",
        DISPATCHER,
        guards=(
            only_when("decline_proposed", because="请话务员先提出不予受理意见"),
            not_by("propose_decline", because="提出不予受理的人不能自己审核，请换人办理"),
        ),
        needs=(data.OPINION,),
        clears=("decline_proposed",),
        document="不予受理告知",
        ref="H3",
    ),
    Transition(
        "refuse_decline",
        "不同意不予受理",
        ("registered",),
        STAY,
        DISPATCHER,
        guards=(
            only_when("decline_proposed", because="没有待审核的不予受理意见"),
            not_by("propose_decline", because="提出不予受理的人不能自己审核，请换人办理"),
        ),
        needs=(data.REASON,),
        clears=("decline_proposed",),
        ref="H3",
    ),
    Transition(
        "tell_declined",
        "告知不予受理",
        ("not_accepted",),
        STAY,
        (Role.OPERATOR, Role.DISPATCHER),
        needs=data.DECLINE_TOLD,
        document="不予受理告知",
        ref="H3",
    ),
)

DISPATCH = (
    Transition(
        "submit",
        "提交派单",
        ("registered",),
        "pending_dispatch",
        OPERATOR,
        needs=data.TRIAGE,
        clears=("decline_proposed",),
        ref="H4",
    ),
    Transition(
        "dispatch",
        "派单",
        ("pending_dispatch",),
        "dispatched",
        DISPATCHER,
        needs=data.DISPATCH,
        clears=("urged",),
        document="派单（交办）通知",
        ref="H5",
        bulk=Bulk.DISPATCH,
        each=("sanitised_facts",),
    ),
)

PETITION = (
    Transition(
        "inform_petitioner",
        "告知信访人接收情况",
        states.OPEN,
        STAY,
        (Role.OPERATOR, Role.DISPATCHER, Role.HANDLING_UNIT),
        guards=(g.is_a_petition,),
        needs=(
            Datum("informed_on", "告知日期", Kind.DATE),
            Datum("told", "接收情况、处理途径和程序", Kind.TEXT),
        ),
        document="信访事项接收告知",
        ref="HD10",
    ),
    Transition(
        "object_to_referral",
        "向转送机关提出异议",
        states.UNDISPATCHED,
        STAY,
        DISPATCHER,
        guards=(
            g.is_a_petition,
            g.was_forwarded,
            not_while("objected", because="已提出异议，等待转送机关答复"),
        ),
        needs=(data.REASON,),
        raises=("objected",),
        document="转送异议函",
        ref="HD10",
    ),
)

INTAKE = (*REGISTRATION, *AGAIN, ANSWER, *DECLINE, *DISPATCH, *PETITION)
