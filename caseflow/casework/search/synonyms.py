"""Words that mean the same, and the initials by which they are typed (同义词).

They widen what is typed, not what is indexed: a change holds from the next search on, on every node.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, selectinload

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.models import SynonymGroup, SynonymWord
from caseflow.casework.models.synonym import LONGEST_WORD
from caseflow.casework.pinyin import initials
from caseflow.casework.search.words import lower, runs
from caseflow.extensions import db, fetch
from caseflow.kernel.errors import Conflict, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer

SHORTEST = 2
"""Letters of initials that are looked up, and characters of a word."""

FEWEST, MOST = 2, 12
"""Words of a group."""

_APART = re.compile(r"[\s,;，、；]+")
_typed, _meant = aliased(SynonymWord), aliased(SynonymWord)
_MEANINGS = (
    sa.select(_typed.word, _typed.letters, _meant.word.label("meant"))
    .join(_meant, _meant.group_id == _typed.group_id)
    .where(
        sa.or_(
            _typed.word.in_(sa.bindparam("typed", expanding=True)),
            _typed.letters.in_(sa.bindparam("short", expanding=True)),
        )
    )
    .order_by(_typed.group_id, _meant.place)
)


def meant_by(words: Collection[str]) -> Mapping[str, Sequence[str]]:
    """What each of the words stands for beside itself: the words of its group, or those it abbreviates."""
    short = [word for word in words if len(word) >= SHORTEST and word.isascii()]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in fetch(_MEANINGS, {"typed": list(words), "short": short}):
        for typed in {row.word, row.letters} & set(words):
            if row.meant != typed:
                found[typed][row.meant] = None
    return {typed: tuple(meant) for typed, meant in found.items()}


def groups(session: Session) -> Sequence[SynonymGroup]:
    """Every group with its words, those changed last first."""
    newest = (sa.func.coalesce(SynonymGroup.changed_at, sa.null()).desc().nulls_last(), SynonymGroup.id)
    query = sa.select(SynonymGroup).options(selectinload(SynonymGroup.words)).order_by(*newest)
    return session.scalars(query).all()


def group(id: int) -> SynonymGroup:
    """One group.

    Raises:
        NotFound: there is none.
    """
    return _group(db.session(), id)


def add(text: str, *, viewer: Viewer, at: datetime) -> SynonymGroup:
    """Keep a new group.

    Raises:
        Forbidden: the viewer keeps no synonyms.
        Incomplete: the words make no group, or one of them stands in another one.
    """
    require(viewer, Permission.SYNONYMS)
    words = _words(text)
    with transaction() as session:
        made = SynonymGroup(changed_by=viewer.user_id, changed_at=at)
        session.add(made)
        session.flush()
        _write(session, made, words)
        _record(session, made, "add_synonyms", viewer, at, words=words)
        return made


def change(id: int, text: str, *, version: int | None, viewer: Viewer, at: datetime) -> SynonymGroup:
    """Let the group be these words.

    Raises:
        Conflict: somebody else has changed it since the page was shown.
        Forbidden: the viewer keeps no synonyms.
        Incomplete: the words make no group, or one of them stands in another one.
        NotFound: there is no such group.
    """
    require(viewer, Permission.SYNONYMS)
    words = _words(text)
    with transaction() as session:
        kept = _group(session, id)
        if version is not None and kept.version != version:
            raise Conflict
        was = [word.word for word in kept.words]
        session.execute(sa.delete(SynonymWord).where(SynonymWord.group_id == id))
        _write(session, kept, words)
        kept.changed_by, kept.changed_at = viewer.user_id, at
        _record(session, kept, "change_synonyms", viewer, at, words=words, was=was)
        return kept


def remove(id: int, *, viewer: Viewer, at: datetime) -> None:
    """Let the words of a group stand for themselves again.

    Raises:
        Forbidden: the viewer keeps no synonyms.
        NotFound: there is no such group.
    """
    require(viewer, Permission.SYNONYMS)
    with transaction() as session:
        gone = _group(session, id)
        _record(session, gone, "remove_synonyms", viewer, at, words=[word.word for word in gone.words])
        session.delete(gone)


def _group(session: Session, id: int) -> SynonymGroup:
    found = session.get(SynonymGroup, id, options=[selectinload(SynonymGroup.words)])
    if found is None:
        raise NotFound
    return found


def _words(text: str) -> list[str]:
    """The words that were typed, as they are looked up."""
    words = list(dict.fromkeys(filter(None, _APART.split(lower(text)))))
    if not FEWEST <= len(words) <= MOST:
        raise Incomplete({"words": f"一组须有{FEWEST}到{MOST}个不同的词，词与词之间空一格"})
    for word in words:
        if not SHORTEST <= len(word) <= LONGEST_WORD:
            raise Incomplete({"words": f"“{word[:LONGEST_WORD]}”须在{SHORTEST}到{LONGEST_WORD}字之间"})
        if runs(word) != [word] and "".join(runs(word)) != word:
            raise Incomplete({"words": f"“{word}”里有符号，只能用汉字、字母和数字"})
    return words


def _write(session: Session, group: SynonymGroup, words: Sequence[str]) -> None:
    """The words of the group; one that stands in another group, or is put there just now, is refused."""
    rows = [
        {"word": word, "letters": initials(word)[:LONGEST_WORD], "place": n, "group_id": group.id}
        for n, word in enumerate(words)
    ]
    insert = dialect_insert(session)(SynonymWord).values(rows).on_conflict_do_nothing()
    kept = set(session.scalars(insert.returning(SynonymWord.word)))
    if taken := [word for word in words if word not in kept]:
        raise Incomplete({"words": f"{_where(session, taken)}，请先从那一组去掉，或者直接改那一组"})
    session.expire(group, ["words"])


def _where(session: Session, taken: Sequence[str]) -> str:
    of = sa.select(SynonymWord.group_id).where(SynonymWord.word == taken[0]).scalar_subquery()
    query = sa.select(SynonymWord.word).where(SynonymWord.group_id == of).order_by(SynonymWord.place)
    return f"“{'”“'.join(taken)}”已在另一组（{'、'.join(session.scalars(query))}）"


def _record(
    session: Session, group: SynonymGroup, action: str, viewer: Viewer, at: datetime, **said: Sequence[str]
) -> None:
    data = {"group": group.id, **said}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
