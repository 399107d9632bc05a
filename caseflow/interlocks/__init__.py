"""What one process triggers in another (domain §3), as rows (process, action) → reactions.

A reaction runs in the transaction of the action it reacts to: it adds rows and never commits. R17 and R22
refuse actions and are therefore guards of the processes themselves; here is what they offer instead.
"""

from collections.abc import Mapping

from caseflow.casework.documents.freezing import sign
from caseflow.casework.filing.keeping import check_whole, keep
from caseflow.casework.wiring import ENDED, Reaction
from caseflow.hotline.calls.actions import keep_promise, promise_call
from caseflow.hotline.repeats import tell_of_repeat
from caseflow.interlocks.alerts import alert_to_employer, alert_to_repeats
from caseflow.interlocks.authorities import ask_the_meeting, offer_procuratorate
from caseflow.interlocks.crowds import form_group, mark_collective
from caseflow.interlocks.extensions import refuse_undecided
from caseflow.interlocks.letters import open_next_letter, propose_next_letter, start_reply_clock
from caseflow.interlocks.limitation import (
    count_by_known_last_day,
    note_agreement_unpaid,
    note_beginning,
    note_call,
    note_employer_agreed,
    note_filed_with_authority,
    note_letter_served,
    note_mediation_applied,
    note_mediation_refused,
    note_mediation_stopped,
)
from caseflow.interlocks.remedies import offer_aid_beside_other_procedure, offer_arbitration_and_aid
from caseflow.interlocks.supervision import end_demands, issue_demand, lift_supervision
from caseflow.interlocks.texts import text_closed, text_query_code
from caseflow.interlocks.tickets import report_urgent, resume_ticket
from caseflow.registry import PAPERS, PROCESSES

AT_THE_DESK = (
    report_urgent,
    mark_collective,
    form_group,
    note_call,
    note_beginning,
    offer_aid_beside_other_procedure,
    alert_to_employer,
    alert_to_repeats,
    text_query_code,
)
NEXT_RUNG = (propose_next_letter, offer_procuratorate)
"""An 意见书 without effect leads to an authority, and in some matters to the procuratorate."""

LETTERS = ("reminder", "opinion", "recommendation")
CHILDREN = ("aid", *LETTERS, "mediation", "transfer")
SUPERVISED = (*CHILDREN, "public_reminder")

Occasion = tuple[str, str]
"""Process and action."""

SIGNED = {(process, action) for p in PAPERS.values() for process in p.processes for action in p.signed_by}
"""Where papers become final."""

_BETWEEN: Mapping[Occasion, tuple[Reaction, ...]] = {
    ("ticket", "register"): AT_THE_DESK,
    ("ticket", "import_upstream"): AT_THE_DESK,
    ("ticket", "add_call"): (report_urgent, tell_of_repeat),
    ("ticket", "urge_overdue"): (refuse_undecided,),
    ("ticket", "book_callback"): (promise_call,),
    ("ticket", "order_rework"): (keep_promise,),
    ("ticket", ENDED): (keep_promise, end_demands),
    ("ticket", "close"): (text_closed,),
    ("ticket", "close_unreached"): (text_closed,),
    ("reminder", "record_service"): (note_letter_served, start_reply_clock),
    ("reminder", "record_reply"): (note_employer_agreed, propose_next_letter),
    ("reminder", "lapse"): (refuse_undecided, propose_next_letter),
    ("reminder", "verify"): (propose_next_letter,),
    ("reminder", "escalate"): (open_next_letter,),
    ("opinion", "record_service"): (note_letter_served, *NEXT_RUNG, start_reply_clock),
    ("opinion", "record_reply"): (note_employer_agreed, *NEXT_RUNG),
    ("opinion", "lapse"): (refuse_undecided, *NEXT_RUNG),
    ("opinion", "verify"): NEXT_RUNG,
    ("opinion", "escalate"): (open_next_letter,),
    ("recommendation", "authority_declined"): (ask_the_meeting, offer_procuratorate),
    ("recommendation", "unfiled"): (ask_the_meeting, offer_procuratorate),
    ("aid", "apply"): (mark_collective, form_group, note_beginning, count_by_known_last_day),
    ("mediation", "apply"): (mark_collective, form_group, note_beginning, note_mediation_applied),
    **{(own, first): (note_beginning,) for own in (*LETTERS, "transfer") for first in ("propose", "draft")},
    ("mediation", "not_accept"): (note_mediation_refused, offer_arbitration_and_aid),
    ("mediation", "fail"): (note_mediation_stopped, offer_arbitration_and_aid),
    ("mediation", "default"): (note_agreement_unpaid, offer_arbitration_and_aid),
    ("transfer", "receive"): (note_filed_with_authority,),
    **{(process, ENDED): (resume_ticket, end_demands) for process in CHILDREN},
    ("public_reminder", ENDED): (end_demands,),
    **{(process, "supervise"): (issue_demand,) for process in ("ticket", *SUPERVISED)},
    ("supervision", ENDED): (lift_supervision,),
}
_FILED = {
    (name, step.action): (check_whole, keep)
    for name, process in PROCESSES.items()
    for step in process.transitions
    if any(datum.name == "retention" for datum in step.needs)
}
"""Where a file is put away."""

_HANDED_IN = {("aid", "submit_file"): (check_whole,)}
"""Where a file is handed in by the one who made it."""

_EVERY: Mapping[Occasion, tuple[Reaction, ...]] = {**_BETWEEN, **_FILED, **_HANDED_IN}
REACTIONS: Mapping[Occasion, tuple[Reaction, ...]] = {
    **_EVERY,
    **{occasion: (sign, *_EVERY.get(occasion, ())) for occasion in sorted(SIGNED)},
}
"""(process, action) → what follows, in order; the papers that it signs come first."""
