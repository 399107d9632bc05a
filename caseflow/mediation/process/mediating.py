"""The talks: sessions, extension, agreement; or the end without one (M6–M9, M13, M14)."""

from caseflow.kernel import holding
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.mediation.process import choices
from caseflow.mediation.process import guards as g
from caseflow.mediation.process.states import BEFORE_ACCEPTANCE, TALKING, UNDER_WAY

MEDIATOR = (Role.MEDIATOR,)
STAFF = (Role.MEDIATION_HEAD, Role.MEDIATOR)

_SESSION = (
    Datum("held_at", "调解时间", Kind.MOMENT),
    Datum("place_kind", "调解方式", Kind.CHOICE, choices=choices.PLACES),
    Datum("place", "地点或在线平台"),
    Datum("attendance", "到场人员", Kind.TEXT),
    Datum("notes", "调解笔录", Kind.TEXT, hint="保密，不随案移送；让步不得作为不利证据", private=True),
)

SESSIONS = (
    Transition(
        "schedule",
        "安排调解",
        ("assigned", *TALKING, "agreed"),
        STAY,
        MEDIATOR,
        guards=(g.is_on_the_panel,),
        needs=(
            Datum("session_at", "调解时间", Kind.MOMENT),
            Datum("place_kind", "调解方式", Kind.CHOICE, choices=choices.PLACES),
            Datum("place", "地点或在线平台"),
            Datum("in_public", "双方要求公开进行", Kind.YES, required=False, hint="调解一般不公开"),
        ),
        document="调解通知",
        ref="M6",
    ),
    Transition(
        "open_session",
        "首次调解",
        ("assigned",),
        "in_mediation",
        MEDIATOR,
        guards=(g.is_on_the_panel,),
        needs=_SESSION,
        document="调解笔录",
        ref="M6",
    ),
    Transition(
        "hold_session",
        "继续调解",
        (*TALKING, "agreed"),
        STAY,
        MEDIATOR,
        guards=(g.is_on_the_panel,),
        needs=_SESSION,
        clears=(holding.ENDED,),
        document="调解笔录",
        ref="M6",
    ),
    Transition(
        "extend",
        "延期调解",
        TALKING,
        "extended",
        MEDIATOR,
        guards=(g.is_on_the_panel, g.in_first_period, g.in_extended_period),
        needs=(
            Datum("both_signed", "双方已书面签字同意延期", Kind.CONFIRMED),
            Datum("extended_to", "约定的新截止日", Kind.DATE),
            Datum("reason", "延期原因", Kind.TEXT),
        ),
        clears=("timeout_proposed", holding.ENDED),
        document="延期同意书",
        ref="M7",
    ),
)

HOLD = (
    Transition(
        "adjourn",
        "因鉴定暂停调解",
        ("in_mediation",),
        "on_hold",
        MEDIATOR,
        guards=(g.is_on_the_panel, g.appraisal_is_left_out),
        needs=(
            Datum("cause", "暂停原因", Kind.CHOICE, choices=holding.choices(choices.CAUSES)),
            Datum("proof", "证明材料", required=False),
            holding.proof(choices.CAUSES),
            holding.UNTIL,
        ),
        clears=(holding.ENDED,),
        document="暂停记录",
        ref="M6",
        tells=(Recipient.MANAGER,),
    ),
    Transition(
        "resume",
        "恢复调解",
        ("on_hold",),
        "in_mediation",
        STAFF,
        needs=(Datum("reason", "恢复的理由", Kind.TEXT),),
        raises=(holding.ENDED,),
        document="恢复记录",
        ref="M6",
        tells=(Recipient.HANDLER,),
    ),
    *holding.ends(choices.CAUSES, "on_hold", "in_mediation", STAFF, ref="M6"),
)

AGREEMENT = (
    Transition(
        "agree",
        "达成一致，拟定协议",
        (*TALKING, "agreed"),
        "agreed",
        MEDIATOR,
        guards=(g.is_on_the_panel, g.represented_workers_consent, g.instalments_add_up),
        needs=(
            Datum("terms", "协议条款", Kind.TEXT, hint="逐项写明项目、金额、日期和方式"),
            Datum("agreed_amount", "协议总金额（元）", Kind.MONEY, least=0),
            Datum("performance_due_on", "最后履行日", Kind.DATE),
            Datum(
                "instalments",
                "分期履行安排",
                Kind.TEXT,
                required=False,
                hint="一行一期：日期、金额、项目，例如“2026-12-15 5000 第一期工资”；每期各有期限提醒",
            ),
            Datum("account_named", "收款账户已写明", Kind.CONFIRMED),
            Datum("default_clause", "逾期履行的责任", Kind.TEXT),
            Datum("lawful", "内容合法，不损害他人和公共利益", Kind.CONFIRMED),
            Datum(
                "confirms_relation",
                "含确认劳动关系的内容",
                Kind.YES,
                required=False,
                hint="含此内容的不能仲裁审查；宜与给付分开签订，仅就给付义务达成的协议才便于直接起诉履行",
            ),
            Datum("represented_consent", "被代表职工已书面同意（集体争议）", Kind.YES, required=False),
        ),
        clears=("timeout_proposed", holding.ENDED),
        document="调解协议书（草稿）",
        ref="M8",
    ),
    Transition(
        "effect",
        "签署生效",
        ("agreed",),
        "effective",
        MEDIATOR,
        guards=(g.is_on_the_panel,),
        needs=(
            Datum("worker_signed", "职工方已签名", Kind.CONFIRMED),
            Datum("employer_signed", "用人单位已签名或盖章", Kind.CONFIRMED),
            Datum("mediator_signed", "调解员已签名", Kind.CONFIRMED),
            Datum("sealed", "已加盖调解组织印章", Kind.CONFIRMED),
            Datum("effective_on", "生效日期", Kind.DATE, hint="签名、盖章全部完成之日"),
        ),
        clears=("timeout_proposed", "arbitration_open", holding.ENDED),
        document="调解协议书（一式三份）",
        ref="M9",
    ),
)

ENDING = (
    Transition(
        "open_arbitration",
        "提示可以申请仲裁",
        (*BEFORE_ACCEPTANCE, *UNDER_WAY),
        STAY,
        (Role.SYSTEM,),
        raises=("arbitration_open",),
        ref="M13",
    ),
    Transition(
        "propose_failure",
        "期限届满，建议终止",
        UNDER_WAY,
        STAY,
        (Role.SYSTEM,),
        raises=("timeout_proposed",),
        ref="M13",
    ),
    Transition(
        "fail",
        "终止调解",
        (*BEFORE_ACCEPTANCE, *UNDER_WAY),
        "failed",
        STAFF,
        guards=(g.time_is_up_when_said,),
        needs=(
            Datum("fail_reason", "终止原因", Kind.CHOICE, choices=choices.FAILURES),
            Datum("reason", "情况说明", Kind.TEXT),
            Datum("arbitration_told", "已书面告知申请仲裁和时效", Kind.CONFIRMED),
        ),
        clears=("timeout_proposed", holding.ENDED),
        document="调解终止通知（意见）书、仲裁告知",
        ref="M13",
    ),
    Transition(
        "withdraw",
        "撤回申请",
        (*BEFORE_ACCEPTANCE, *UNDER_WAY),
        "withdrawn",
        STAFF,
        needs=(Datum("reason", "申请人撤回的原因", Kind.TEXT),),
        clears=("timeout_proposed", holding.ENDED),
        document="撤回申请",
        ref="M14",
    ),
)
