"""Mediation as law and house rules have it (劳动争议调解, domain §2.4).

Mediation is voluntary: one clear refusal ends it (人民调解法 第十七条). A period that runs out only proposes
the end; a person ends it. Sessions are private (企业劳动争议协商调解规定 第二十四条), and concessions are no
evidence later (第十一条第二款). Courts and commissions are no users here: the liaison records what they
decide, and a payment order is a row of records in `defaulted`, not a stage.
"""

from caseflow.kernel.checks import check
from caseflow.kernel.machine import Process
from caseflow.kernel.oversight import overseen
from caseflow.mediation.process.agreement_clocks import AGREEMENT_CLOCKS
from caseflow.mediation.process.applying import ACCEPTANCE, APPLICATION, APPOINTMENT
from caseflow.mediation.process.facts import MediationFacts
from caseflow.mediation.process.mediating import AGREEMENT, ENDING, HOLD, SESSIONS
from caseflow.mediation.process.performing import CONFIRMATION, FILE, PERFORMANCE, REMEDIES
from caseflow.mediation.process.states import OVERLAYS, STATES
from caseflow.mediation.process.talk_clocks import TALK_CLOCKS

__all__ = ["MEDIATION", "MediationFacts"]

MEDIATION = check(
    overseen(
        Process(
            name="mediation",
            label="劳动争议调解",
            family="mediation",
            facts=MediationFacts,
            states=STATES,
            transitions=(
                *APPLICATION,
                *ACCEPTANCE,
                *APPOINTMENT,
                *SESSIONS,
                *HOLD,
                *AGREEMENT,
                *ENDING,
                *CONFIRMATION,
                *PERFORMANCE,
                *REMEDIES,
                *FILE,
            ),
            clocks=(*TALK_CLOCKS, *AGREEMENT_CLOCKS),
            overlays=OVERLAYS,
        ),
        settled_by=("perform",),
    )
)
