"""The sweep: what has fallen due is said, marked and acted upon, exactly once (到期扫描).

`RunningClock.next_stage_at` is when something next happens to a clock: a stage of its ladder, or the moment
the timer acts. A sweep only touches clocks whose moment has come. Each batch is one transaction: reminders
(unique key), cards and the clock's next moment are written together, so a crash loses nothing and a second
scheduler doubles nothing. Rows bear the moment they fell due, so a sweep ten days late writes what ten daily
ones would have written.

Clocks that end alike are decided on together, and one statement each writes what all of them have to say.
"""

from caseflow.casework.reminders.due import anything
from caseflow.casework.reminders.sweeping import Swept, sweep

__all__ = ["Swept", "anything", "sweep"]
