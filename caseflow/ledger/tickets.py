"""One appeal of the ledger taken through the ticket's process, with what grew from it (台账工单)."""

from datetime import date, timedelta

from caseflow.casework.parties import Employer, Person
from caseflow.hotline.actions import Call, new_ticket
from caseflow.hotline.models import Ticket
from caseflow.hotline.triage import Signals, priority_of
from caseflow.kernel.errors import Incomplete
from caseflow.ledger import aid, mediations
from caseflow.ledger.appeals import AID, MEDIATION, UNREACHED, Appeal, appeal_of
from caseflow.ledger.diary import Diary
from caseflow.ledger.filing import UNTOLD, Finished, archiving, put_away
from caseflow.ledger.office import Office
from caseflow.ledger.reading import Row

NAME = "工单"
SATISFIED = ("satisfied", "basically")
COMPLAINT = "TS"
COLLECTIVE = 10
"""Workers from which an appeal is 特别复杂 (群体性)."""


def take_over(office: Office, row: Row) -> list[str]:
    """Make the ticket of the row and what grew from it; says what was made.

    Raises:
        DomainError: the row cannot be read, was taken over before, or a step is refused.
    """
    appeal = appeal_of(row, office.today)
    town = office.units.get(appeal.town)
    if town is None:
        raise Incomplete({"所属乡镇（街道）": f"没有“{appeal.town}”这个单位，请先导入单位名录"})
    end = appeal.finished_on or office.today
    diary = Diary.of(appeal.received_on, _day_before(office, appeal.received_on, end), office.calendar)
    ticket = _register(office, appeal, diary)
    _dispatch(office, appeal, ticket, town, diary)
    if appeal.finished_on is None:
        office.leave(ticket)
        return [NAME]
    finished = _finish(office, appeal, ticket, diary)
    put_away(office, finished, diary)
    return [each.what for each in finished]


def _day_before(office: Office, first: date, last: date) -> date:
    """The working day before the last one: the answer comes before the call back."""
    return max(first, office.calendar.assumed.previous_working(last))


def _register(office: Office, appeal: Appeal, diary: Diary) -> Ticket:
    at, desk = diary.then(), office.desks.intake
    call = Call(
        opening="register",
        appeal={},
        workers=() if appeal.anonymous else (Person(name=appeal.caller, phone=appeal.phone),),
        employer=Employer(name=appeal.employer) if appeal.employer else None,
    )
    ticket = new_ticket(office.session, call, office.matter(appeal.key, desk, at))
    office.begin(
        ticket,
        "register",
        desk,
        at,
        channel=appeal.channel,
        received_at=at,
        service=COMPLAINT,
        category=appeal.category,
        facts_text=appeal.told,
        real_name=not appeal.anonymous,
        is_worker_self=True,
        employer_known=bool(appeal.employer),
        work_place=appeal.town,
        headcount=appeal.headcount,
        wishes_reply=True,
        confidential=False,
        amount=appeal.amount,
        privacy_notice=True,
    )
    return ticket


def _dispatch(office: Office, appeal: Appeal, ticket: Ticket, town: int, diary: Diary) -> None:
    desk = office.desks.intake
    signals = Signals(service=COMPLAINT, category=appeal.category, headcount=appeal.headcount)
    priority, _ = priority_of(signals)
    office.act(ticket, "submit", desk, diary.then(), priority=priority, duplicates_checked=True)
    office.act(ticket, "dispatch", desk, diary.then(), unit_id=town, grade=_grade(appeal))


def _grade(appeal: Appeal) -> str:
    if appeal.headcount >= COLLECTIVE:
        return "complex"
    return "difficult" if appeal.ways & {AID, MEDIATION} else "general"


def _finish(office: Office, appeal: Appeal, ticket: Ticket, diary: Diary) -> list[Finished]:
    desk = office.desks.unit
    handler = office.handler(appeal.handler) or desk.user_id
    office.act(ticket, "sign_in", desk, diary.then(1), handler_id=handler, no_conflict=True)
    at, by = diary.then(), _told_by(appeal)
    office.act(ticket, "log_first_contact", desk, at, contacted_at=at, contacted_by=by, summary=UNTOLD)
    children = [
        follow(office, appeal, ticket, diary)
        for way, follow in ((MEDIATION, mediations.follow), (AID, aid.follow))
        if way in appeal.ways
    ]
    _answer(office, appeal, ticket, diary)
    _close(office, appeal, ticket, diary)
    return [Finished(NAME, ticket, (archiving(office, ticket),)), *children]


def _told_by(appeal: Appeal) -> str:
    return "phone" if appeal.phone else "in_person"


def _answer(office: Office, appeal: Appeal, ticket: Ticket, diary: Diary) -> None:
    at = diary.at_last()
    ways, handler = "、".join(sorted(appeal.ways)), appeal.handler or "未载明"
    office.act(
        ticket,
        "submit_result",
        office.desks.unit,
        at,
        findings=appeal.told,
        measures=f"办理方式：{ways}；承办人：{handler}",
        result=appeal.result,
        legal_basis=UNTOLD,
        told_at=at,
        told_by=_told_by(appeal),
        recovered_amount=appeal.recovered,
        persons_helped=appeal.headcount,
    )
    checks = dict.fromkeys(("facts_clear", "all_answered", "basis_right", "caller_told"), True)
    office.act(ticket, "pass_review", office.desks.intake, diary.then(), **checks)


def _close(office: Office, appeal: Appeal, ticket: Ticket, diary: Diary) -> None:
    tried = [diary.at + timedelta(hours=hours) for hours in (1, 2)]
    diary.last = appeal.finished_on or diary.last
    at, desk = diary.at_last(), office.desks.callback
    if appeal.opinion == UNREACHED:
        tries = {"first_try_at": tried[0], "second_try_at": tried[1], "third_try_at": at}
        office.act(ticket, "close_unreached", desk, at, **tries)
        return
    office.act(
        ticket,
        "close",
        desk,
        at,
        called_at=at,
        reached=True,
        resolved="yes" if appeal.opinion in SATISFIED else "unanswered",
        satisfaction=appeal.opinion,
    )
