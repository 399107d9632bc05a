"""Pages of mediation proceedings (调解): those that every process has."""

from caseflow.kernel.roles import Permission
from caseflow.mediation.models import Mediation
from caseflow.mediation.pack_pages import add_pack
from caseflow.web.proceedings import proceeding_pages

pages = proceeding_pages(Mediation, {}, Permission.MEDIATION_READ, Permission.MEDIATION_ACT)
add_pack(pages)
