"""Pages of the register: workers and employers across matters, groups (职工、单位、群体)."""

from typing import Any

from caseflow.web.proceedings import address_of
from caseflow.web.register import archives, employers, erasing, groups, screenings, workers
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import next_page

PAGES = (workers.pages, employers.pages, groups.pages, erasing.pages, archives.pages, screenings.pages)


def _shared() -> dict[str, Any]:
    """What the templates of the register share."""
    return {"address_of": address_of, "next_page": next_page, "subjects": choices.subjects()}


for pages in PAGES:
    pages.context_processor(_shared)
