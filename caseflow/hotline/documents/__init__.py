"""The papers of a ticket (工单文书, domain §4.9, §4.10)."""

from caseflow.hotline.documents.inside import INSIDE
from caseflow.hotline.documents.told import TOLD

PAPERS = (*TOLD, *INSIDE)
