"""Search everywhere: one document for each proceeding, found by what its reader may read (搜索)."""

from caseflow.casework.search.writing import follow, refresh

__all__ = ["follow", "refresh"]
