"""建议书: the employer did not correct; the union asks the competent authority to act."""

from caseflow.kernel.checks import check
from caseflow.kernel.machine import Process
from caseflow.kernel.oversight import overseen
from caseflow.notice.process import clocks, data, states
from caseflow.notice.process import guards as g
from caseflow.notice.process.authority import ASKED, DECISION, DELIVERY, OUTCOME, URGE_AUTHORITY
from caseflow.notice.process.closing import feedback, filing, procuratorate, revocation
from caseflow.notice.process.facts import NoticeFacts
from caseflow.notice.process.preparing import (
    INVESTIGATION,
    drafting,
    proposal,
    reassignment,
    review,
    signature,
    submission,
)
from caseflow.notice.process.replying import (
    ESCALATION,
    EXPLANATION,
    OVERLAYS,
    escalation,
    explanation,
    rectification,
)

LETTER = (
    data.SOURCE,
    *data.COMPLAINT,
    *data.SUBJECT,
    data.HANDLER,
    data.AUTHORITY,
    *data.EMPLOYER,
    data.PRIOR_LETTERS,
    data.OPINION_REFUSED,
    data.SANITISED_FACTS,
    data.BREACHES,
    data.LEGAL_BASIS,
    data.SUGGESTION,
    data.SUGGESTION_DETAIL,
    data.EVIDENCE_INDEX,
    data.WORKERS_ANNEX,
    data.SHARING_BASIS,
    data.FEEDBACK_BY,
    data.COPY_TO,
    data.CONTACT,
)

GROUNDS = (
    ("declined", "机关不予立案"),
    ("silent", "机关逾期未立案或未反馈"),
    ("uncorrected", "机关处理后仍未改正"),
)

OPEN = (*states.PREPARED, states.SERVING, *ASKED)
ENDS = (
    states.RECTIFIED,
    states.EXPLAINED,
    states.ended("escalated", "已提请联席会议"),
    states.REFERRED,
    states.REVOKED,
    states.NOT_SENT,
)
CLOSED = states.names(*ENDS)

ASKED_NAMES = states.names(*ASKED)

RECOMMENDATION = check(
    overseen(
        Process(
            name="recommendation",
            label="建议书",
            family="notice",
            facts=NoticeFacts,
            states=(*OPEN, *ENDS, states.ARCHIVED),
            transitions=(
                proposal(g.issuer_is_county_level),
                *drafting(LETTER, g.issuer_is_county_level),
                reassignment(*states.names(*OPEN)),
                *INVESTIGATION,
                *submission(g.issuer_is_county_level, g.rests_on_an_opinion),
                *review(data.FACTS_PROVEN, data.BASIS_RIGHT),
                *signature("工会劳动法律监督建议书", g.issuer_is_county_level),
                *DELIVERY,
                *DECISION,
                *OUTCOME,
                URGE_AUTHORITY,
                rectification(*ASKED_NAMES, seen_by=(data.VERIFIERS,)),
                *explanation("authority_declined", "authority_result"),
                *escalation(*ASKED_NAMES, label="提请联席会议会商", grounds=GROUNDS),
                procuratorate(*ASKED_NAMES),
                revocation("issued", "serving"),
                feedback(*CLOSED),
                filing(*CLOSED),
            ),
            clocks=(
                clocks.delivery_clock("签发后送达", "authority_received", ("issued", "serving")),
                *clocks.AUTHORITY_CLOCKS,
                clocks.feedback_clock(*CLOSED),
            ),
            overlays={name: OVERLAYS[name] for name in (EXPLANATION, ESCALATION)},
            approvals=(EXPLANATION, ESCALATION),
        ),
        settled_by=("confirm_rectified", "accept_explanation"),
    )
)
