"""What is asked when the caller calls again about an open ticket (追加来电)."""

from collections.abc import Mapping
from typing import Any

from caseflow.hotline.catalogue import PRIORITIES, raised
from caseflow.hotline.process import TICKET
from caseflow.kernel.roles import SYSTEM
from caseflow.web.forms import ActForm, TokenField
from caseflow.web.forms.build import field_for

ADD_CALL = "add_call"
CARRIED = {
    "repeat_channel": "channel",
    "repeat_at": "received_at",
    "repeat_text": "facts_text",
    "urgent": "urgent",
}
"""What is asked here, and where the intake form asks the same."""

_DATA = {datum.name: datum for datum in TICKET.transition(ADD_CALL).needs}
_ORDER = [code for code, _ in PRIORITIES]


class RepeatForm(ActForm):
    """The new call, with the priority one step up for the operator to confirm."""

    repeat_channel = field_for(_DATA["repeat_channel"], SYSTEM)
    repeat_at = field_for(_DATA["repeat_at"], SYSTEM)
    repeat_text = field_for(_DATA["repeat_text"], SYSTEM)
    urgent = field_for(_DATA["urgent"], SYSTEM)
    priority = field_for(_DATA["priority"], SYSTEM)
    raise_reason = field_for(_DATA["raise_reason"], SYSTEM)
    instead_of = TokenField()

    def __init__(self, *, data: Mapping[str, Any], **rest: Any) -> None:
        """A form on a ticket of which `data` tells what stands now."""
        self.stands = data.get("priority", PRIORITIES[-1][0])
        proposed = {"priority": raised(self.stands), "raise_reason": self._reason()}
        super().__init__(data={"repeat_channel": "call", **data, **proposed}, **rest)

    def _reason(self) -> str:
        to = raised(self.stands)
        return f"再次反映，由{self.stands}提高到{to}" if to != self.stands else f"再次反映，保持{to}"

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field; a call that is added makes nothing less pressing."""
        good = bool(super().validate(extra_validators))
        chosen = self.priority.data
        if chosen in _ORDER and _ORDER.index(chosen) > _ORDER.index(self.stands):
            self.blame({"priority": f"追加不降低优先级，现在是{self.stands}"})
            return False
        return good

    def given(self) -> dict[str, Any]:
        """What was filled in; a box that is not ticked takes nothing back."""
        return {name: value for name, value in super().given().items() if value is not False}
