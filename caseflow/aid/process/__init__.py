"""Legal aid as law and house rules have it (法律援助, domain §2.2).

An application is decided by two people, or referred to the state's centre. Provisional aid comes before the
papers: a lawyer is assigned at once, the mark `papers_owed` goes along with the case, and it is not concluded
until a reviewer has regularised it or ended it. No fee is ever taken from the worker (法律援助法 第二十条),
so no action asks for one; the lawyer's subsidy is only confirmed as paid.
"""

from caseflow.aid.process.applying import APPLICATION, REFERRAL, SUPPLEMENT
from caseflow.aid.process.clocks import CLOCKS
from caseflow.aid.process.deciding import DECISION, OBJECTIONS, PROVISIONAL
from caseflow.aid.process.facts import AidFacts
from caseflow.aid.process.representing import ENGAGEMENT, FILE, WORK
from caseflow.aid.process.states import OVERLAYS, PROPOSALS, STATES
from caseflow.kernel.checks import check
from caseflow.kernel.machine import Process
from caseflow.kernel.oversight import overseen

__all__ = ["AID", "AidFacts"]

AID = check(
    overseen(
        Process(
            name="aid",
            label="法律援助",
            family="aid",
            facts=AidFacts,
            states=STATES,
            transitions=(
                *APPLICATION,
                *SUPPLEMENT,
                *REFERRAL,
                *DECISION,
                *PROVISIONAL,
                *OBJECTIONS,
                *ENGAGEMENT,
                *WORK,
                *FILE,
            ),
            clocks=CLOCKS,
            overlays=OVERLAYS,
            approvals=PROPOSALS,
        ),
        settled_by=("conclude",),
    )
)
