"""Search everywhere: one document for each proceeding, found by what its reader may read (搜索).

Whoever changes the people, the facts or the notes of a matter calls `refresh` in the same transaction.
"""

from caseflow.casework.search.asking import Asked, Unsearchable, read
from caseflow.casework.search.finding import Found, Hit, Narrow, find
from caseflow.casework.search.writing import follow, refresh

__all__ = ["Asked", "Found", "Hit", "Narrow", "Unsearchable", "find", "follow", "read", "refresh"]
