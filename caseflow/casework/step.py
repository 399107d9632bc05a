"""An action while it is being taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from caseflow.kernel.decide import Decision
from caseflow.kernel.machine import Transition
from caseflow.kernel.roles import Viewer


@dataclass(frozen=True, slots=True)
class Step:
    """What was decided, by whom, when; what was given, and what stood there `before`.

    `recorded_at` is when it was written down, if later than `at`.
    """

    decision: Decision
    viewer: Viewer
    at: datetime
    given: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    recorded_at: datetime | None = None

    @property
    def transition(self) -> Transition:
        """The action as its process defines it."""
        return self.decision.transition

    @property
    def action(self) -> str:
        """The name of the action."""
        return self.transition.action
