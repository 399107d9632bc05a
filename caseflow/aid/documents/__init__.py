"""The papers of legal aid (法律援助文书, domain §4.8)."""

from caseflow.aid.documents.applying import APPLYING
from caseflow.aid.documents.deciding import DECIDING
from caseflow.aid.documents.representing import REPRESENTING

PAPERS = (*APPLYING, *DECIDING, *REPRESENTING)
