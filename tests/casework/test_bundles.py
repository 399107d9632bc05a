"""The file of a proceeding as one PDF: in which order, for whom, on record (卷宗)."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.orm import Session

from caseflow.casework import attachments, contents
from caseflow.casework.bundles import taking
from caseflow.casework.bundles.gathering import pieces_in, shelves
from caseflow.casework.documents.reading import paper_of
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Attachment, AuditEvent, Material, Proceeding
from caseflow.casework.uploads import Upload
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, NotFound
from caseflow.kernel.roles import Role
from tests import given
from tests.casework import samples
from tests.casework.test_binding import A4, sheets

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
AT = datetime(2026, 9, 16, 2, tzinfo=UTC)


def attach(case: Proceeding, name: str, content: bytes, **meaning: object) -> None:
    by = given.viewer(Role.MEDIATION_HEAD)
    upload = Upload(name, BytesIO(content))
    assert attachments.attach(case.id, [upload], viewer=by, at=AT, **meaning).kept  # type: ignore[arg-type]


def test_a_file_is_bound_in_the_order_of_its_catalogue(session: Session) -> None:
    # given a mediation with a signed notice, and files that came in another order
    case = given.mediation("accepted", on=ON)
    attach(case, "工资条.pdf", sheets(A4, A4), material=Material.DOCUMENTARY)
    attach(case, "身份证.png", samples.png(), material=Material.IDENTITY)
    attach(case, "申请书签名件.pdf", sheets(A4), proves="paper:mediation_application")
    # when the archivist takes the file away
    found = taking.take(case.id, volume=1, purpose="归档留存", viewer=given.viewer(Role.ARCHIVIST), at=AT)
    # then everything stands in its place
    titles = [row.title for row in found.rows]
    assert titles[0] == "申请书签名件.pdf"
    assert titles[-2:] == ["身份证.png", "工资条.pdf"]
    # and who took it, what for, and its hash are on record
    event = session.scalars(sa.select(AuditEvent).filter_by(action="take_bundle")).one()
    assert event.data["purpose"] == "归档留存"
    assert event.data["sha256"] == found.sha256


def test_a_frozen_paper_tells_its_pages_as_a_file_does(session: Session) -> None:
    # given a letter that was frozen when it was signed, and evidence of two pages
    case = given.reminder("issued", on=ON)
    viewer = given.viewer(Role.SUPERVISOR)
    upload = Upload("工资条.pdf", BytesIO(sheets(A4, A4)))
    attachments.attach(case.id, [upload], material=Material.DOCUMENTARY, viewer=viewer, at=AT)
    # then the file says of each how many pages it has
    pieces = pieces_in(shelves(session, case, viewer))
    assert {piece.title: piece.pages for piece in pieces} == {
        piece.title: len(PdfReader(BytesIO(b"".join(contents.read(piece.sha256)))).pages) for piece in pieces
    }
    assert [piece.title for piece in pieces] == ["工会劳动法律监督提示函", "工资条.pdf"]
    # and so does the list of contents
    listed = Source(session, case, viewer, AT).values(paper_of("notice_contents"))["contents"]
    assert [row[4] for row in listed] == [str(piece.pages) for piece in pieces]


def test_private_minutes_are_only_for_those_who_may_read_them() -> None:
    case = given.mediation("in_mediation", on=ON)
    attach(case, "笔录.pdf", sheets(A4), proves="notes")
    for role, reads in ((Role.MEDIATOR, True), (Role.ARCHIVIST, False)):
        seen = taking.take(case.id, volume=1, purpose="归档", viewer=given.viewer(role), at=AT)
        assert ("笔录.pdf" in [row.title for row in seen.rows]) is reads


def test_who_may_not_take_whole_files_is_refused() -> None:
    case = given.mediation("accepted", on=ON)
    with pytest.raises(Forbidden):
        taking.take(case.id, volume=1, purpose="看看", viewer=given.viewer(Role.OPERATOR), at=AT)
    with pytest.raises(NotFound):
        taking.take(case.id, volume=2, purpose="归档", viewer=given.viewer(Role.ARCHIVIST), at=AT)


def test_a_file_changes_places_with_the_one_behind_it(session: Session) -> None:
    case = given.mediation("accepted", on=ON)
    for name in ("一.pdf", "二.pdf", "三.pdf"):
        attach(case, name, sheets(A4, *[A4] * len(session.scalars(sa.select(Attachment.id)).all())))
    first = session.scalars(sa.select(Attachment).filter_by(name="一.pdf")).one()
    attachments.move(first.id, case.id, down=True, viewer=given.viewer(Role.MEDIATION_HEAD), at=AT)
    order = sa.select(Attachment.name, Attachment.pages).order_by(Attachment.position)
    assert [tuple(row) for row in db.session.execute(order)] == [("二.pdf", 2), ("一.pdf", 1), ("三.pdf", 3)]
