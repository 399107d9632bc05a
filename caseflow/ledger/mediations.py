"""The mediation that a row of the ledger tells of (台账调解, M1–M13).

What was recovered was agreed and paid; where nothing was, the mediation failed.
"""

from caseflow.casework.models import Proceeding
from caseflow.ledger.appeals import Appeal
from caseflow.ledger.diary import Diary
from caseflow.ledger.filing import UNTOLD, Finished, archiving
from caseflow.ledger.office import Office
from caseflow.mediation.models import Mediation

NAME = "调解"


def follow(office: Office, appeal: Appeal, ticket: Proceeding, diary: Diary) -> Finished:
    """Open the mediation from the ticket and take it to its end."""
    case = Mediation(matter=ticket.matter, parent_id=ticket.id, unit_id=ticket.unit_id)
    _apply(office, appeal, case, diary)
    child = {"child": "mediation", "reason": f"发起{NAME}"}
    office.act(ticket, "open_child", office.desks.intake, diary.then(), **child)
    _begin(office, case, diary)
    if appeal.recovered:
        _agree(office, appeal, case, diary)
    else:
        _fail(office, appeal, case, diary)
    return Finished(NAME, case, (archiving(office, case),))


def _apply(office: Office, appeal: Appeal, case: Mediation, diary: Diary) -> None:
    at = diary.then(1)
    office.begin(
        case,
        "apply",
        office.desks.intake,
        at,
        org_type="peoples",
        applicant="worker",
        received_on=diary.today,
        request=appeal.told,
        dispute_facts=appeal.told,
        reasons=UNTOLD,
    )


def _begin(office: Office, case: Mediation, diary: Diary) -> None:
    head, mediator = office.desks.head, office.desks.mediator
    at = diary.then()
    asked = {"contacted_at": at, "contact_channel": "phone", "contact_tries": 1}
    office.act(case, "ask_other_party", head, at, **asked)
    told = {"in_scope": True, "other_party": "agrees", "rights_told": True}
    office.act(case, "accept", head, diary.then(1), **told)
    panel = (mediator.user_id, office.desks.second_mediator.user_id)
    named = {"handler_id": mediator.user_id, "panel_ids": panel, "no_conflict": True}
    office.act(case, "assign", head, diary.then(), **named)
    at = diary.then(1)
    session = {"held_at": at, "place_kind": "on_site", "place": UNTOLD, "attendance": UNTOLD, "notes": UNTOLD}
    office.act(case, "open_session", mediator, at, **session)


def _agree(office: Office, appeal: Appeal, case: Mediation, diary: Diary) -> None:
    mediator, at = office.desks.mediator, diary.then(1)
    office.act(
        case,
        "agree",
        mediator,
        at,
        terms=appeal.result,
        agreed_amount=appeal.recovered,
        performance_due_on=diary.last,
        account_named=True,
        default_clause=UNTOLD,
        lawful=True,
        represented_consent=True,
    )
    signed = dict.fromkeys(("worker_signed", "employer_signed", "mediator_signed", "sealed"), True)
    office.act(case, "effect", mediator, diary.then(), effective_on=diary.today, **signed)
    at = diary.then(1)
    paid = {"performed_on": diary.today, "performed_amount": appeal.recovered, "proof": UNTOLD}
    office.act(case, "perform", mediator, at, **paid)


def _fail(office: Office, appeal: Appeal, case: Mediation, diary: Diary) -> None:
    because = {"fail_reason": "no_agreement", "reason": appeal.result, "arbitration_told": True}
    office.act(case, "fail", office.desks.mediator, diary.then(1), **because)
