"""What supervising managers may do with every process, as data: the same everywhere (督办与催办)."""

from caseflow.kernel.machine import Phase, Process
from caseflow.kernel.urging import with_urging


def overseen(process: Process, but: tuple[str, ...] = ()) -> Process:
    """The process as managers watch over it, in every stage with work left `but` these."""
    open_ones = process.states_in(Phase.OPEN, Phase.PAUSED)
    return with_urging(process, tuple(state for state in open_ones if state not in but))
