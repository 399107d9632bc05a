"""Pages of the register: workers and employers across matters, groups (职工、单位、群体)."""

from caseflow.web.register import employers

PAGES = (employers.pages,)
