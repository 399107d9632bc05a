"""Pages of the letters (一函两书): those that every process has, and those of the legal review."""

from caseflow.kernel.roles import Permission
from caseflow.notice.annex_pages import add_annexes
from caseflow.notice.models import Notice
from caseflow.notice.review.views import add_to
from caseflow.notice.service.pages import add_service
from caseflow.web.proceedings import proceeding_pages

pages = proceeding_pages(Notice, {}, Permission.NOTICE_READ, Permission.NOTICE_ACT)
add_to(pages)
add_annexes(pages)
add_service(pages)
