"""What one process triggers in another (domain §3), as rows (process, action) → reactions.

A reaction runs in the transaction of the action it reacts to: it adds rows and never commits. R17 and R22
refuse actions and are therefore guards of the processes themselves; here is what they offer instead.
"""

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from caseflow.casework import engine, limitations
from caseflow.casework.directory import Directory
from caseflow.casework.guidance import arbitration_guidance
from caseflow.casework.models import Matter, Party, Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.step import Step
from caseflow.casework.suggestions import suggest, taken_up_by
from caseflow.casework.wiring import ENDED, Reaction
from caseflow.hotline.repeats import tell_of_repeat
from caseflow.kernel.calendar import local_day
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import SYSTEM
from caseflow.registry import MODELS

BARRING = ("inspection", "arbitration", "suit")  # no 意见书 beside one on the same claim (R17)
COLLECTIVE = 10  # workers with a common claim (劳动争议调解仲裁法 第七条)
SAME_EMPLOYER_DAYS = 30
APPEALS = ("ticket", "aid", "mediation")
"""What a worker brings; letters and transfers are the union's own."""

NEXT_LETTER = {"reminder": "opinion", "opinion": "recommendation"}
NEXT_LABEL = {"opinion": "意见书", "recommendation": "建议书"}


def _session(proceeding: Proceeding) -> Session:
    session = object_session(proceeding)
    if session is None:
        raise RuntimeError("the proceeding belongs to no session")
    return session


def _note(proceeding: Proceeding, step: Step, action: str, **data: object) -> None:
    """Write down what followed from the step, at its time, when it was written down."""
    recorded_at = step.recorded_at
    engine.note(proceeding, action, viewer=SYSTEM, at=step.at, data=data, recorded_at=recorded_at)


# R1, R2: a letter without effect calls for the next rung


def propose_next_letter(proceeding: Proceeding, step: Step) -> None:
    """Silence, refusal or an answer without correction: the next letter is proposed (R1, R2)."""
    because = _without_effect(step)
    if because is None:
        return
    following = NEXT_LETTER[proceeding.process]
    rule = "R1" if following == "opinion" else "R2"
    reason = f"{proceeding.number} {because}，建议发出{NEXT_LABEL[following]}"
    suggest(_session(proceeding), proceeding, rule, following, reason, at=step.at, data=_copied(proceeding))


def _without_effect(step: Step) -> str | None:
    reasons = {"disputes": "单位提出异议", "partial": "单位只部分改正"}
    match step.action:
        case "lapse":
            return "逾期未答复"
        case "record_reply":
            return reasons.get(str(step.given.get("reply_kind")))
        case "record_service" if step.given.get("service_refused"):
            return "单位拒收"
    return None


def _copied(letter: Proceeding) -> dict[str, object]:
    """What the next letter starts with: the facts, the employer and what the first one said."""
    names = ("employer_name", "employer_address", "legal_representative", "breaches", "legal_basis", "source")
    return {name: getattr(letter, name) for name in names if getattr(letter, name)}


def open_next_letter(proceeding: Proceeding, step: Step) -> None:
    """The signatory has decided: the next letter is a draft, with the earlier one as its parent (N12)."""
    session = _session(proceeding)
    following = NEXT_LETTER[proceeding.process]
    letter = MODELS[following](
        matter=proceeding.matter,
        parent_id=proceeding.id,
        unit_id=proceeding.unit_id,
        handler_id=proceeding.handler_id,
        imported=proceeding.imported,
        **{name: value for name, value in _copied(proceeding).items() if name != "source"},
    )
    session.add(letter)
    data = {"source": "letter", "sanitised_facts": proceeding.matter.sanitised_facts}
    engine.open_proceeding(
        letter, "propose", viewer=SYSTEM, at=step.at, data=data, recorded_at=step.recorded_at
    )
    taken_up_by(session, proceeding, following, letter, step)


def start_reply_clock(proceeding: Proceeding, step: Step) -> None:
    """Service is proven: the answer's clock starts at once, from the day on the return (N7)."""
    engine.apply(proceeding, "start_clock", viewer=SYSTEM, at=step.at, recorded_at=step.recorded_at)


# R5: a mediation that fails leaves the worker with arbitration, and help for it


def offer_arbitration_and_aid(proceeding: Proceeding, step: Step) -> None:
    """Guidance where and until when to apply, and legal aid; after a default also the payment order (R5)."""
    guidance = arbitration_guidance(proceeding.matter, defaulted=step.action == "default")
    _note(proceeding, step, "arbitration_guidance", guidance=list(guidance))
    reason = f"{step.transition.label}，可为职工提供法律援助申请仲裁"
    suggest(_session(proceeding), proceeding, "R5", "aid", reason, at=step.at)


# R6: ten workers are a collective dispute


def mark_collective(proceeding: Proceeding, step: Step) -> None:
    """Ten people, or ten appeals against one employer within 30 days; the managers are told at once (R6)."""
    session, matter = _session(proceeding), proceeding.matter
    because = None if matter.collective else _why_collective(session, matter, step)
    if because is None:
        return
    matter.collective = True
    if not matter.imported:
        managers = Directory.read(session).recipients(Recipient.MANAGER, proceeding.unit_id, None, None)
        text = f"达到群体性争议标准（{because}），请关注"
        tell(session, "collective", managers, text, about=proceeding, at=step.at)
    _note(proceeding, step, "mark_collective", headcount=matter.headcount)


def _why_collective(session: Session, matter: Matter, step: Step) -> str | None:
    if matter.headcount >= COLLECTIVE:
        return f"涉及{matter.headcount}人"
    appeals = _appeals_on_employer(session, matter, step)
    return f"同一单位{SAME_EMPLOYER_DAYS}日内{appeals}件诉求" if appeals >= COLLECTIVE else None


def _appeals_on_employer(session: Session, matter: Matter, step: Step) -> int:
    employer = matter.employer
    if employer is None:
        return 0
    same = Party.credit_code == employer.credit_code if employer.credit_code else Party.name == employer.name
    query = (
        sa.select(sa.func.count())
        .select_from(Matter)
        .join(Party, sa.and_(Party.matter_id == Matter.id, Party.id == Matter.employer_id))
        .where(
            same,
            Matter.opened_at > step.at - timedelta(days=SAME_EMPLOYER_DAYS),
            Matter.opened_at <= step.at,
            sa.exists().where(Proceeding.matter_id == Matter.id, Proceeding.process.in_(APPEALS)),
        )
    )
    return session.scalar(query) or 0


# R9, R10: what bears on the limitation


def note_call(proceeding: Proceeding, step: Step) -> None:
    """The call itself is no safe interruption (R9)."""
    _limitation(proceeding, step, "hotline_call", "热线记录")


def note_beginning(proceeding: Proceeding, step: Step) -> None:
    """Whatever a matter begins with tells when it happened (R9, R10)."""
    session, matter = _session(proceeding), proceeding.matter
    if proceeding.parent_id is None and matter.event_on:
        limitations.note_event(
            session, matter, "knew", matter.event_on, evidence="诉求人陈述", viewer=step.viewer, at=step.at
        )
        limitations.raise_if_near(session, matter, at=step.at)


def count_by_known_last_day(proceeding: Proceeding, step: Step) -> None:
    """Aid that grows from a matter counts by the last day that is known there (R10, LD4)."""
    at = step.recorded_at or step.at
    limitations.reckon(_session(proceeding), proceeding.matter, at=at)


def note_mediation_applied(proceeding: Proceeding, step: Step) -> None:
    """Applying for mediation asserts the claim (劳动人事争议仲裁办案规则 第二十七条)."""
    _limitation(proceeding, step, "mediation_applied", "调解申请", "received_on")


def note_mediation_refused(proceeding: Proceeding, step: Step) -> None:
    """The other side refuses mediation (企业劳动争议协商调解规定 第三十一条)."""
    _limitation(proceeding, step, "mediation_refused", "不予受理通知书")


def note_mediation_stopped(proceeding: Proceeding, step: Step) -> None:
    """Mediation ends without an agreement (企业劳动争议协商调解规定 第三十一条)."""
    _limitation(proceeding, step, "mediation_stopped", "调解终止通知书")


def note_agreement_unpaid(proceeding: Proceeding, step: Step) -> None:
    """A mediation agreement is not performed in time (企业劳动争议协商调解规定 第三十一条)."""
    _limitation(proceeding, step, "agreement_unpaid", "调解协议书", "performance_due_on")


def note_letter_served(proceeding: Proceeding, step: Step) -> None:
    """A letter of the union may not name the worker's own claim: it stays uncertain (R9)."""
    _limitation(proceeding, step, "notice_served", "送达回证", "served_on")


def note_employer_agreed(proceeding: Proceeding, step: Step) -> None:
    """The employer says it will pay or has paid in part (劳动人事争议仲裁办案规则 第二十七条)."""
    if step.given.get("reply_kind") in ("corrected", "plan", "partial"):
        _limitation(proceeding, step, "employer_agreed", "单位书面答复", "replied_on")


def note_filed_with_authority(proceeding: Proceeding, step: Step) -> None:
    """An authority has taken the matter (劳动人事争议仲裁办案规则 第二十七条)."""
    _limitation(proceeding, step, "filed_with_authority", "移送回执")


def _limitation(proceeding: Proceeding, step: Step, kind: str, evidence: str, day: str = "") -> None:
    on = (getattr(proceeding, day) if day else None) or local_day(step.at)
    limitations.note_event(
        _session(proceeding),
        proceeding.matter,
        kind,
        on,
        evidence=evidence,
        viewer=step.viewer,
        at=step.recorded_at or step.at,
    )


# R17: another procedure on the same claim


def offer_aid_beside_other_procedure(proceeding: Proceeding, step: Step) -> None:
    """Where inspection, arbitration or a suit runs, the union sends no letter but offers aid (R17)."""
    if proceeding.matter.other_procedure in BARRING:
        reason = "同一请求已在其他程序中，不另发意见书；可提供法律援助并跟踪结果"
        suggest(_session(proceeding), proceeding, "R17", "aid", reason, at=step.at)


# R22: a ticket that waits for what grew from it


RESUME = "resume_after_child"


def resume_ticket(proceeding: Proceeding, step: Step) -> None:
    """The last child has ended: the ticket goes on where it waited (R22)."""
    if proceeding.parent_id is None:
        return
    session = _session(proceeding)
    session.flush()
    parent = session.get_one(Proceeding, proceeding.parent_id, populate_existing=True)
    waits = any(step_on.action == RESUME for step_on in parent.definition.leaving(parent.state))
    if waits and not engine.facts_of(parent, [], step.at).open_children:
        engine.apply(parent, RESUME, viewer=SYSTEM, at=step.at, recorded_at=step.recorded_at)


def report_urgent(proceeding: Proceeding, step: Step) -> None:
    """Danger to people is told to the managers at once (HD6d)."""
    if proceeding.matter.urgent:
        session = _session(proceeding)
        managers = Directory.read(session).recipients(Recipient.MANAGER, proceeding.unit_id, None, None)
        tell(session, "urgent", managers, "紧急事项，请立即关注", about=proceeding, at=step.at)


AT_THE_DESK = (report_urgent, mark_collective, note_call, note_beginning, offer_aid_beside_other_procedure)
LETTERS = ("reminder", "opinion", "recommendation")
CHILDREN = ("aid", *LETTERS, "mediation", "transfer")

REACTIONS: Mapping[tuple[str, str], tuple[Reaction, ...]] = {
    ("ticket", "register"): AT_THE_DESK,
    ("ticket", "import_upstream"): AT_THE_DESK,
    ("ticket", "add_call"): (report_urgent, tell_of_repeat),
    ("reminder", "record_service"): (note_letter_served, start_reply_clock),
    ("reminder", "record_reply"): (note_employer_agreed, propose_next_letter),
    ("reminder", "lapse"): (propose_next_letter,),
    ("reminder", "escalate"): (open_next_letter,),
    ("opinion", "record_service"): (note_letter_served, propose_next_letter, start_reply_clock),
    ("opinion", "record_reply"): (note_employer_agreed, propose_next_letter),
    ("opinion", "lapse"): (propose_next_letter,),
    ("opinion", "escalate"): (open_next_letter,),
    ("aid", "apply"): (mark_collective, note_beginning, count_by_known_last_day),
    ("mediation", "apply"): (mark_collective, note_beginning, note_mediation_applied),
    **{(own, first): (note_beginning,) for own in (*LETTERS, "transfer") for first in ("propose", "draft")},
    ("mediation", "not_accept"): (note_mediation_refused, offer_arbitration_and_aid),
    ("mediation", "fail"): (note_mediation_stopped, offer_arbitration_and_aid),
    ("mediation", "default"): (note_agreement_unpaid, offer_arbitration_and_aid),
    ("transfer", "receive"): (note_filed_with_authority,),
    **{(process, ENDED): (resume_ticket,) for process in CHILDREN},
}
"""(process, action) → what follows, in order."""
