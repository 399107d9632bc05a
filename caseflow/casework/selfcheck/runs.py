"""Looks that were taken, and what they found."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.models import SelfCheck
from caseflow.casework.selfcheck.checks import CHECKS, Finding
from caseflow.extensions import db
from caseflow.kernel.roles import SYSTEM, Viewer


@dataclass(frozen=True)
class Report:
    """What a look found, by the code of the check; nothing stands for a check that holds."""

    at: datetime
    by_id: int
    findings: dict[str, list[Finding]]

    def __str__(self) -> str:
        """How many findings, for the log of the nightly run."""
        return f"{sum(map(len, self.findings.values()))} 处需要处理"


def look(*, viewer: Viewer, at: datetime) -> Report:
    """Go through every check now, and keep what was found."""
    findings = {check.code: list(check.findings(db.session(), at)) for check in CHECKS}
    found = [[code, f.text, f.proceeding_id] for code, some in findings.items() for f in some]
    with transaction() as session:
        session.add(SelfCheck(at=at, by_id=viewer.user_id, findings=found))
    return Report(at, viewer.user_id, findings)


def nightly(*, at: datetime) -> Report:
    """The look that the scheduler takes (每晚自检)."""
    return look(viewer=SYSTEM, at=at)


def latest() -> Report | None:
    """The newest look; None before the first."""
    kept = db.session.scalars(sa.select(SelfCheck).order_by(SelfCheck.id.desc()).limit(1)).first()
    if kept is None:
        return None
    findings: dict[str, list[Finding]] = {check.code: [] for check in CHECKS}
    for code, text, proceeding_id in kept.findings:
        findings.setdefault(code, []).append(Finding(text, proceeding_id))
    return Report(kept.at, kept.by_id, findings)
