"""The lawyer's part: assigned, engaged, at work, replaced, done; then the file (L9–L17)."""

from caseflow.aid.process import choices
from caseflow.aid.process import guards as g
from caseflow.aid.process.states import GRANTED, IN_HAND
from caseflow.kernel.guards import no_open_children, not_by, not_while, only_when
from caseflow.kernel.handover import HANDOVER
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role

LAWYER = (Role.LAWYER,)
REVIEWER = (Role.AID_REVIEWER,)
HEAD = (Role.AID_HEAD,)
WITH_A_LAWYER = ("assigned", "engaged", "in_representation")

FILING = (
    Datum("complete", "卷内材料齐全", Kind.CONFIRMED),
    Datum("retention", "保管期限", Kind.CHOICE, choices=choices.RETENTIONS),
)

ENGAGEMENT = (
    Transition(
        "assign",
        "指派律师",
        (*GRANTED, "reassigning"),
        "assigned",
        HEAD,
        guards=(g.lawyer_has_no_conflict, g.lawyer_did_not_review),
        needs=(
            Datum("handler_id", "援助律师", Kind.PERSON, roles=LAWYER),
            Datum("licensed", "律师执业证在有效期内", Kind.CONFIRMED),
            Datum("no_conflict", "律师已声明无利害关系、未代理过本案用人单位，无需回避", Kind.CONFIRMED),
            Datum("load_balanced", "已比对各律师在办件数", Kind.CONFIRMED),
        ),
        document="指派通知书（委派函）、法律援助公函",
        ref="L9",
    ),
    Transition(
        "engage",
        "登记签订委托",
        ("assigned",),
        "engaged",
        LAWYER,
        guards=(g.is_the_lawyer,),
        needs=(
            Datum("engaged_on", "签订日期", Kind.DATE),
            Datum("agreement_signed", "委托代理协议已签", Kind.CONFIRMED),
            Datum("power_signed", "授权委托书已签", Kind.CONFIRMED),
        ),
        clears=("engagement_overdue",),
        document="委托代理协议、授权委托书",
        ref="L10",
    ),
    Transition(
        "advise_replacement",
        "提示逾期未签委托",
        ("assigned",),
        STAY,
        (Role.SYSTEM,),
        raises=("engagement_overdue",),
        ref="L10",
    ),
    Transition(
        "explain_delay",
        "说明未按期签订的原因",
        ("assigned",),
        STAY,
        LAWYER,
        guards=(g.is_the_lawyer,),
        needs=(
            Datum("cause", "原因", Kind.CHOICE, choices=choices.DELAY_CAUSES),
            Datum("explanation", "说明", Kind.TEXT),
        ),
        clears=("engagement_overdue",),
        ref="L10",
    ),
    Transition(
        "start_representation",
        "开始代理",
        ("engaged",),
        "in_representation",
        LAWYER,
        guards=(g.is_the_lawyer,),
        needs=(
            Datum("forum", "办理程序", Kind.CHOICE, choices=choices.FORUMS),
            Datum("right_kept", "已在时效内提出请求，或者时效没有届满的风险", Kind.CONFIRMED),
        ),
        ref="L10",
    ),
)

WORK = (
    Transition(
        "note_progress",
        "登记办理情况",
        ("engaged", "in_representation"),
        STAY,
        LAWYER,
        guards=(g.is_the_lawyer,),
        needs=(
            Datum("case_stage", "办理阶段", Kind.CHOICE, choices=choices.CASE_STAGES),
            Datum("next_hearing_at", "下次开庭时间", Kind.MOMENT, required=False),
            Datum("advice", "给受援人的意见", Kind.TEXT),
        ),
        document="办理情况通报",
        ref="L11",
    ),
    Transition(
        "request_replacement",
        "更换律师",
        WITH_A_LAWYER,
        "reassigning",
        REVIEWER,
        guards=(g.not_the_lawyer,),
        needs=(
            Datum("asked_by", "更换由谁提出", Kind.CHOICE, choices=choices.ASKED_BY),
            Datum("reason", "更换理由", Kind.TEXT, hint="法律援助法第五十五条"),
            HANDOVER,
        ),
        clears=("engagement_overdue",),
        document="更换法律援助人员审批表、更换法律援助人员通知书",
        ref="L12",
    ),
    Transition(
        "terminate",
        "终止援助",
        (*GRANTED, *IN_HAND),
        "terminated",
        HEAD,
        guards=(g.not_the_lawyer,),
        needs=(
            Datum("termination_ground", "终止情形", Kind.CHOICE, choices=choices.TERMINATION_GROUNDS),
            Datum("reasons", "事实和理由", Kind.TEXT),
            Datum("remedy_told", "已告知可以提出异议", Kind.CONFIRMED),
        ),
        clears=("papers_owed", "engagement_overdue"),
        document="终止法律援助决定书",
        ref="L13",
    ),
    Transition(
        "conclude",
        "结案",
        ("in_representation",),
        "concluded",
        LAWYER,
        guards=(
            g.is_the_lawyer,
            not_while("papers_owed", "先行援助的手续尚未补办，请审核员先补办或者终止"),
        ),
        needs=(
            Datum("outcome", "办理结果", Kind.CHOICE, choices=choices.OUTCOMES),
            Datum("instrument", "生效文书名称和文号"),
            Datum("awarded_amount", "生效文书确定的金额（元）", Kind.MONEY, least=0),
            Datum("received_amount", "实际到手金额（元）", Kind.MONEY, required=False, least=0),
        ),
        document="结案报告表",
        ref="L14",
    ),
)

FILE = (
    Transition(
        "submit_file",
        "提交案卷",
        ("concluded",),
        "file_submitted",
        LAWYER,
        guards=(g.is_the_lawyer,),
        needs=(Datum("file_list_complete", "立卷材料齐全", Kind.CONFIRMED),),
        document="立卷材料清单",
        ref="L15",
    ),
    Transition(
        "return_file",
        "退回补正案卷",
        ("file_submitted",),
        "concluded",
        REVIEWER,
        guards=(g.not_the_lawyer,),
        needs=(Datum("reason", "需补正的内容", Kind.TEXT),),
        clears=("file_reviewed",),
        ref="L15",
    ),
    Transition(
        "review_file",
        "审核案卷",
        ("file_submitted",),
        STAY,
        REVIEWER,
        guards=(g.not_the_lawyer,),
        needs=(
            Datum("quality_score", "质量评分（百分制）", Kind.NUMBER, least=0),
            Datum("subsidy_rule", "适用的本地补贴标准"),
        ),
        raises=("file_reviewed",),
        document="补贴审批表",
        ref="L16",
    ),
    Transition(
        "settle",
        "确认补贴已付",
        ("file_submitted",),
        "settled",
        (Role.AID_HEAD, Role.MANAGER),
        guards=(
            only_when("file_reviewed", "案卷尚未审核，请审核员先评分"),
            not_by("review_file", because="审核案卷的人不能确认付款，请换人办理"),
            g.not_the_lawyer,
        ),
        needs=(Datum("finance_confirmed", "财务已向律师付清补贴", Kind.CONFIRMED),),
        clears=("file_reviewed",),
        ref="L16",
    ),
    Transition(
        "archive",
        "归档",
        ("denied", "terminated", "settled", "withdrawn"),
        "archived",
        (Role.ARCHIVIST,),
        guards=(no_open_children,),
        needs=FILING,
        document="卷宗目录",
        ref="L17",
    ),
    Transition(
        "archive_referral",
        "中心已收件，归档",
        ("referred",),
        "archived",
        (Role.ARCHIVIST,),
        guards=(g.center_has_received, no_open_children),
        needs=FILING,
        document="卷宗目录",
        ref="L17",
    ),
)
