"""What remains for the worker: arbitration and aid after a failed mediation (R5), aid beside a suit (R17)."""

from caseflow.casework.guidance import arbitration_guidance
from caseflow.casework.models import Proceeding
from caseflow.casework.step import Step
from caseflow.casework.suggestions import suggest
from caseflow.interlocks.common import note, session_of

BARRING = ("inspection", "arbitration", "suit")  # no 意见书 beside one on the same claim (R17)


def offer_arbitration_and_aid(proceeding: Proceeding, step: Step) -> None:
    """Guidance where and until when to apply, and legal aid; after a default also the payment order (R5)."""
    guidance = arbitration_guidance(proceeding.matter, defaulted=step.action == "default")
    note(proceeding, step, "arbitration_guidance", guidance=list(guidance))
    reason = f"{step.transition.label}，可为职工提供法律援助申请仲裁"
    suggest(session_of(proceeding), proceeding, "R5", "aid", reason, at=step.at)


def offer_aid_beside_other_procedure(proceeding: Proceeding, step: Step) -> None:
    """Where inspection, arbitration or a suit runs, the union sends no letter but offers aid (R17)."""
    if proceeding.matter.other_procedure in BARRING:
        reason = "同一请求已在其他程序中，不另发意见书；可提供法律援助并跟踪结果"
        suggest(session_of(proceeding), proceeding, "R17", "aid", reason, at=step.at)
