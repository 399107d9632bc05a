"""What a matter has to say of itself when it begins with a proceeding."""

from dataclasses import dataclass

WORKER = ("worker_name", "worker_phone", "id_number")
EMPLOYER = ("employer_name", "credit_code", "employer_address")
CLAIM = ("category", "event_on", "headcount", "amount", "work_place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """That a process may be the first of a matter, on which occasion, and what is asked then (直接立案).

    `asks` names what is asked of the people and the matter, unless the opening action asks for it itself, and
    `required` what of it must be answered; `story` names what the opening asks for that is the story of the
    matter (诉求内容).
    """

    occasion: str
    asks: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    story: str = ""


def application(occasion: str) -> Beginning:
    """A worker applies, with a claim against an employer."""
    return Beginning(
        occasion=occasion,
        asks=(*WORKER, *EMPLOYER, *CLAIM),
        required=("worker_name", "worker_phone", "employer_name", "category", "headcount"),
        story="dispute_facts",
    )
