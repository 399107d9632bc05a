"""What the papers of legal aid have in common."""

from caseflow.casework.documents.slots import Slot
from caseflow.casework.models import Numbering

AID = ("aid",)
NUMBER = Slot(name="case_no", label="申请编号", required=False)
LAWYER = Slot(name="handler", label="援助律师")


def series(mark: str) -> Numbering:
    """Numbers of a kind: 援决, 援派, 援函."""
    return Numbering(("finish",), "{prefix}援" + mark + "〔{year}〕")
