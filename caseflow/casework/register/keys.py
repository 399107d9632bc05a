"""What makes two parties the same worker, or the same employer."""

from collections.abc import Iterator

from caseflow.casework.models import Party
from caseflow.casework.pinyin import initials
from caseflow.casework.privacy import compact

LONGEST_KEY, MOST_LETTERS = 200, 100

BY_ID = "id:"
"""How the key of an ID card begins; a worker has only one."""


def worker_keys(party: Party) -> Iterator[str]:
    """The keys of a worker, the surer one first; none without an ID card and without phone and name."""
    if party.id_index:
        yield f"{BY_ID}{party.id_index}"
    if party.phone_index and party.name:
        yield f"phone:{party.phone_index}:{compact(party.name)}"[:LONGEST_KEY]


def name_key(name: str) -> str:
    """The name of an employer in one form: half-width, upper case, without spaces."""
    return compact(name)[:LONGEST_KEY]


def letters(name: str) -> str:
    """The initials of a name, as long as a column keeps them."""
    return initials(name)[:MOST_LETTERS]
