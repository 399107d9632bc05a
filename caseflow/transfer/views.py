"""Pages of transfers to other agencies (移送协作): those that every process has."""

from caseflow.kernel.roles import Permission
from caseflow.transfer.models import Transfer
from caseflow.web.proceedings import proceeding_pages

pages = proceeding_pages(Transfer, {}, Permission.TRANSFER_READ, Permission.TRANSFER_ACT)
