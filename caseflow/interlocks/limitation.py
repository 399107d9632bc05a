"""What bears on the limitation of the claim (R9, R10)."""

from caseflow.casework import limitations
from caseflow.casework.models import Proceeding
from caseflow.casework.step import Step
from caseflow.interlocks.common import session_of
from caseflow.kernel.calendar import local_day


def note_call(proceeding: Proceeding, step: Step) -> None:
    """The call itself is no safe interruption (R9)."""
    _limitation(proceeding, step, "hotline_call", "热线记录")


def note_beginning(proceeding: Proceeding, step: Step) -> None:
    """Whatever a matter begins with tells when it happened (R9, R10)."""
    session, matter = session_of(proceeding), proceeding.matter
    if proceeding.parent_id is None and matter.event_on:
        limitations.note_event(
            session, matter, "knew", matter.event_on, evidence="诉求人陈述", viewer=step.viewer, at=step.at
        )
        limitations.raise_if_near(session, matter, at=step.at)


def count_by_known_last_day(proceeding: Proceeding, step: Step) -> None:
    """Aid that grows from a matter counts by the last day that is known there (R10, LD4)."""
    at = step.recorded_at or step.at
    limitations.reckon(session_of(proceeding), proceeding.matter, at=at)


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
        session_of(proceeding),
        proceeding.matter,
        kind,
        on,
        evidence=evidence,
        viewer=step.viewer,
        at=step.recorded_at or step.at,
    )
