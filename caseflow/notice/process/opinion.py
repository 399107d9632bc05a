"""意见书: on proven facts the union demands correction and a written answer (工会法 第二十三条)."""

from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.checks import check
from caseflow.kernel.machine import Process
from caseflow.kernel.oversight import overseen
from caseflow.notice.process import clocks, data, states
from caseflow.notice.process import guards as g
from caseflow.notice.process.closing import feedback, filing, procuratorate, revocation
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
    data.LEGAL_REPRESENTATIVE,
    data.EMPLOYER_ADDRESS,
    data.SANITISED_FACTS,
    *data.EXTENT,
    data.BREACHES,
    data.LEGAL_BASIS,
    data.DEMANDED,
    data.RECTIFY_BY,
    data.REPLY_DAYS,
    data.COPY_TO,
    data.CONTACT,
)

GROUNDS = (
    ("refused", "拒收意见书"),
    ("unanswered", "逾期未答复"),
    ("uncorrected", "未改正，无正当理由"),
)

OPEN = (*states.PREPARED, *states.SERVED, *states.ANSWERED)
ENDS = (
    states.RECTIFIED,
    states.EXPLAINED,
    states.ended("escalated", "已转建议书"),
    states.REFERRED,
    states.REVOKED,
    states.NOT_SENT,
)
CLOSED = states.names(*ENDS)

OPENING = (g.no_other_procedure, g.reminder_came_first)

OPINION = check(
    overseen(
        Process(
            name="opinion",
            label="意见书",
            family="notice",
            facts=NoticeFacts,
            states=(*OPEN, *ENDS, states.ARCHIVED),
            transitions=(
                proposal(*OPENING),
                *drafting(LETTER, *OPENING),
                reassignment(*states.names(*OPEN)),
                ACCEPT_COMPLAINT,
                *INVESTIGATION,
                *submission(*OPENING, g.facts_are_proven),
                *review(data.FACTS_PROVEN, data.BASIS_RIGHT),
                *signature("工会劳动法律监督意见书", g.no_other_procedure),
                *SERVICE,
                *REPLYING,
                *more_time("ND4", "ND12"),
                VERIFY,
                rectification("verifying"),
                *explanation("replied", "verifying"),
                *escalation(
                    "overdue", "replied", "verifying", "service_failed", label="升级为建议书", grounds=GROUNDS
                ),
                procuratorate("overdue", "replied", "verifying", "service_failed"),
                revocation("issued", "serving", "service_failed", "served", "awaiting_reply"),
                feedback(*CLOSED),
                filing(*CLOSED),
            ),
            clocks=(
                *clocks.COMPLAINT_CLOCKS,
                clocks.delivery_clock("签发后送达", "record_service"),
                *clocks.reply_clocks("ND4", "意见书", WorkingDays(15), f"{clocks.ZHEJIANG}第二十二条"),
                *clocks.FOLLOW_UP_CLOCKS,
                clocks.feedback_clock(*CLOSED),
            ),
            overlays=OVERLAYS,
            approvals=tuple(OVERLAYS),
        ),
        settled_by=("confirm_rectified", "accept_explanation"),
    )
)
