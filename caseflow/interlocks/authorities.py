"""When an authority does not act, and when the procuratorate may be asked (R3, R4)."""

from caseflow.casework import engine
from caseflow.casework.directory import Directory
from caseflow.casework.models import Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.step import Step
from caseflow.casework.suggestions import suggest
from caseflow.interlocks.common import session_of
from caseflow.interlocks.letters import without_effect
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import SYSTEM
from caseflow.notice.process import NoticeFacts
from caseflow.notice.process.guards import fits_the_procuratorate

DECLINED = {"authority_declined": "机关不予立案", "unfiled": "机关逾期未立案"}
MEETING = "建议先发催办函，并提请五方联席会议会商"
TO_DECIDE = "请督办员决定是否提请会商、移送检察机关"
CLUE = "符合向检察机关移送线索的条件，可由签发人办理“移送检察机关”，也可发起移送"


def ask_the_meeting(proceeding: Proceeding, step: Step) -> None:
    """No case is opened: the authority is reminded, the five parties hear of it, a manager decides (R3)."""
    session, because = session_of(proceeding), DECLINED[step.action]
    reason, data = f"{because}，{MEETING}", _clue(proceeding, "inspection", "other")
    suggest(session, proceeding, "R3", "transfer", reason, at=step.at, data=data)
    if not proceeding.imported:
        managers = Directory.read(session).recipients(Recipient.MANAGER, proceeding.unit_id, None, None)
        tell(session, step.action, managers, f"{because}，{TO_DECIDE}", about=proceeding, at=step.at)


def offer_procuratorate(proceeding: Proceeding, step: Step) -> None:
    """Protected groups or a mass dispute, and an employer who does not cooperate (R4)."""
    because = DECLINED.get(step.action) or without_effect(step)
    facts = engine.facts_of(proceeding, [], step.at)
    if because is None or not isinstance(facts, NoticeFacts) or fits_the_procuratorate(facts, SYSTEM):
        return
    data = _clue(proceeding, "procuratorate", "procuratorial_suggestion")
    reason = f"{because}，{CLUE}"
    suggest(session_of(proceeding), proceeding, "R4", "transfer", reason, at=step.at, data=data)


def _clue(letter: Proceeding, agency: str, subject: str) -> dict[str, object]:
    """What a transfer starts with: what may be told outside."""
    known = {
        "agency": agency,
        "subject": subject,
        "clue": letter.matter.sanitised_facts,
        "evidence_index": getattr(letter, "evidence_index", None),
    }
    return {name: value for name, value in known.items() if value}
