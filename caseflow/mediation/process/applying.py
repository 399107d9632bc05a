"""The application, the other side's answer and the mediators (M1–M5)."""

from caseflow.kernel.handover import HANDOVER
from caseflow.kernel.machine import START, STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.mediation.process import choices
from caseflow.mediation.process import guards as g
from caseflow.mediation.process.states import BEFORE_ACCEPTANCE, TALKING

HEAD = (Role.MEDIATION_HEAD,)
STAFF = (Role.MEDIATION_HEAD, Role.MEDIATOR)

APPLICATION = (
    Transition(
        "apply",
        "登记调解申请",
        (START,),
        "applied",
        (*STAFF, Role.LIAISON, Role.OPERATOR, Role.DISPATCHER, Role.HANDLING_UNIT, Role.SYSTEM),
        guards=(g.own_initiative_is_peoples,),
        needs=(
            Datum("org_type", "调解组织类型", Kind.CHOICE, choices=choices.ORG_TYPES),
            Datum("applicant", "申请方式", Kind.CHOICE, choices=choices.APPLICANTS),
            Datum("received_on", "收到申请日期", Kind.DATE, hint="满十五日未达成协议的，可以申请仲裁"),
            Datum("request", "调解请求", Kind.TEXT, hint="逐项写明金额"),
            Datum("dispute_facts", "事实", Kind.TEXT),
            Datum("reasons", "理由", Kind.TEXT),
            Datum("oral", "口头申请，已当场记录", Kind.YES, required=False),
            Datum("court_commissioned", "法院委派", Kind.YES, required=False),
            Datum("arbitration_commissioned", "仲裁委员会委托", Kind.YES, required=False),
            Datum(
                "negotiation_requested_on",
                "提出协商要求日期",
                Kind.DATE,
                required=False,
                hint="此前已向对方提出协商的填写",
            ),
        ),
        document="调解申请书（口头申请笔录）",
        ref="M1",
    ),
    Transition(
        "answer_negotiation",
        "登记协商答复",
        BEFORE_ACCEPTANCE,
        STAY,
        STAFF,
        guards=(g.negotiation_is_open,),
        needs=(
            Datum("negotiation_answer", "对方答复", Kind.CHOICE, choices=choices.NEGOTIATION_ANSWERS),
            Datum("negotiation_until", "书面约定的协商截止日", Kind.DATE, required=False),
        ),
        ref="M1",
    ),
    Transition(
        "lapse_negotiation",
        "逾期未答复，视为不愿协商",
        BEFORE_ACCEPTANCE,
        STAY,
        (Role.SYSTEM,),
        raises=("negotiation_lapsed",),
        ref="M1",
    ),
    Transition(
        "ask_other_party",
        "征询对方意见",
        BEFORE_ACCEPTANCE,
        "consent",
        HEAD,
        needs=(
            Datum("contacted_at", "联系时间", Kind.MOMENT),
            Datum("contact_channel", "联系方式", Kind.CHOICE, choices=choices.CONTACT_CHANNELS),
            Datum("contact_tries", "已联系次数", Kind.NUMBER, least=1),
            Datum(
                "commission_taken_on",
                "平台确认接受委派日期",
                Kind.DATE,
                required=False,
                hint="法院委派的填写，三十日自此起算",
            ),
        ),
        document="征求意见书",
        ref="M2",
    ),
)

ACCEPTANCE = (
    Transition(
        "accept",
        "受理",
        ("consent",),
        "accepted",
        HEAD,
        guards=(g.both_sides_consent,),
        needs=(
            Datum("in_scope", "属于劳动争议调解受理范围", Kind.CONFIRMED),
            Datum("other_party", "对方意见", Kind.CHOICE, choices=choices.CONSENTS),
            Datum("consented_on", "双方同意调解日期", Kind.DATE, required=False, hint="仲裁委托的自此起算"),
            Datum("rights_told", "已书面告知权利义务", Kind.CONFIRMED),
        ),
        document="受理通知书、权利义务告知书",
        ref="M3",
    ),
    Transition(
        "not_accept",
        "不予受理",
        BEFORE_ACCEPTANCE,
        "not_accepted",
        HEAD,
        needs=(
            Datum("not_accepted_because", "不予受理的原因", Kind.CHOICE, choices=choices.NOT_ACCEPTED),
            Datum("reason", "情况记录", Kind.TEXT),
            Datum("arbitration_told", "已告知仲裁等其他途径和时效", Kind.CONFIRMED),
        ),
        document="不予受理通知书",
        ref="M4",
    ),
)

_PANEL = (
    Datum("handler_id", "主持调解员", Kind.PERSON, roles=(Role.MEDIATOR,)),
    Datum(
        "panel_ids",
        "全部调解员",
        Kind.PEOPLE,
        roles=(Role.MEDIATOR,),
        least=1,
        hint="含主持调解员；集体争议至少两名",
    ),
    Datum("chosen_by_parties", "由当事人选定", Kind.YES, required=False),
    Datum("no_conflict", "调解员已声明无利害关系，无需回避", Kind.CONFIRMED),
    Datum("issuer_accepted", "双方接受曾出具意见书的人员调解", Kind.YES, required=False),
)
_PANEL_GUARDS = (g.mediators_have_no_conflict, g.issuer_is_accepted, g.panel_fits_the_dispute)

APPOINTMENT = (
    Transition(
        "assign",
        "指定调解员",
        ("accepted",),
        "assigned",
        HEAD,
        guards=_PANEL_GUARDS,
        needs=_PANEL,
        document="指定调解员通知",
        ref="M5",
    ),
    Transition(
        "replace_mediators",
        "更换调解员",
        ("assigned", *TALKING, "agreed"),
        STAY,
        HEAD,
        guards=_PANEL_GUARDS,
        needs=(*_PANEL, Datum("reason", "更换理由", Kind.TEXT), HANDOVER),
        document="指定调解员通知",
        ref="M5",
    ),
)
