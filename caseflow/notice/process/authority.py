"""What the authority does with a 建议书, as the liaison hears it (N5, N13; R3)."""

from caseflow.kernel.machine import STAY, Datum, Kind, Side, State, Transition
from caseflow.kernel.roles import Role
from caseflow.notice.process import data
from caseflow.notice.process.serving import SERVERS

LIAISON = (Role.LIAISON,)

ASKED = (
    State("authority_received", "机关已收到", Role.LIAISON, side=Side.AGENCY),
    State("authority_filed", "机关已立案", Role.LIAISON, side=Side.AGENCY),
    State("authority_declined", "机关不予立案", Role.SUPERVISOR, awaits="提出下一步意见"),
    State("authority_result", "机关已有结果", Role.SUPERVISOR, awaits="核对整改结果"),
)


# The letter goes to the authority, which confirms the day; whoever brings it may say so (N5).
DELIVERY = (
    Transition(
        "start_service",
        "开始送达",
        ("issued",),
        "serving",
        (*SERVERS, Role.LIAISON),
        needs=(data.PLANNED_METHOD,),
        ref="N5",
    ),
    Transition(
        "authority_received",
        "登记机关收到",
        ("serving",),
        "authority_received",
        (*SERVERS, Role.LIAISON),
        needs=(
            Datum("authority_received_on", "机关收到日期", Kind.DATE, hint="以回执为准"),
            Datum("receiver", "签收人姓名和职务"),
        ),
        document="送达回证、回执",
        ref="N5",
    ),
)


# The authority files the case, or says why not (N13).
DECISION = (
    Transition(
        "authority_filed",
        "登记机关立案",
        ("authority_received", "authority_declined"),
        "authority_filed",
        LIAISON,
        needs=(
            Datum("authority_filed_on", "立案日期", Kind.DATE),
            Datum("authority_file_no", "立案文号"),
        ),
        document="立案回执",
        ref="N13",
    ),
    Transition(
        "unfiled",
        "逾期未立案",
        ("authority_received",),
        STAY,
        (Role.SYSTEM,),
        ref="N13",
    ),
    Transition(
        "authority_declined",
        "登记机关不予立案",
        ("authority_received",),
        "authority_declined",
        LIAISON,
        needs=(Datum("declined_on", "告知日期", Kind.DATE), data.REASON),
        document="不予立案回执",
        ref="N13",
    ),
)


# The authority takes more time, ends its case and writes the result to the union (N13).
OUTCOME = (
    Transition(
        "authority_extended",
        "登记机关延长办案",
        ("authority_filed",),
        STAY,
        LIAISON,
        needs=(Datum("extension", "延长（工作日）", Kind.NUMBER, least=1), data.REASON),
        extends=("ND7",),
        ref="N13",
    ),
    Transition(
        "authority_result",
        "登记处理结果",
        ("authority_received", "authority_filed"),
        "authority_result",
        LIAISON,
        needs=(
            Datum("authority_closed_on", "机关结案日期", Kind.DATE),
            Datum("result", "处理结果", Kind.TEXT),
            Datum("recovered_amount", "追回金额（元）", Kind.MONEY, required=False, least=0),
            Datum("result_in_writing", "已收到书面结果", Kind.YES, required=False),
        ),
        document="处理结果",
        ref="N13",
    ),
    Transition(
        "written_result",
        "登记书面结果",
        ("authority_result",),
        STAY,
        LIAISON,
        needs=(Datum("written_on", "收到日期", Kind.DATE), Datum("written_no", "文号")),
        document="处理结果",
        ref="N13",
    ),
)


# Silence or refusal is answered with a reminder before the joint meeting hears of it (R3).
URGE_AUTHORITY = Transition(
    "urge_authority",
    "发催办函",
    ("authority_received", "authority_filed", "authority_declined", "authority_result"),
    STAY,
    LIAISON,
    needs=(data.REASON,),
    document="催办函",
    ref="N13",
)
