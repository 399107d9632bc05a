"""公开提示函: a public reminder to all employers of an area; nobody is addressed, nobody owes an answer."""

from caseflow.kernel.checks import check
from caseflow.kernel.machine import STAY, Datum, Kind, Process, Transition
from caseflow.kernel.oversight import overseen
from caseflow.kernel.roles import Role
from caseflow.notice.process import clocks, data, states
from caseflow.notice.process.closing import filing, revocation
from caseflow.notice.process.facts import NoticeFacts
from caseflow.notice.process.preparing import drafting, reassignment, review, signature, submission

LETTER = (
    data.SOURCE,
    data.HANDLER,
    data.OCCASION,
    data.PURPOSE,
    data.AREAS,
    data.LEGAL_BASIS,
    data.DUTIES,
    data.CHANNELS,
    data.VALID_UNTIL,
    data.CONTACT,
)

PUBLISH = Transition(
    "publish",
    "公开发布",
    ("issued",),
    "published",
    (Role.SUPERVISOR,),
    needs=(
        Datum("published_on", "发布日期", Kind.DATE),
        data.CHANNELS,
        Datum("proof", "发布网址或存证", Kind.TEXT),
    ),
    document="发布记录",
    ref="N5",
)

RECORD_REACH = Transition(
    "record_reach",
    "登记覆盖情况",
    ("published",),
    STAY,
    (Role.SUPERVISOR,),
    needs=(
        Datum("employers_reached", "覆盖单位数", Kind.NUMBER, least=0),
        Datum("reads", "阅读量", Kind.NUMBER, required=False, least=0),
    ),
)

ENDS = (states.ended("published", "已公开发布"), states.REVOKED, states.NOT_SENT)

PUBLIC_REMINDER = check(
    overseen(
        Process(
            name="public_reminder",
            label="公开提示函",
            family="notice",
            facts=NoticeFacts,
            states=(*states.PREPARED, *ENDS, states.ARCHIVED),
            transitions=(
                *drafting(LETTER),
                reassignment(*states.names(*states.PREPARED)),
                *submission(),
                *review(data.BASIS_RIGHT),
                *signature("公开提示函"),
                PUBLISH,
                RECORD_REACH,
                revocation("issued", "published"),
                filing(*states.names(*ENDS)),
            ),
            clocks=(clocks.delivery_clock("签发后公开发布", "publish", ("issued",)),),
        ),
    )
)
