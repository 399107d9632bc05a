"""The knowledge base, the scripts, and the categories by which both are found (知识库、话术、类别)."""

from caseflow.hotline.knowledge.library import LIBRARY, Item, Library, MalformedLibrary, Script
from caseflow.hotline.knowledge.picker import Category, categories, category_named, find_categories

__all__ = [
    "LIBRARY",
    "Category",
    "Item",
    "Library",
    "MalformedLibrary",
    "Script",
    "categories",
    "category_named",
    "find_categories",
]
