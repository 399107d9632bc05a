"""The legal aid that a row of the ledger tells of, from the application to its end (台账法律援助, L1–L14)."""

from caseflow.aid.models import AidCase
from caseflow.casework.models import Proceeding
from caseflow.ledger.appeals import Appeal
from caseflow.ledger.diary import Diary
from caseflow.ledger.filing import UNTOLD, FilingStep, Finished, archiving
from caseflow.ledger.office import Office

NAME = "法律援助"

MATTERS = {"01": "pay", "05": "social_insurance", "06": "injury"}
"""What is asked for, by the first level of the subject."""

RELATION = "0201"
LONGEST_LINE = 200


def follow(office: Office, appeal: Appeal, ticket: Proceeding, diary: Diary) -> Finished:
    """Open the case from the ticket and take it to its conclusion on the last day of the diary."""
    case = AidCase(matter=ticket.matter, parent_id=ticket.id, unit_id=ticket.unit_id)
    _apply(office, appeal, case, diary)
    child = {"child": "aid", "reason": f"发起{NAME}"}
    office.act(ticket, "open_child", office.desks.intake, diary.then(), **child)
    _decide(office, appeal, case, diary)
    _represent(office, appeal, case, diary)
    return Finished(NAME, case, _file_steps(office, case))


def _apply(office: Office, appeal: Appeal, case: AidCase, diary: Diary) -> None:
    at = diary.then(1)
    office.begin(
        case,
        "apply",
        office.desks.intake,
        at,
        track="union",
        received_on=diary.today,
        identity_checked=True,
        dispute_facts=appeal.told,
        claim=appeal.told,
        evidence_list=UNTOLD,
        matter_type=_matter_type(appeal),
        means_ground="union_terms",
    )


def _matter_type(appeal: Appeal) -> str:
    return "relation" if appeal.category == RELATION else MATTERS.get(appeal.category[:2], "other")


def _decide(office: Office, appeal: Appeal, case: AidCase, diary: Diary) -> None:
    reviewer, head = office.desks.aid_review, office.desks.head
    office.act(case, "start_review", reviewer, diary.then(), track="union")
    terms = {"matter_type": _matter_type(appeal), "means_ground": "union_terms", "ground": UNTOLD}
    office.act(case, "propose_grant", reviewer, diary.then(1), **terms)
    office.act(case, "approve", head, diary.then(1))
    checks = dict.fromkeys(("licensed", "no_conflict", "load_balanced"), True)
    office.act(case, "assign", head, diary.then(1), handler_id=office.desks.lawyer.user_id, **checks)


def _represent(office: Office, appeal: Appeal, case: AidCase, diary: Diary) -> None:
    lawyer = office.desks.lawyer
    at = diary.then(1)
    signed = {"agreement_signed": True, "power_signed": True}
    office.act(case, "engage", lawyer, at, engaged_on=diary.today, **signed)
    office.act(case, "start_representation", lawyer, diary.then(), forum=_forum(appeal), right_kept=True)
    office.act(
        case,
        "conclude",
        lawyer,
        diary.at_last(),
        outcome=_outcome(appeal),
        instrument=appeal.result[:LONGEST_LINE],
        awarded_amount=appeal.recovered,
        received_amount=appeal.recovered,
    )


def _forum(appeal: Appeal) -> str:
    if "仲裁" in appeal.result:
        return "arbitration"
    if any(word in appeal.result for word in ("判决", "诉讼", "法院")):
        return "suit"
    return "mediation" if "调解" in appeal.result else "negotiation"


def _outcome(appeal: Appeal) -> str:
    """As the ledger tells it: settled, or what was recovered of what was asked for."""
    if any(word in appeal.result for word in ("调解", "和解", "协商")):
        return "settled"
    if not appeal.recovered or appeal.amount is None:
        return "other"
    return "granted" if appeal.recovered >= appeal.amount else "partly"


def _file_steps(office: Office, case: AidCase) -> tuple[FilingStep, ...]:
    desks = office.desks
    return (
        FilingStep(5, "submit_file", desks.lawyer, {"file_list_complete": True}),
        FilingStep(3, "review_file", desks.aid_review, {"quality_score": 100, "subsidy_rule": UNTOLD}),
        FilingStep(2, "settle", desks.head, {"finance_confirmed": True}),
        archiving(office, case),
    )
