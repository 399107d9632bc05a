"""Pages of the letters (一函两书): those that every process has."""

from caseflow.kernel.roles import Permission
from caseflow.notice.annex_pages import add_annexes
from caseflow.notice.models import Notice
from caseflow.web.proceedings import proceeding_pages

pages = proceeding_pages(Notice, {}, Permission.NOTICE_READ, Permission.NOTICE_ACT)
add_annexes(pages)
