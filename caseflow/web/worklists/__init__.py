"""Pages that say what to do next: today, the queue, what is late, messages, what was searched for."""

from typing import Any

from caseflow.casework.lights import Light
from caseflow.casework.urgency import ORDER
from caseflow.kernel.roles import FAMILIES
from caseflow.web.proceedings import address_of
from caseflow.web.proceedings.family import place_of
from caseflow.web.worklists import board, bulk, choices, forecast, inbox, month, queue, search, today, views
from caseflow.web.worklists.filtering import next_page

PAGES = (
    *(today.pages, queue.pages, bulk.pages, views.pages),
    *(board.pages, month.pages, forecast.pages, inbox.pages, search.pages),
)


SHAPES = {light: light.shape for light in Light}
WORDS = {light: light.label for light in Light}


def _shared() -> dict[str, Any]:
    """What the templates of lists share."""
    return {
        "address_of": address_of,
        "places_of": {family: place_of(family) for family in FAMILIES},
        "next_page": next_page,
        "subjects": choices.short_subjects(),
        "shapes": SHAPES,
        "words": WORDS,
        "order": ORDER,
    }


for pages in PAGES:
    pages.context_processor(_shared)
