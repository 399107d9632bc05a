"""The signature freezes the letter: number, hash and bytes in one transaction."""

import hashlib
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.orm import Session

from caseflow.casework import audit, contents
from caseflow.casework.documents.printing import Unprintable
from caseflow.casework.models import AuditEvent, Document, NumberSeries, Proceeding, Standing
from caseflow.extensions import db
from tests import given, when

ON = "2026-09-16"


def document_of(proceeding: Proceeding, code: str) -> Document:
    query = sa.select(Document).filter_by(proceeding_id=proceeding.id, code=code)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def bytes_of(document: Document) -> bytes:
    assert document.sha256
    return b"".join(contents.read(document.sha256))


def words_of(pdf: bytes) -> str:
    """Without blanks: the reader puts some where figures stand beside characters."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_signed_letter_is_kept_as_it_was_signed(session: Session) -> None:
    # given a letter before its signatory
    letter = given.reminder("pending_sign", on=ON, employer_name="示例喆堃餐饮有限公司", contact="前台 0000")
    # when it is signed
    when.acts(letter, "sign_off", on="2026-09-17")
    # then the paper bears the number of the letter, says what it says, and its hash is in the chain
    paper = document_of(letter, "reminder")
    assert (paper.standing, paper.number) == (Standing.FINAL, letter.number)
    pdf = bytes_of(paper)
    assert hashlib.sha256(pdf).hexdigest() == paper.sha256
    for words in ("示例喆堃餐饮有限公司", "示例内容", str(letter.number), "2026年9月17日", "10个工作日"):
        assert words in words_of(pdf)
    event = session.scalars(sa.select(AuditEvent).filter_by(action="finish_document")).one()
    assert (event.data["sha256"], event.data["doc_number"]) == (paper.sha256, letter.number)
    assert audit.verify(session)[1] is None


def test_what_cannot_be_printed_is_not_signed(session: Session) -> None:
    letter = given.reminder("pending_sign", on=ON, employer_name="示例😀餐饮有限公司")
    with pytest.raises(Unprintable, match="“😀”"):
        when.acts(letter, "sign_off", on="2026-09-17")
    kept = session.get_one(Proceeding, letter.id)
    assert (kept.state, kept.number) == ("pending_sign", None)
    assert (
        session.scalars(sa.select(NumberSeries.series).where(NumberSeries.series.contains("监提"))).all()
        == []
    )
    assert session.scalars(sa.select(Document)).all() == []


def test_a_letter_called_back_keeps_its_number_as_void(session: Session) -> None:
    # given a signed letter
    letter = given.reminder("issued", on=ON)
    number = letter.number
    # when it is called back
    when.acts(letter, "revoke", on="2026-09-18", reason="单位名称有误")
    # then the letter is void for that reason, and the notice of it has a number of its own
    paper = document_of(letter, "reminder")
    assert (paper.standing, paper.number, paper.voided_because) == (Standing.VOID, number, "单位名称有误")
    notice = document_of(letter, "revocation")
    assert notice.standing is Standing.FINAL
    assert notice.number == "演示工监撤〔2026〕1号"
    assert str(number) in words_of(bytes_of(notice))
    # and the next letter takes the next number
    assert given.reminder("issued", on=ON).number == "演示工监提〔2026〕2号"
