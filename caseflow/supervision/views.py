"""Pages of demands (督办件): those that every process has."""

from caseflow.kernel.roles import Permission
from caseflow.supervision.models import Supervision
from caseflow.web.proceedings import proceeding_pages

pages = proceeding_pages(Supervision, {}, Permission.SUPERVISION_READ, Permission.SUPERVISION_ACT)
