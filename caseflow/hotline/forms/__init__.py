"""The forms of the hotline."""

from collections.abc import Mapping

from caseflow.hotline.forms.intake import IntakeForm
from caseflow.hotline.forms.told import Told
from caseflow.web.forms import ActForm

__all__ = ["FORMS", "IntakeForm", "Told"]

FORMS: Mapping[str, type[ActForm]] = {}
"""Every action of a ticket has the form that follows from what it asks for."""
