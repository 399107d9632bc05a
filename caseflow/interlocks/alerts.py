"""Calls that ask the union to look into an employer by itself (R14–R16)."""

from datetime import timedelta

import sqlalchemy as sa

from caseflow.casework.models import EmployerRecord, Matter, Party, Proceeding, Suggestion
from caseflow.casework.register.families import same_as
from caseflow.casework.register.repeats import DAYS, MANY
from caseflow.casework.register.screening import put_on
from caseflow.casework.step import Step
from caseflow.casework.suggestions import suggest
from caseflow.extensions import UtcDateTime
from caseflow.interlocks.common import session_of
from caseflow.interlocks.remedies import BARRING
from caseflow.notice.clauses.library import LIBRARY

DISMISSED = ("0301", "0303")
"""Categories in which the employer ends the contract by itself (单方解除)."""

PREGNANT_OR_NURSING = "0801"
KINDS = 2
"""So many different categories against one employer call for a look, too (R16)."""

ASK_UNION = "单方解除劳动合同：请核对单位是否建会、解除前是否将理由通知工会；没有通知的，建议发提示函"
PROTECTED = "涉及孕期、产期、哺乳期女职工，建议发提示函，必要时发意见书"


def alert_to_employer(proceeding: Proceeding, step: Step) -> None:
    """A dismissal of which the union may not know (R14), or of somebody whom the law protects (R15)."""
    category = proceeding.matter.category
    if category in DISMISSED:
        _propose(proceeding, step, "R14", ASK_UNION, "L0302", "L0301")
    elif category == PREGNANT_OR_NURSING:
        _propose(proceeding, step, "R15", PROTECTED, "L0801", "L0306", "L0307")


def alert_to_repeats(proceeding: Proceeding, step: Step) -> None:
    """Many matters, or several kinds of them, on one employer in ninety days: a letter, and a look (R16).

    Matters of earlier years call for neither now.
    """
    matter = proceeding.matter
    record = matter.employer.employer_record_id if matter.employer else None
    if matter.imported or record is None:
        return
    session = session_of(proceeding)
    since = step.at - timedelta(days=DAYS)
    which = {"record": record, "since": since, "until": step.at}
    matters, kinds, answered = session.execute(_LATELY, which).one()
    if answered or (matters < MANY and kinds < KINDS):
        return
    because = f"同一单位{DAYS}日内{matters}件诉求、{kinds}类问题"
    put_on(session, record, proceeding.unit_id, because, by=step.viewer.user_id, at=step.at, rule="R16")
    _propose(proceeding, step, "R16", f"{because}，建议主动发提示函；已列入矛盾纠纷排查")


def _propose(proceeding: Proceeding, step: Step, rule: str, reason: str, *clauses: str) -> None:
    """Propose a 提示函 with what the clauses say, unless the same claim is somewhere else already (R17)."""
    matter = proceeding.matter
    if matter.other_procedure in BARRING or matter.imported:
        return
    found = [LIBRARY.clauses[code] for code in clauses]
    told = {
        "legal_basis": "\n".join(clause.cited for clause in found),
        "measures": "\n".join(clause.demanded for clause in found),
    }
    data = {"source": "ticket", **{name: text for name, text in told.items() if text}}
    suggest(session_of(proceeding), proceeding, rule, "reminder", reason, at=step.at, data=data)


_of_employer = Party.employer_record_id.in_(same_as(EmployerRecord, sa.bindparam("record", type_=sa.Integer)))
_MATTERS = (
    sa.select(Matter.id, Matter.category)
    .join(Party, sa.and_(Party.matter_id == Matter.id, Party.id == Matter.employer_id))
    .where(
        _of_employer,
        Matter.opened_at > sa.bindparam("since", type_=UtcDateTime),
        Matter.opened_at <= sa.bindparam("until", type_=UtcDateTime),
    )
    .cte("lately")
)
_ANSWERED = sa.or_(
    sa.exists().where(Suggestion.matter_id.in_(sa.select(_MATTERS.c.id)), Suggestion.rule == "R16"),
    sa.exists().where(Proceeding.matter_id.in_(sa.select(_MATTERS.c.id)), Proceeding.process == "reminder"),
)
_LATELY = sa.select(
    sa.func.count(_MATTERS.c.id.distinct()),
    sa.func.count(_MATTERS.c.category.distinct()),
    _ANSWERED,
).select_from(_MATTERS)
"""Matters on the employer in the last days, their categories, whether a letter was proposed or drafted."""
