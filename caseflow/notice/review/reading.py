"""A draft with its comments, as the page of the review shows it (审核页)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from caseflow.casework.models import Proceeding
from caseflow.casework.queries import with_names
from caseflow.notice.review.models import ReviewComment
from caseflow.notice.review.parts import lines_of, parts_of


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with the names of those who wrote and answered it."""

    comment: ReviewComment
    by: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line of a text with what was said of it; number 0 stands for the whole text."""

    n: int
    text: str
    comments: Sequence[Said]


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """A text with its lines; `earlier` are comments on lines that read otherwise by now."""

    name: str
    label: str
    lines: Sequence[ReviewLine]
    earlier: Sequence[Said]


def comments_of(session: Session, notice: Proceeding) -> list[Said]:
    """Every comment on the letter, oldest first."""
    named = with_names(ReviewComment, ReviewComment.made_by, ReviewComment.answered_by)
    query = named.where(ReviewComment.proceeding_id == notice.id).order_by(ReviewComment.id)
    return [Said(*row) for row in session.execute(query)]


def reviewed(notice: Proceeding, said: Sequence[Said]) -> list[ReviewPart]:
    """The texts of the letter, each comment at its line."""
    found = []
    for part in parts_of(notice):
        own = [one for one in said if one.comment.part == part.name]
        lines = [ReviewLine(0, "", [one for one in own if not one.comment.quote])]
        for n, text in enumerate(lines_of(part.text), 1):
            lines.append(ReviewLine(n, text, [one for one in own if one.comment.quote == text]))
        there = {id(one) for line in lines for one in line.comments}
        earlier = [one for one in own if id(one) not in there]
        found.append(ReviewPart(part.name, part.label, lines, earlier))
    return found
