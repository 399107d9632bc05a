"""The papers of mediation (调解文书, domain §4.7)."""

from caseflow.mediation.documents.agreement import AGREEMENT
from caseflow.mediation.documents.applying import APPLYING
from caseflow.mediation.documents.arbitration import ARBITRATION
from caseflow.mediation.documents.talking import TALKING

PAPERS = (*APPLYING, *TALKING, *AGREEMENT, *ARBITRATION)
