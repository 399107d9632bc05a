"""What supervising managers may do with every process, as data: the same everywhere (催办、督办)."""

from caseflow.kernel.machine import Phase, Process
from caseflow.kernel.supervising import with_supervision
from caseflow.kernel.urging import with_urging


def overseen(process: Process, but: tuple[str, ...] = (), settled_by: tuple[str, ...] = ()) -> Process:
    """The process as managers watch over it, in every stage with work left `but` these.

    The actions in `settled_by` end the work well: they wait until supervision is settled.
    """
    states = tuple(s for s in process.states_in(Phase.OPEN, Phase.PAUSED) if s not in but)
    return with_supervision(with_urging(process, states), states, settled_by)
