"""A proposed rule run over what there is, to see what it would move; no matter is changed (规则试算)."""

from caseflow.casework.trials.counting import Count, Counts
from caseflow.casework.trials.judging import Outcome, Standing
from caseflow.casework.trials.running import (
    AT_ONCE,
    Moves,
    advance,
    at_once,
    count,
    finish,
    moves,
    newest,
    start,
    total,
)
from caseflow.casework.trials.trying import Case, Reckoned, reckon

__all__ = [
    "AT_ONCE",
    "Case",
    "Count",
    "Counts",
    "Moves",
    "Outcome",
    "Reckoned",
    "Standing",
    "advance",
    "at_once",
    "count",
    "finish",
    "moves",
    "newest",
    "reckon",
    "start",
    "total",
]
