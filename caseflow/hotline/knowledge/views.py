"""The knowledge base as pages (知识库)."""

from typing import Any

from flask import Blueprint, render_template, request

from caseflow.hotline.catalogue import GROUPS, SUBJECTS
from caseflow.hotline.knowledge.library import LIBRARY
from caseflow.hotline.knowledge.picker import categories, find_categories
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission
from caseflow.web.access import needs

pages = Blueprint("knowledge", __name__, url_prefix="/knowledge")

LONGEST = 100
"""Characters of a search that are looked at."""


@pages.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """Items of a category, those that hold the words, or all of them."""
    text = request.args.get("q", "").strip()[:LONGEST]
    chosen = request.args.get("category", "")
    shelf = _shelf(text, chosen if chosen in SUBJECTS or chosen in GROUPS else "")
    return render_template("hotline/knowledge.html", **shelf)


def _shelf(text: str, category: str) -> dict[str, Any]:
    """What is found; where no item holds the words, what concerns the category they mean."""
    near, found = find_categories(text), LIBRARY.search(text, category)
    return {
        "text": text,
        "category": category,
        "found": found,
        "near": near,
        "meant": LIBRARY.about(near[0].code) if near and not found else [],
        "groups": GROUPS,
        "subjects": SUBJECTS,
        "library": LIBRARY,
    }


@pages.get("/<code>")
@needs(Permission.SIGNED_IN)
def item(code: str) -> str:
    """One item with its articles."""
    found = LIBRARY.items.get(code)
    if found is None:
        raise NotFound
    labels = [SUBJECTS.get(each) or GROUPS.get(each) or "通用" for each in found.categories]
    return render_template("hotline/knowledge_item.html", item=found, labels=labels, library=LIBRARY)


@pages.get("/categories")
@needs(Permission.SIGNED_IN)
def options() -> str:
    """The categories that the text may mean, best first, for the list of a box; without a text all."""
    typed = request.args.get("q", "")[:LONGEST]
    return render_template(
        "hotline/categories.html", options=find_categories(typed) if typed else categories()
    )
