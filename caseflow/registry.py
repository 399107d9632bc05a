"""Every process by name, with the model that keeps it and the pages that show it."""

from collections.abc import Mapping

from flask import Blueprint

from caseflow.aid.documents import PAPERS as AID_PAPERS
from caseflow.aid.documents.catalogue import CATALOGUE as AID_FILE
from caseflow.aid.models import AidCase
from caseflow.aid.views import pages as aid_pages
from caseflow.casework.catalogues import Catalogue
from caseflow.casework.documents.filing import checklist, contents
from caseflow.casework.documents.papers import Paper, by_code
from caseflow.casework.documents.records import records
from caseflow.casework.models import Proceeding
from caseflow.hotline.calls.views import capacity_pages, list_pages
from caseflow.hotline.calls.views import contribution as calls_panel
from caseflow.hotline.documents import PAPERS as HOTLINE_PAPERS
from caseflow.hotline.documents.catalogue import CATALOGUE as TICKET_FILE
from caseflow.hotline.guidance.views import pages as guidance_pages
from caseflow.hotline.knowledge.views import pages as knowledge_pages
from caseflow.hotline.models import Ticket
from caseflow.hotline.views import intake_pages
from caseflow.hotline.views import pages as hotline_pages
from caseflow.kernel.machine import Process
from caseflow.mediation.documents import PAPERS as MEDIATION_PAPERS
from caseflow.mediation.documents.catalogue import CATALOGUE as MEDIATION_FILE
from caseflow.mediation.models import Mediation
from caseflow.mediation.views import pages as mediation_pages
from caseflow.notice.clauses.views import pages as clause_pages
from caseflow.notice.documents import PAPERS as NOTICE_PAPERS
from caseflow.notice.documents.catalogue import LETTERS as LETTER_FILE
from caseflow.notice.documents.catalogue import PUBLIC as PUBLIC_FILE
from caseflow.notice.models import Opinion, PublicReminder, Recommendation, Reminder
from caseflow.notice.review.views import contribution as review_panel
from caseflow.notice.service.panel import contribution as service_panel
from caseflow.notice.views import pages as notice_pages
from caseflow.notice.wizard import WRITINGS as NOTICE_WRITINGS
from caseflow.supervision.catalogue import CATALOGUE as SUPERVISION_FILE
from caseflow.supervision.models import Supervision
from caseflow.supervision.views import pages as supervision_pages
from caseflow.transfer.catalogue import CATALOGUE as TRANSFER_FILE
from caseflow.transfer.documents import PAPERS as TRANSFER_PAPERS
from caseflow.transfer.models import Transfer
from caseflow.transfer.views import pages as transfer_pages
from caseflow.web.delivery.panel import contribution as messages_panel
from caseflow.web.proceedings.attachments import contribution as files_panel
from caseflow.web.proceedings.panels import Contribution
from caseflow.web.proceedings.papers import contribution as papers_panel
from caseflow.web.proceedings.stays import contribution as stays_panel
from caseflow.web.proceedings.writing import Writing
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

_DECLARED = (
    *HOTLINE_PAPERS,
    *AID_PAPERS,
    *NOTICE_PAPERS,
    *MEDIATION_PAPERS,
    *TRANSFER_PAPERS,
    contents("hotline", "ticket", called=("归档目录",)),
    contents("aid", "aid", called=("卷宗目录",)),
    checklist("aid", "立卷材料清单", "aid", at=("concluded",)),
    contents("notice", "reminder", "public_reminder", "opinion", "recommendation"),
    contents("mediation", "mediation"),
    contents("transfer", "transfer"),
)

FROM_OUTSIDE = frozenset(
    {
        *("书面答复", "单位书面延期申请", "立案回执", "不予立案回执", "处理结果", "回执"),
        *("裁定书", "调解书", "履行凭证"),
    }
)
"""Papers that actions name and others write: they are attached, not made."""

PAPERS: Mapping[str, Paper] = by_code((*_DECLARED, *records(PROCESSES.values(), _DECLARED, FROM_OUTSIDE)))
"""Every kind of document by code: those of the slices, and plain records of the other actions."""

CATALOGUES: Mapping[str, Catalogue] = {
    "ticket": TICKET_FILE,
    "aid": AID_FILE,
    "reminder": LETTER_FILE,
    "public_reminder": PUBLIC_FILE,
    "opinion": LETTER_FILE,
    "recommendation": LETTER_FILE,
    "mediation": MEDIATION_FILE,
    "transfer": TRANSFER_FILE,
    "supervision": SUPERVISION_FILE,
}
"""What belongs in the file of each process, in order."""

PAGES: tuple[Blueprint, ...] = (
    intake_pages,
    list_pages,
    capacity_pages,
    guidance_pages,
    knowledge_pages,
    hotline_pages,
    aid_pages,
    notice_pages,
    clause_pages,
    mediation_pages,
    transfer_pages,
    supervision_pages,
)

PANELS: tuple[Contribution, ...] = (
    service_panel,
    stays_panel,
    group_panel,
    calls_panel,
    review_panel,
    papers_panel,
    files_panel,
    messages_panel,
)
"""What is added to the page of every proceeding, from top to bottom."""

WRITINGS: Mapping[tuple[str, str], Writing] = NOTICE_WRITINGS
"""Forms that a slice draws itself, by process and action."""
