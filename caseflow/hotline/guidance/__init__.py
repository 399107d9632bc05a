"""What helps the operator during a call: triage, proposal, script, knowledge, and the deadlines of saving.

For the intake page: `guidance_of` and `deadlines_of` take the form as it stands and return what the templates
hotline/guidance.html and hotline/deadlines.html draw, as `guidance` and `deadlines`. Include them inside the
form: with htmx they renew themselves whenever it changes, without it whenever it is sent. Of its fields only
those they name go into an address, and none of them identifies anybody.
"""

from caseflow.hotline.guidance.context import Guidance, deadlines_of, guidance_of
from caseflow.hotline.guidance.foresight import Deadline, Foresight

__all__ = ["Deadline", "Foresight", "Guidance", "deadlines_of", "guidance_of"]
