"""The application, its papers and its referral to the state's centre (L1–L4)."""

from caseflow.aid.process import choices
from caseflow.aid.process import guards as g
from caseflow.aid.process.states import PROPOSALS, UNDECIDED, UNREPRESENTED, UNTIL_DECIDED
from caseflow.kernel.holding import ENDED
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine import START, STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role

TRACK = Datum("track", "援助途径", Kind.CHOICE, choices=choices.TRACKS)
MATTER = Datum(
    "matter_type",
    "援助事项",
    Kind.CHOICE,
    choices=choices.MATTERS,
    hint="国家清单（法律援助法第三十一条）以外的事项，先查省级规定，没有规定的走工会法律援助",
)
MEANS = Datum("means_ground", "经济状况依据", Kind.CHOICE, choices=choices.MEANS)
LIMITATION = Datum(
    "limitation_last_day",
    "时效届满日",
    Kind.DATE,
    required=False,
    hint="按较早的日期填写；在职期间拖欠工资等不计时效的可不填",
)

ON_BEHALF = (
    Role.AID_REVIEWER,
    Role.OPERATOR,
    Role.DISPATCHER,
    Role.HANDLING_UNIT,
    Role.MEDIATOR,
    Role.MEDIATION_HEAD,
    Role.LIAISON,
    Role.SYSTEM,
)
"""Who may apply for the worker: whoever meets one whose claim needs a lawyer (L1, R5)."""

APPLICATION = (
    Transition(
        "apply",
        "登记申请",
        (START,),
        "applied",
        ON_BEHALF,
        guards=(g.waiver_fits_the_claim,),
        needs=(
            TRACK,
            Datum("received_on", "收到申请日期", Kind.DATE),
            Datum("identity_checked", "已核对申请人身份证件", Kind.CONFIRMED),
            Datum("dispute_facts", "事实和理由", Kind.TEXT),
            Datum("claim", "请求事项", Kind.TEXT),
            Datum("evidence_list", "证据清单", Kind.TEXT),
            MATTER,
            MEANS,
            LIMITATION,
            Datum("oral", "口头申请", Kind.YES, required=False),
            Datum("detained", "申请人被羁押", Kind.YES, required=False),
        ),
        document="法律援助申请表（口头申请笔录）",
        ref="L1",
    ),
    Transition(
        "start_review",
        "收件审查",
        ("applied",),
        "review",
        (Role.AID_REVIEWER,),
        needs=(TRACK,),
        ref="L1",
    ),
    Transition(
        "correct_limitation",
        "更正时效届满日",
        UNREPRESENTED,
        STAY,
        (Role.AID_REVIEWER, Role.AID_HEAD, Role.LAWYER, Role.SYSTEM),
        needs=(
            Datum("limitation_last_day", "时效届满日", Kind.DATE),
            Datum("reason", "更正理由和证据", Kind.TEXT),
        ),
        clears=("provisional_advised",),
        ref="L1",
    ),
    Transition(
        "withdraw",
        "撤回申请",
        UNDECIDED,
        "withdrawn",
        (Role.AID_REVIEWER,),
        needs=(Datum("reason", "申请人撤回的原因", Kind.TEXT),),
        clears=UNTIL_DECIDED,
        ref="L3",
    ),
)

SUPPLEMENT = (
    Transition(
        "ask_supplement",
        "通知补充材料",
        ("applied", "review"),
        "supplement",
        (Role.AID_REVIEWER,),
        guards=(g.asked_only_once,),
        needs=(
            Datum("missing_papers", "需补充的全部材料", Kind.TEXT, hint="一次列全，只能通知一次"),
            Datum("list_complete", "已一次性列明全部材料", Kind.CONFIRMED),
            Datum("supplement_due_on", "补充截止日", Kind.DATE),
        ),
        clears=PROPOSALS,
        document="补充材料通知书",
        ref="L2",
    ),
    Transition(
        "supplement",
        "登记补充材料",
        ("supplement",),
        "review",
        (Role.AID_REVIEWER,),
        needs=(
            Datum("supplemented_on", "收到补充材料日期", Kind.DATE),
            Datum("supplied_papers", "收到的材料", Kind.TEXT),
        ),
        raises=(ENDED,),
        ref="L3",
        tells=(Recipient.HANDLER,),
    ),
    Transition(
        "waive_supplement",
        "不再等待补充，恢复审查",
        ("supplement",),
        "review",
        (Role.AID_REVIEWER, Role.AID_HEAD),
        needs=(Datum("reason", "理由", Kind.TEXT, hint="写明凭哪些材料可以审查"),),
        raises=(ENDED,),
        ref="L3",
        tells=(Recipient.HANDLER,),
    ),
    Transition(
        "lapse_supplement",
        "逾期未补充，视为撤回",
        ("supplement",),
        "withdrawn",
        (Role.SYSTEM,),
        clears=UNTIL_DECIDED,
        ref="L3",
    ),
)

REFERRAL = (
    Transition(
        "refer",
        "转介法律援助中心",
        ("applied", "review"),
        "referred",
        (Role.AID_REVIEWER, Role.LIAISON),
        guards=(g.is_decided_by_the_state,),
        needs=(
            Datum("center", "法律援助中心"),
            Datum("center_rule", "选择该中心的依据", Kind.CHOICE, choices=choices.CENTER_RULES),
            Datum("sharing_basis", "提供个人信息的依据", Kind.CHOICE, choices=choices.SHARING_BASES),
            Datum("papers_sent", "移送材料清单", Kind.TEXT),
        ),
        clears=UNTIL_DECIDED,
        document="转介（移送）函",
        ref="L4",
    ),
    Transition(
        "record_receipt",
        "登记中心回执",
        ("referred",),
        STAY,
        (Role.LIAISON,),
        needs=(Datum("center_received_on", "中心收件日期", Kind.DATE),),
        document="回执",
        ref="L4",
    ),
    Transition(
        "center_grants",
        "中心决定援助，由本会律师承办",
        ("referred",),
        "approved",
        (Role.LIAISON,),
        needs=(Datum("decision_no", "中心决定书文号"),),
        ref="L4",
    ),
    Transition(
        "center_denies",
        "中心不予援助",
        ("referred",),
        "denied",
        (Role.LIAISON,),
        needs=(Datum("decision_no", "中心决定书文号"), Datum("reason", "不予援助的理由", Kind.TEXT)),
        ref="L4",
    ),
    Transition(
        "center_returns",
        "中心退回",
        ("referred",),
        "review",
        (Role.LIAISON,),
        needs=(Datum("reason", "退回理由", Kind.TEXT), TRACK),
        ref="L4",
    ),
)
