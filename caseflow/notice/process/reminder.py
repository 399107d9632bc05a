"""提示函, addressed: the union points out a risk and asks for a self-check; an answer is a request only."""

from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.checks import check
from caseflow.kernel.machine import Process
from caseflow.kernel.oversight import overseen
from caseflow.notice.process import clocks, data, states
from caseflow.notice.process import guards as g
from caseflow.notice.process.choices import EXPLANATIONS
from caseflow.notice.process.closing import feedback, filing, revocation
from caseflow.notice.process.facts import NoticeFacts
from caseflow.notice.process.preparing import (
    ACCEPT_COMPLAINT,
    INVESTIGATION,
    drafting,
    proposal,
    reassignment,
    review,
    signature,
    submission,
)
from caseflow.notice.process.replying import (
    OVERLAYS,
    REPLYING,
    VERIFY,
    escalation,
    explanation,
    more_time,
    rectification,
)
from caseflow.notice.process.serving import SERVICE

LETTER = (
    data.SOURCE,
    *data.COMPLAINT,
    *data.SUBJECT,
    data.HANDLER,
    *data.EMPLOYER,
    data.SANITISED_FACTS,
    data.LEGAL_BASIS,
    data.SUGGESTED,
    data.REPLY_DAYS,
    data.SELF_CHECK_BY,
    data.CONTACT,
)

GROUNDS = (("unanswered", "逾期未答复"), ("uncorrected", "未改正，无正当理由"))

OPEN = (*states.PREPARED, *states.SERVED, *states.ANSWERED)
ENDS = (
    states.RECTIFIED,
    states.EXPLAINED,
    states.ended("escalated", "已转意见书"),
    states.REVOKED,
    states.NOT_SENT,
)
CLOSED = states.names(*ENDS)

REMINDER = check(
    overseen(
        Process(
            name="reminder",
            label="提示函",
            family="notice",
            facts=NoticeFacts,
            states=(*OPEN, *ENDS, states.ARCHIVED),
            transitions=(
                proposal(),
                *drafting(LETTER),
                reassignment(*states.names(*OPEN)),
                ACCEPT_COMPLAINT,
                *INVESTIGATION,
                *submission(),
                *review(data.BASIS_RIGHT),
                *signature("工会劳动法律监督提示函"),
                *SERVICE,
                *REPLYING,
                *more_time("ND3", "ND12"),
                VERIFY,
                rectification("replied", "verifying"),
                *explanation(
                    "replied",
                    "verifying",
                    "overdue",
                    grounds=(*EXPLANATIONS, ("prompt_only", "仅作提示，不再跟进")),
                ),
                *escalation(
                    "overdue",
                    "replied",
                    "verifying",
                    label="升级为意见书",
                    grounds=GROUNDS,
                    guards=(g.no_other_procedure,),
                ),
                revocation("issued", "serving", "service_failed", "served", "awaiting_reply"),
                feedback(*CLOSED),
                filing(*CLOSED),
            ),
            clocks=(
                *clocks.COMPLAINT_CLOCKS,
                clocks.delivery_clock("签发后送达", "record_service"),
                *clocks.reply_clocks("ND3", "提示函", WorkingDays(10), f"{clocks.NEIMENGGU}第二十一条"),
                *clocks.FOLLOW_UP_CLOCKS,
                clocks.feedback_clock(*CLOSED),
            ),
            overlays=OVERLAYS,
            approvals=tuple(OVERLAYS),
        ),
        settled_by=("confirm_rectified", "accept_explanation"),
    )
)
