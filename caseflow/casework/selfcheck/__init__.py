"""The system looks at itself: what must always hold, and where it does not (自检)."""

from caseflow.casework.selfcheck.checks import CHECKS, Check, Finding
from caseflow.casework.selfcheck.runs import Report, latest, look, nightly

__all__ = ["CHECKS", "Check", "Finding", "Report", "latest", "look", "nightly"]
