"""What goes with a letter one rung up: earlier letters, their service, answers, evidence (附卷, R2–R4).

It leaves the house. So it holds what was written for readers outside, never a private note, and of a matter
in which it is kept secret who complained nothing that tells it: only files that somebody has found to be
without that, each document read once more, and no file under the name that it was brought with.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import attachments, contents
from caseflow.casework.bundles import binding, leaves
from caseflow.casework.bundles.gathering import files_of, final, of_document, of_file
from caseflow.casework.bundles.pieces import Bound, Cover, Piece, volumes
from caseflow.casework.bundles.taking import cover_of, note_taken
from caseflow.casework.catalogues import EVIDENCE, SIGNED_COPY
from caseflow.casework.contents import refuse_erased
from caseflow.casework.documents.source import Source
from caseflow.casework.models import ANNEX, Attachment, Party, Proceeding
from caseflow.casework.parties import given_away
from caseflow.casework.queries import find, parties_of, visible_to
from caseflow.casework.uploads import Upload
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import ACTS, Permission, Viewer
from caseflow.notice.models import Notice

ENCLOSED = (
    *("reminder", "opinion", "recommendation", "service_return", "service_failed"),
    *("notice_pressing", "notice_extension", "rectification_check", "notice.取证清单"),
)
"""Documents that were written for readers outside, or prove that something reached them."""

PROOFS = frozenset(
    {
        *("service_photos", "reply_file", "evidence", "evidence_index", "rectification_evidence"),
        *(f"{SIGNED_COPY}{code}" for code in ENCLOSED),
    }
)
"""What the files among it prove."""

UNSEEN = "未注明已隐去投诉人身份，没有编入"
TELLS = "含投诉人身份信息，没有编入"
TOO_LARGE = "材料超过一册，请在“附件”中撤下不需要随函提供的，再生成。"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One thing that goes along, of the proceeding `of`; `apart` of the piece says why it does not."""

    letter: str
    of: int
    piece: Piece

    @property
    def unmarked(self) -> bool:
        """Whether somebody has to look at the file first, and to say that it names nobody."""
        return self.piece.apart == UNSEEN

    @property
    def named(self) -> Piece:
        """The piece under a title that tells to which letter it belongs."""
        if self.piece.number:
            return self.piece
        return replace(self.piece, title=f"{self.piece.title}（{self.letter}）")


def annex_of(id: int, *, purpose: str, viewer: Viewer, at: datetime) -> Bound:
    """Everything that goes with the letter, as one PDF with its list; on record with the purpose.

    Raises:
        Forbidden: the viewer takes no whole files.
        GuardRefused: it is too large to be bound as one.
        NotFound: the letter is out of scope.
    """
    require(viewer, Permission.BUNDLE)
    bound = _bound(find(Notice, id, viewer), viewer, at)
    note_taken(id, bound, purpose=purpose, what="附卷材料", viewer=viewer, at=at)
    return bound


def enclose(id: int, *, viewer: Viewer, at: datetime) -> int:
    """Keep the annex among the files of the letter, to go out with it; the id of the file.

    Raises:
        Forbidden: the viewer does not work on letters.
        GuardRefused: it is too large, or nothing has changed since it was kept.
        NotFound: the letter is out of scope.
    """
    require(viewer, ACTS["notice"])
    letter = find(Notice, id, viewer)
    name = f"附卷材料（{letter.definition.label}）.pdf"
    upload = Upload(name, BytesIO(_bound(letter, viewer, at).pdf))
    brought = attachments.attach(id, [upload], proves=ANNEX, redacted=True, viewer=viewer, at=at)
    if not brought.kept:
        raise GuardRefused("".join(reason for _, reason in brought.refused))
    return brought.kept[0]


def enclosed(session: Session, letter: Proceeding, viewer: Viewer) -> list[Enclosed]:
    """What goes with a letter that was found before, the oldest letter first, and what does not."""
    secret = letter.matter.confidential and not getattr(letter, "identity_consent", False)
    parties = session.scalars(parties_of(letter.matter_id)).all() if secret else []
    found: list[Enclosed] = []
    for one in reversed([letter, *_before(session, letter, viewer)]):
        pieces = _kept_secret(one, viewer, parties) if secret else _all_of(one, viewer)
        found += [Enclosed(one.number or one.definition.label, one.id, piece) for piece in pieces]
    return found


def _before(session: Session, letter: Proceeding, viewer: Viewer) -> Iterator[Proceeding]:
    """From what it grew, as far as the viewer sees it."""
    above = letter.parent_id
    while above:
        one = session.scalars(visible_to(viewer, Proceeding).where(Proceeding.id == above)).first()
        if one is None:
            return
        yield one
        above = one.parent_id


def _all_of(one: Proceeding, viewer: Viewer) -> Iterator[Piece]:
    catalogue, session = wired().catalogue(one.process), db.session()
    documents = (d for d in final(session, one, viewer) if d.code in ENCLOSED)
    placed = [(catalogue.place_of_paper(d.code), of_document(d)) for d in documents]
    placed += [(catalogue.place_of_file(f), of_file(f)) for f in files_of(one, viewer) if _proves(f)]
    return (piece for _, piece in sorted(placed, key=lambda pair: pair[0]))


def _proves(file: Attachment) -> bool:
    return file.proves in PROOFS or (not file.proves and file.material in EVIDENCE)


def _kept_secret(one: Proceeding, viewer: Viewer, parties: Sequence[Party]) -> Iterator[Piece]:
    """The same with nothing by which somebody could tell who complained."""
    files = list(files_of(one, viewer))
    seen = {file.sha256 for file in files if file.redacted}
    kinds = {file.sha256: file.material.label if file.material else "材料" for file in files}
    counts: Counter[str] = Counter()
    for piece in _all_of(one, viewer):
        kind = kinds.get(piece.sha256)
        counts[kind or ""] += 1
        named = replace(piece, title=f"{kind} {counts[kind]}") if kind else piece
        because = UNSEEN if kind and piece.sha256 not in seen else _tells(piece, parties)
        yield replace(named, sha256="", apart=because) if because else named


def _tells(piece: Piece, parties: Sequence[Party]) -> str:
    """Why the text of the piece keeps it out; a picture has none, somebody has looked at it."""
    if piece.apart or not piece.type.mime.endswith("pdf"):
        return piece.apart
    try:
        said = leaves.words_in(b"".join(contents.read(piece.sha256)))
    except leaves.Apart as fault:
        return str(fault)
    return TELLS if given_away(said, parties) else ""


def _bound(letter: Notice, viewer: Viewer, at: datetime) -> Bound:
    refuse_erased(letter.matter)
    pieces = [one.named for one in enclosed(db.session(), letter, viewer)]
    if len(volumes(pieces)) > 1:
        raise GuardRefused(TOO_LARGE)
    return binding.bind(_cover(Source(db.session(), letter, viewer, at)), pieces, contents.read, at)


def _cover(source: Source) -> Cover:
    letter = source.proceeding
    facts = (
        ("文书", wired().papers[letter.process].label),
        ("文号", letter.number or "签发时编定"),
        ("用人单位", str(source.known("employer_name") or "")),
        ("受文机关", str(source.known("authority") or "")),
        ("承办人", source.user(letter.handler_id)),
    )
    return cover_of(source, "附卷材料", facts, "含个人信息的材料仅供受文机关依法办理使用。")
