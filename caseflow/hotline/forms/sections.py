"""Where on the intake page each field stands: three columns, in the order of a call.

A part with a name is shown when another answer calls for it; what few calls need is folded away below.
"""

from dataclasses import dataclass

Parts = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a head; `folded` is the line that unfolds them, empty when they are always in sight."""

    name: str
    head: str
    parts: Parts
    folded: str = ""


SECTIONS = (
    Section("caller", "来电人", (("", ("caller_phone", "caller_name", "privacy_notice", "texts_agreed")),)),
    Section(
        "people",
        "",
        (
            ("", ("speaker",)),
            ("other", ("relation", "worker_name", "worker_phone")),
            ("", ("anonymous", "confidential", "wishes_reply", "safe_contact")),
            ("", ("id_number", "crowd", "job", "address", "others")),
            ("", ("channel", "received_at")),
            ("upstream", ("upstream_no", "upstream_due_on")),
        ),
        folded="代他人、匿名、保密、多名职工",
    ),
    Section("employer", "单位", (("", ("employer_name", "work_place")),)),
    Section("claim", "诉求", (("", ("category", "facts_text", "amount", "event_on", "headcount")),)),
    Section(
        "more",
        "",
        (
            ("", ("credit_code", "employer_address", "proposed_unit_id", "employer_unknown")),
            ("", ("service", "other_procedure", "petition")),
            ("", ("urgent", "injured_without_money", "widely_watched")),
        ),
        folded="紧急、单位信息、其他程序、信访",
    ),
    Section(
        "step",
        "处置",
        (
            ("", ("step",)),
            ("answer", ("answer", "knowledge_item", "legal_basis")),
            ("callback", ("callback_at", "callback_about")),
            ("decline", ("decline_code", "where_to_go")),
        ),
    ),
)
