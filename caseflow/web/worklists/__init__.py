"""Pages that say what to do next: today, the queue, what is late, messages, what was searched for."""

from typing import Any

from caseflow.web.proceedings import address_of
from caseflow.web.worklists import choices, inbox, overdue, queue, search, today
from caseflow.web.worklists.filtering import next_page

PAGES = (today.pages, queue.pages, overdue.pages, inbox.pages, search.pages)


def _shared() -> dict[str, Any]:
    """What the templates of lists share."""
    return {"address_of": address_of, "next_page": next_page, "subjects": choices.subjects()}


for pages in PAGES:
    pages.context_processor(_shared)
