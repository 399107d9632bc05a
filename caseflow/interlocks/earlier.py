"""What a 建议书 says of the letters before it, and what it starts with (R2, domain §4.5)."""

from collections.abc import Iterator, Mapping

from caseflow.casework.documents.numerals import official_day
from caseflow.casework.models import Proceeding
from caseflow.interlocks.common import session_of

AUTHORITIES: Mapping[str, str] = {
    "05": "social_insurance",
    "0506": "housing",
    "0604": "health",
    "07": "emergency",
    "0703": "health",
    "0704": "health",
}
"""Which authority a category leads to, by the longest beginning; any other leads to human resources (R2)."""

USUAL = "hrss"
SUGGESTED = "依法对上述情形进行调查处理\n责令该单位改正，保障职工合法权益"
_ANSWERS = {"corrected": "称已改正", "plan": "提出整改计划", "disputes": "提出异议", "partial": "只部分改正"}


def authority_for(category: str) -> str:
    """The authority that is asked to act in such a matter."""
    fitting = [code for code in AUTHORITIES if category.startswith(code)]
    return AUTHORITIES[max(fitting, key=len)] if fitting else USUAL


def towards_authority(letter: Proceeding, because: str | None) -> dict[str, object]:
    """What the form of the 建议书 starts with; the people who write it may change all of it."""
    letters = list(reversed([letter, *_before(letter)]))
    return {
        "authority": authority_for(letter.matter.category),
        "prior_letters": "\n".join(_told(one, because if one is letter else None) for one in letters),
        "evidence_index": "\n".join(line for one in letters for line in _proofs(one)),
        "opinion_refused": bool(getattr(letter, "service_refused", False)),
        "suggestion": "investigate",
        "measures": SUGGESTED,
    }


def _before(letter: Proceeding) -> Iterator[Proceeding]:
    """The letters from which it grew, the nearest first."""
    session, above = session_of(letter), letter.parent_id
    while above:
        one = session.get_one(Proceeding, above)
        if one.definition.family != letter.definition.family:
            return
        yield one
        above = one.parent_id


def _told(letter: Proceeding, because: str | None) -> str:
    """One letter: its number, when it was served, and what the employer did."""
    served = getattr(letter, "served_on", None)
    when = f"，{official_day(served)}送达" if served else ""
    name = f"《工会劳动法律监督{letter.definition.label}》（{letter.number or '未编号'}）"
    return f"{name}{when}，{because or _answer(letter)}"


def _answer(letter: Proceeding) -> str:
    replied, kind = getattr(letter, "replied_on", None), getattr(letter, "reply_kind", None)
    if getattr(letter, "service_refused", False):
        return "该单位拒收"
    if not replied:
        return "该单位未书面答复"
    return f"该单位{official_day(replied)}答复，{_ANSWERS.get(kind or '', '')}"


def _proofs(letter: Proceeding) -> Iterator[str]:
    """What proves it: the letter, its return, the answer."""
    label = letter.definition.label
    yield f"《{label}》（{letter.number or '未编号'}）"
    if getattr(letter, "served_on", None):
        yield f"《{label}》送达回证"
    if getattr(letter, "replied_on", None):
        yield f"单位对《{label}》的书面答复"
