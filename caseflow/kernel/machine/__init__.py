"""What a process is made of: states, transitions, the data they ask for, clocks (流程即数据).

A process file builds one `Process` from these frozen values. Nothing here runs a process: `decide` gives
actions their meaning, `casework.engine` writes them down.
"""

from caseflow.kernel.machine.clocks import Clock, Mode
from caseflow.kernel.machine.data import Datum, Kind, is_blank
from caseflow.kernel.machine.facts import Condition, Facts, Guard
from caseflow.kernel.machine.process import START, STAY, Bulk, Phase, Process, Side, State, Transition
from caseflow.kernel.terms import Extension

__all__ = [
    "START",
    "STAY",
    "Bulk",
    "Clock",
    "Condition",
    "Datum",
    "Extension",
    "Facts",
    "Guard",
    "Kind",
    "Mode",
    "Phase",
    "Process",
    "Side",
    "State",
    "Transition",
    "is_blank",
]
