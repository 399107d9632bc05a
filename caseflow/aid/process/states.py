"""Stages of an aid case (domain §2.2), and the marks beside them."""

from collections.abc import Mapping

from caseflow.kernel.holding import ENDED, ENDED_LABEL
from caseflow.kernel.machine import Phase, Side, State
from caseflow.kernel.roles import Role

STATES = (
    State("applied", "已申请", Role.AID_REVIEWER),
    State("supplement", "待补正", phase=Phase.PAUSED, side=Side.WORKER),
    State("review", "审查中", Role.AID_REVIEWER, main="propose_grant", awaits="提出审查意见"),
    State(
        "referred",
        "已转法援中心",
        Role.LIAISON,
        Phase.PAUSED,
        awaits="登记法援中心的决定",
        side=Side.AGENCY,
    ),
    State("approved", "决定援助", Role.AID_HEAD),
    State("provisional", "先行援助", Role.AID_HEAD),
    State("denied", "不予援助", Role.ARCHIVIST, Phase.CLOSED),
    State("objection", "异议审查", Role.LIAISON, awaits="登记异议审查结果", side=Side.AGENCY),
    State("assigned", "已指派", Role.LAWYER),
    State("engaged", "已签委托", Role.LAWYER),
    State("in_representation", "代理中", Role.LAWYER, main="conclude", awaits="代理办理"),
    State("reassigning", "更换", Role.AID_HEAD),
    State("terminated", "终止", Role.ARCHIVIST, Phase.CLOSED),
    State("concluded", "结案", Role.LAWYER, Phase.CLOSED),
    State("file_submitted", "交卷", Role.AID_REVIEWER, Phase.CLOSED, main="review_file", awaits="审核案卷"),
    State("settled", "补贴已付", Role.ARCHIVIST, Phase.CLOSED),
    State("withdrawn", "已撤回", Role.ARCHIVIST, Phase.CLOSED),
    State("archived", "已归档", phase=Phase.FILED),
)

UNDECIDED = ("applied", "supplement", "review")
GRANTED = ("approved", "provisional")
IN_HAND = ("assigned", "engaged", "in_representation", "reassigning")
UNREPRESENTED = (*UNDECIDED, "referred", "objection", *GRANTED, "assigned", "engaged", "reassigning")
"""Stages in which the claim may not have been lodged yet."""

OVERLAYS: Mapping[str, str] = {
    "grant_proposed": "拟给予援助，待签批",
    "denial_proposed": "拟不予援助，待签批",
    "provisional_advised": "距时效届满不足七日，可先行援助",
    "papers_owed": "先行援助，待补办手续",
    "denial_objected": "对不予援助的异议",
    "termination_objected": "对终止援助的异议",
    "engagement_overdue": "逾期未签委托，可更换律师",
    ENDED: ENDED_LABEL,
    "file_reviewed": "卷宗审核通过，待付补贴",
}
PROPOSALS = ("grant_proposed", "denial_proposed")
UNTIL_DECIDED = (*PROPOSALS, "provisional_advised", ENDED)
"""Marks that mean nothing once the application is no longer before the reviewer."""
