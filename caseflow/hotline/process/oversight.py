"""Reminders and supervision, which change no stage (H19, HD7)."""

from caseflow.hotline.process import data, states
from caseflow.kernel.guards import only_when
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine import STAY, Transition
from caseflow.kernel.roles import Role

MANAGER = (Role.MANAGER,)

OVERSIGHT = (
    Transition(
        "urge_overdue",
        "超期催办",
        (*states.OPEN, *states.CLOSED),
        STAY,
        (Role.SYSTEM,),
        raises=("urged",),
        document="催办通知书",
        ref="H19",
    ),
    Transition(
        "propose_criticism",
        "催办后仍未办结，应予通报",
        states.UNANSWERED,
        STAY,
        (Role.SYSTEM,),
        raises=("criticism_due",),
        ref="HD7",
        tells=(Recipient.MANAGER, Recipient.UNIT_HEAD),
    ),
    Transition(
        "criticise",
        "通报批评",
        states.OPEN,
        STAY,
        MANAGER,
        guards=(only_when("urged", because="请先催办，催办后仍不办理的再通报"),),
        needs=(data.REASON,),
        clears=("criticism_due",),
        document="通报",
        ref="HD7",
    ),
)
