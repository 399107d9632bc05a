"""What is counted, and the actions by which it happens (统计事项)."""

from itertools import chain

from caseflow.casework.happenings import Happening, Happenings

REGISTERED = "ticket.registered"

_TICKET = (
    Happening(
        REGISTERED,
        "ticket",
        ("register", "import_upstream"),
        amount="amount",
        persons="headcount",
        voided_by=("merge", "discard"),
    ),
    Happening("ticket.answered", "ticket", ("answer_now",)),
    Happening("ticket.declined", "ticket", ("confirm_decline",), detail="decline_code"),
    Happening("ticket.dispatched", "ticket", ("dispatch",), detail="grade"),
    Happening("ticket.returned", "ticket", ("request_return",)),
    Happening("ticket.extended", "ticket", ("approve_extension", "approve_petition_extension")),
    Happening("ticket.urged", "ticket", ("urge", "urge_overdue"), repeats=True),
    Happening("ticket.reworked", "ticket", ("send_back", "order_rework", "reopen")),
    Happening(
        "ticket.closed",
        "ticket",
        ("close", "close_unreached", "close_unasked"),
        amount="recovered_amount",
        persons="persons_helped",
        voided_by=("merge",),
    ),
    Happening("ticket.resolution", "ticket", ("close", "order_rework"), detail="resolved", repeats=True),
    Happening("ticket.opinion", "ticket", ("close", "order_rework"), detail="satisfaction", repeats=True),
    Happening("ticket.unreached", "ticket", ("close_unreached",)),
    Happening("ticket.withdrawn", "ticket", ("withdraw",)),
    Happening("ticket.merged", "ticket", ("merge",)),
)

_AID = (
    Happening("aid.applied", "aid", ("apply",)),
    Happening("aid.granted", "aid", ("approve", "grant_provisional", "center_grants"), detail="track"),
    Happening("aid.denied", "aid", ("deny", "center_denies"), detail="track"),
    Happening("aid.concluded", "aid", ("conclude",), detail="outcome", amount="awarded_amount"),
    Happening("aid.received", "aid", ("conclude",), amount="received_amount"),
)


def _letter(process: str) -> tuple[Happening, ...]:
    """What happens to a letter with an addressee."""
    return (
        Happening("letter.issued", process, ("sign_off",), voided_by=("revoke",)),
        Happening("letter.revoked", process, ("revoke",)),
        Happening("letter.served", process, ("record_service", "authority_received"), voided_by=("revoke",)),
        Happening("letter.replied", process, ("record_reply",), detail="reply_kind", voided_by=("revoke",)),
        Happening("letter.overdue", process, ("lapse",)),
        Happening("letter.rectified", process, ("confirm_rectified",), amount="recovered_amount"),
        Happening("letter.explained", process, ("accept_explanation",)),
        Happening("letter.escalated", process, ("escalate", "refer_procuratorate")),
        Happening("letter.filed", process, ("authority_filed",)),
        Happening("letter.result", process, ("authority_result",)),
    )


def _reach(code: str, counted: str) -> Happening:
    """How many a public letter has reached; written down again, the last figure counts."""
    again = ("record_reach", "revoke")
    return Happening(
        code, "public_reminder", ("record_reach",), persons=counted, repeats=True, voided_by=again
    )


_PUBLIC = (
    Happening("letter.issued", "public_reminder", ("sign_off",), voided_by=("revoke",)),
    Happening("letter.revoked", "public_reminder", ("revoke",)),
    Happening("letter.published", "public_reminder", ("publish",), voided_by=("revoke",)),
    _reach("letter.reached", "employers_reached"),
    _reach("letter.read", "reads"),
)

_MEDIATION = (
    Happening("mediation.applied", "mediation", ("apply",)),
    Happening("mediation.accepted", "mediation", ("accept",), persons="headcount", amount="amount"),
    Happening("mediation.effective", "mediation", ("effect",), amount="agreed_amount"),
    Happening("mediation.failed", "mediation", ("fail",), detail="fail_reason"),
    Happening("mediation.performed", "mediation", ("perform",), amount="performed_amount"),
    Happening("mediation.defaulted", "mediation", ("default",)),
    Happening("mediation.judicial", "mediation", ("apply_judicial",)),
    Happening("mediation.review", "mediation", ("apply_review",)),
    Happening("mediation.confirmed", "mediation", ("confirm",)),
)

_TRANSFER = (
    Happening("transfer.sent", "transfer", ("send",), detail="agency"),
    Happening("transfer.received", "transfer", ("receive",), detail="agency"),
    Happening("transfer.result", "transfer", ("record_result",), detail="agency", amount="recovered_amount"),
)

LETTERS = ("reminder", "opinion", "recommendation")
"""Letters with an addressee; the public one has none, and no reply (公开提示函)."""


def _quality(process: str) -> tuple[Happening, ...]:
    """What quality sampling finds in a case of any process (抽检)."""
    return (
        Happening(
            "quality.checked", process, ("quality_checked",), detail="verdict", persons="score", repeats=True
        ),
        Happening("quality.returned", process, ("quality_returned",), repeats=True),
        Happening("quality.answered", process, ("quality_answered",), repeats=True),
    )


_SAMPLED = ("ticket", "aid", *LETTERS, "public_reminder", "mediation", "transfer", "supervision")

HAPPENINGS = Happenings(
    (
        *_TICKET,
        *_AID,
        *chain.from_iterable(map(_letter, LETTERS)),
        *_PUBLIC,
        *_MEDIATION,
        *_TRANSFER,
        *chain.from_iterable(map(_quality, _SAMPLED)),
    )
)
