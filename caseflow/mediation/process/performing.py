"""What follows an agreement: confirmation, performance, remedies, the file (M10–M12, M15)."""

from caseflow.kernel.guards import no_open_children
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.mediation.process import choices
from caseflow.mediation.process import guards as g
from caseflow.mediation.process.states import UNPERFORMED

LIAISON = (Role.LIAISON,)
MEDIATOR = (Role.MEDIATOR,)
EITHER = (Role.MEDIATOR, Role.LIAISON)

REASON = Datum("reason", "理由", Kind.TEXT)
JOINT = Datum("joint", "双方共同申请", Kind.CONFIRMED)
EXTENSION = Datum("extension", "延长天数", Kind.NUMBER, least=1)

CONFIRMATION = (
    Transition(
        "apply_judicial",
        "共同申请司法确认",
        ("effective",),
        "confirming",
        EITHER,
        guards=(g.in_thirty_days,),
        needs=(
            JOINT,
            Datum("court", "人民法院"),
            Datum("court_applied_on", "申请日期", Kind.DATE),
        ),
        document="司法确认申请书",
        ref="M10",
    ),
    Transition(
        "apply_review",
        "共同申请仲裁审查",
        ("effective",),
        "confirming",
        EITHER,
        guards=(g.in_fifteen_days, g.relation_is_not_found, g.review_comes_once),
        needs=(
            JOINT,
            Datum("commission", "仲裁委员会"),
            Datum("review_applied_on", "申请日期", Kind.DATE),
        ),
        document="仲裁审查申请书",
        ref="M10",
    ),
    Transition(
        "court_accepts",
        "登记法院受理",
        ("confirming",),
        STAY,
        LIAISON,
        guards=(g.is_before_the_court,),
        needs=(Datum("court_accepted_on", "法院受理日期", Kind.DATE),),
        ref="M11",
    ),
    Transition(
        "commission_accepts",
        "登记仲裁委员会受理",
        ("confirming",),
        STAY,
        LIAISON,
        guards=(g.is_before_the_commission,),
        needs=(Datum("commission_accepted_on", "仲裁委员会受理日期", Kind.DATE),),
        ref="M11",
    ),
    Transition(
        "court_extends",
        "登记法院延长审查（日）",
        ("confirming",),
        STAY,
        LIAISON,
        guards=(g.is_before_the_court,),
        needs=(EXTENSION, REASON),
        extends=("MD8d",),
        ref="M11",
    ),
    Transition(
        "commission_extends",
        "登记仲裁委员会延长审查（工作日）",
        ("confirming",),
        STAY,
        LIAISON,
        guards=(g.is_before_the_commission,),
        needs=(EXTENSION, REASON),
        extends=("MD6",),
        ref="M11",
    ),
    Transition(
        "confirm",
        "登记确认结果",
        ("confirming",),
        "confirmed",
        LIAISON,
        needs=(
            Datum("confirmation_no", "裁定书或者调解书文号"),
            Datum("confirmed_on", "作出日期", Kind.DATE),
        ),
        document="裁定书、调解书",
        ref="M11",
    ),
    Transition(
        "refuse_confirmation",
        "登记未获确认",
        ("confirming",),
        "confirm_refused",
        LIAISON,
        needs=(Datum("confirmation_no", "文书文号"), REASON),
        document="裁定书、调解书",
        ref="M11",
    ),
    Transition(
        "seek_court",
        "改向法院申请确认",
        ("confirm_refused",),
        "effective",
        EITHER,
        guards=(g.court_is_left,),
        ref="M10",
    ),
)

PERFORMANCE = (
    Transition(
        "follow_up",
        "回访履行情况",
        (*UNPERFORMED, "confirming", "defaulted"),
        STAY,
        MEDIATOR,
        needs=(
            Datum("followed_up_on", "回访日期", Kind.DATE),
            Datum("paid_so_far", "已履行金额（元）", Kind.MONEY, required=False, least=0),
            Datum("summary", "履行情况", Kind.TEXT),
        ),
        document="回访记录",
        ref="M12",
    ),
    Transition(
        "lapse_performance",
        "履行期已过，待核实",
        (*UNPERFORMED, "confirming"),
        STAY,
        (Role.SYSTEM,),
        raises=("performance_overdue",),
        ref="M12",
    ),
    Transition(
        "record_instalment",
        "登记一期履行",
        (*UNPERFORMED, "confirming", "defaulted"),
        STAY,
        MEDIATOR,
        guards=(g.an_instalment_is_open,),
        needs=(
            Datum("instalments_paid", "已履行到第几期", Kind.NUMBER, least=1),
            Datum("paid_on", "付款日期", Kind.DATE),
            Datum("paid_amount", "本期付款金额（元）", Kind.MONEY, least=0),
            Datum("proof", "履行凭证"),
        ),
        clears=("performance_overdue",),
        document="履行凭证",
        ref="M12",
    ),
    Transition(
        "perform",
        "登记履行完毕",
        (*UNPERFORMED, "defaulted"),
        "performed",
        MEDIATOR,
        needs=(
            Datum("performed_on", "履行完毕日期", Kind.DATE),
            Datum("performed_amount", "履行金额（元）", Kind.MONEY, least=0),
            Datum("proof", "履行凭证"),
        ),
        clears=("performance_overdue",),
        document="履行凭证、回访记录",
        ref="M12",
    ),
    Transition(
        "default",
        "登记逾期未履行",
        UNPERFORMED,
        "defaulted",
        MEDIATOR,
        guards=(g.performance_is_overdue,),
        needs=(
            Datum("unpaid_amount", "未履行金额（元）", Kind.MONEY, least=0),
            Datum("remedies_told", "已告知支付令、仲裁和时效", Kind.CONFIRMED),
        ),
        clears=("performance_overdue",),
        document="回访记录",
        ref="M12",
    ),
)

REMEDIES = (
    Transition(
        "apply_order",
        "登记申请支付令",
        ("defaulted",),
        STAY,
        EITHER,
        guards=(g.order_is_open,),
        needs=(
            Datum("order_applied_on", "申请日期", Kind.DATE),
            Datum("order_claim", "请求事项", Kind.CHOICE, choices=choices.ORDER_CLAIMS),
            Datum("order_court", "人民法院"),
        ),
        ref="M12",
    ),
    Transition(
        "accept_order",
        "登记法院受理支付令申请",
        ("defaulted",),
        STAY,
        EITHER,
        guards=(g.order_is_under_way,),
        needs=(Datum("order_accepted_on", "受理日期", Kind.DATE),),
        ref="M12",
    ),
    Transition(
        "issue_order",
        "登记发出支付令",
        ("defaulted",),
        STAY,
        EITHER,
        guards=(g.order_is_under_way, g.order_is_accepted),
        needs=(
            Datum("order_no", "支付令文号"),
            Datum("order_received_on", "债务人收到日期", Kind.DATE),
        ),
        ref="M12",
    ),
    Transition(
        "end_order",
        "登记支付令结果",
        ("defaulted",),
        STAY,
        EITHER,
        guards=(g.order_is_under_way, g.order_stood_fifteen_days),
        needs=(
            Datum(
                "order_outcome",
                "结果",
                Kind.CHOICE,
                choices=choices.ORDER_OUTCOMES,
                hint="支付令因异议终结的，可以凭调解协议直接起诉",
            ),
        ),
        ref="M12",
    ),
    Transition(
        "apply_enforcement",
        "登记申请强制执行",
        ("defaulted",),
        STAY,
        EITHER,
        guards=(g.is_enforceable,),
        needs=(
            Datum("enforcement_applied_on", "申请日期", Kind.DATE),
            Datum("enforcement_court", "执行法院"),
        ),
        ref="M12",
    ),
)

FILE = (
    Transition(
        "archive",
        "归档",
        ("not_accepted", "failed", "withdrawn", "performed", "defaulted"),
        "archived",
        (Role.ARCHIVIST,),
        guards=(no_open_children,),
        needs=(
            Datum("complete", "卷内材料齐全", Kind.CONFIRMED),
            Datum("retention", "保管期限", Kind.CHOICE, choices=choices.RETENTIONS),
        ),
        document="卷内目录",
        ref="M15",
    ),
)
