"""The closed lists of the hotline (热线目录, domain §6): what comes in, how soon, and what is declined."""

from caseflow.hotline.catalogue.lists import (
    CATEGORIES,
    CHANNELS,
    CONTACTS,
    GRADES,
    GROUPS,
    PRIORITIES,
    SERVICES,
    SUBJECTS,
    Choices,
    is_safety,
    raised,
)
from caseflow.hotline.catalogue.refusals import DECLINES, REFUSALS, Refusal

__all__ = [
    "CATEGORIES",
    "CHANNELS",
    "CONTACTS",
    "DECLINES",
    "GRADES",
    "GROUPS",
    "PRIORITIES",
    "REFUSALS",
    "SERVICES",
    "SUBJECTS",
    "Choices",
    "Refusal",
    "is_safety",
    "raised",
]
