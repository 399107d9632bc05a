"""A letter without effect calls for the next rung (R1, R2); service starts the clock of the answer."""

from caseflow.casework import engine
from caseflow.casework.models import Proceeding
from caseflow.casework.step import Step
from caseflow.casework.suggestions import suggest, taken_up_by
from caseflow.interlocks.common import session_of
from caseflow.interlocks.earlier import towards_authority
from caseflow.kernel.roles import SYSTEM
from caseflow.registry import MODELS

NEXT_LETTER = {"reminder": "opinion", "opinion": "recommendation"}
NEXT_LABEL = {"opinion": "意见书", "recommendation": "建议书"}


def propose_next_letter(proceeding: Proceeding, step: Step) -> None:
    """Silence, refusal or an answer without correction: the next letter is proposed (R1, R2)."""
    because = without_effect(step)
    if because is None:
        return
    following = NEXT_LETTER[proceeding.process]
    rule = "R1" if following == "opinion" else "R2"
    reason = f"{proceeding.number} {because}，建议发出{NEXT_LABEL[following]}"
    session, data = session_of(proceeding), _copied(proceeding, following, step)
    suggest(session, proceeding, rule, following, reason, at=step.at, data=data)


def without_effect(step: Step) -> str | None:
    """Why the letter has not put things right; None as long as it may have."""
    reasons = {"disputes": "单位提出异议", "partial": "单位只部分改正"}
    checked = {"partly": "经核查单位只部分改正", "uncorrected": "经核查单位没有改正"}
    match step.action:
        case "lapse":
            return "逾期未答复"
        case "record_reply":
            return reasons.get(str(step.given.get("reply_kind")))
        case "verify":
            return checked.get(str(step.given.get("check_finding")))
        case "record_service" if step.given.get("service_refused"):
            return "单位拒收"
    return None


def _copied(letter: Proceeding, following: str, step: Step) -> dict[str, object]:
    """What the next letter starts with: the employer, the law, what was demanded, what became of it."""
    names = ("employer_name", "employer_address", "legal_representative", "platform_company", "breaches")
    kept = {name: getattr(letter, name) for name in (*names, "legal_basis", "contact")}
    more = {"measures": getattr(letter, "measures", None)}
    if following == "recommendation":
        more = towards_authority(letter, without_effect(step))
    return {name: value for name, value in {**kept, **more, "source": "letter"}.items() if value}


def open_next_letter(proceeding: Proceeding, step: Step) -> None:
    """The signatory has decided: the next letter is a draft, with the earlier one as its parent (N12)."""
    session = session_of(proceeding)
    following = NEXT_LETTER[proceeding.process]
    letter = MODELS[following](
        matter=proceeding.matter,
        parent_id=proceeding.id,
        unit_id=proceeding.unit_id,
        handler_id=proceeding.handler_id,
        imported=proceeding.imported,
        **{name: value for name, value in _copied(proceeding, following, step).items() if name != "source"},
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
