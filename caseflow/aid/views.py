"""Pages of aid proceedings (法律援助): those that every process has."""

from caseflow.aid.models import AidCase
from caseflow.kernel.roles import Permission
from caseflow.web.proceedings import proceeding_pages

pages = proceeding_pages(AidCase, {}, Permission.AID_READ, Permission.AID_ACT)
