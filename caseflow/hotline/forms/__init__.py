"""The forms of the hotline."""

from collections.abc import Mapping

from caseflow.hotline.forms.intake import IntakeForm
from caseflow.hotline.forms.repeat import ADD_CALL, CARRIED, RepeatForm
from caseflow.hotline.forms.routes import Application, applications
from caseflow.hotline.forms.told import Told
from caseflow.web.forms import ActForm

__all__ = ["ADD_CALL", "CARRIED", "FORMS", "Application", "IntakeForm", "RepeatForm", "Told", "applications"]

FORMS: Mapping[str, type[ActForm]] = {ADD_CALL: RepeatForm}
"""Every other action of a ticket has the form that follows from what it asks for."""
