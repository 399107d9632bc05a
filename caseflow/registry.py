"""Every process by name, with the model that keeps it and the pages that show it."""

from collections.abc import Mapping

from flask import Blueprint

from caseflow.aid.models import AidCase
from caseflow.aid.views import pages as aid_pages
from caseflow.casework.models import Proceeding
from caseflow.hotline.calls.views import capacity_pages, list_pages
from caseflow.hotline.calls.views import contribution as calls_panel
from caseflow.hotline.guidance.views import pages as guidance_pages
from caseflow.hotline.knowledge.views import pages as knowledge_pages
from caseflow.hotline.models import Ticket
from caseflow.hotline.views import intake_pages
from caseflow.hotline.views import pages as hotline_pages
from caseflow.kernel.machine import Process
from caseflow.mediation.models import Mediation
from caseflow.mediation.views import pages as mediation_pages
from caseflow.notice.models import Opinion, PublicReminder, Recommendation, Reminder
from caseflow.notice.views import pages as notice_pages
from caseflow.supervision.models import Supervision
from caseflow.supervision.views import pages as supervision_pages
from caseflow.transfer.models import Transfer
from caseflow.transfer.views import pages as transfer_pages
from caseflow.web.proceedings.attachments import contribution as files_panel
from caseflow.web.proceedings.panels import Contribution
from caseflow.web.proceedings.stays import contribution as stays_panel
from caseflow.web.register.panel import contribution as group_panel

MODELS: Mapping[str, type[Proceeding]] = {
    model.definition.name: model
    for model in (
        Ticket,
        AidCase,
        Reminder,
        PublicReminder,
        Opinion,
        Recommendation,
        Mediation,
        Transfer,
        Supervision,
    )
}

PROCESSES: Mapping[str, Process] = {name: model.definition for name, model in MODELS.items()}

PAGES: tuple[Blueprint, ...] = (
    intake_pages,
    list_pages,
    capacity_pages,
    guidance_pages,
    knowledge_pages,
    hotline_pages,
    aid_pages,
    notice_pages,
    mediation_pages,
    transfer_pages,
    supervision_pages,
)

PANELS: tuple[Contribution, ...] = (stays_panel, group_panel, calls_panel, files_panel)
"""What is added to the page of every proceeding, from top to bottom."""
