"""The whole file of a proceeding, taken away as one PDF; on record with the purpose (装订卷宗)."""

from datetime import datetime

from caseflow.accounts.grants import require
from caseflow.casework import contents, engine
from caseflow.casework.bundles import binding
from caseflow.casework.bundles.gathering import pieces_in, shelves
from caseflow.casework.bundles.pieces import Bound, Cover, volumes
from caseflow.casework.contents import refuse_erased
from caseflow.casework.db import transaction
from caseflow.casework.documents.numerals import chinese_number, official_day
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Proceeding
from caseflow.casework.privacy import mask_name
from caseflow.casework.queries import find, find_to_change
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer

TAKEN = "take_bundle"

Facts = tuple[tuple[str, str], ...]
"""Labels with what is known; what is not stays empty."""


def take(id: int, *, volume: int, purpose: str, viewer: Viewer, at: datetime) -> Bound:
    """Bind one volume of the file, with what the viewer may read of it; its hash goes into the chain.

    Raises:
        Forbidden: the viewer takes no whole files.
        NotFound: the proceeding is out of scope, or its file has no such volume.
    """
    require(viewer, Permission.BUNDLE)
    proceeding = find(Proceeding, id, viewer)
    refuse_erased(proceeding.matter)
    parts = volumes(pieces_in(shelves(db.session(), proceeding, viewer)))
    if not 1 <= volume <= len(parts):
        raise NotFound
    cover = _cover(Source(db.session(), proceeding, viewer, at), volume, len(parts))
    bound = binding.bind(cover, parts[volume - 1], contents.read, at)
    note_taken(id, bound, purpose=purpose, what=cover.title, viewer=viewer, at=at)
    return bound


def note_taken(id: int, bound: Bound, *, purpose: str, what: str, viewer: Viewer, at: datetime) -> None:
    """Put on record who has taken which bundle, and what for."""
    with transaction() as session:
        proceeding = find_to_change(Proceeding, id, viewer, session)
        data = {"document": what, "purpose": purpose, "pages": bound.pages, "sha256": bound.sha256}
        engine.note(proceeding, TAKEN, viewer=viewer, at=at, data=data)


def cover_of(source: Source, title: str, facts: Facts, note: str, *, subtitle: str = "") -> Cover:
    """The first page of a bundle of the office, with what is known of the facts."""
    known = tuple((name, text) for name, text in facts if text)
    return Cover(title, subtitle, known, issuer=wired().office_name, on=official_day(source.today), note=note)


def _cover(source: Source, volume: int, of: int) -> Cover:
    title = f"{source.proceeding.definition.label}卷宗"
    subtitle = f"第{chinese_number(volume)}册（共{chinese_number(of)}册）" if of > 1 else ""
    note = "卷内材料按目录排列，页码自封面和目录之后起算。"
    return cover_of(source, title, _facts(source), note, subtitle=subtitle)


def _facts(source: Source) -> Facts:
    proceeding, closed = source.proceeding, source.proceeding.closed_at
    return (
        ("编号", proceeding.number or "未编号"),
        ("承办单位", source.unit(proceeding.unit_id)),
        ("职工", worker_on_cover(source)),
        ("用人单位", str(source.known("employer_name") or "")),
        ("事项", str(source.known("category") or "")),
        ("承办人", source.user(proceeding.handler_id)),
        ("立案日期", official_day(local_day(proceeding.opened_at))),
        ("办结日期", official_day(local_day(closed)) if closed else ""),
        ("保管期限", _retention(source)),
    )


def worker_on_cover(source: Source) -> str:
    """The first worker's name; masked where it is kept secret who complained."""
    if source.worker is None:
        return ""
    more = f"等 {len(source.workers)} 人" if len(source.workers) > 1 else ""
    name = mask_name(source.worker.name) if source.matter.confidential else source.worker.name
    return f"{name}{more}"


def _retention(source: Source) -> str:
    datum = source.asked.get("retention")
    return str(source.said(datum, source.raw("retention")) or "") if datum else ""
