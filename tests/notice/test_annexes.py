"""What goes with a letter one rung up: earlier ones with their proofs, nothing that gives a worker away."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import sqlalchemy as sa
import typst
from pypdf import PdfReader
from sqlalchemy.orm import Session

from caseflow.casework import attachments
from caseflow.casework.bundles import taking
from caseflow.casework.db import transaction
from caseflow.casework.documents import making
from caseflow.casework.documents.fonts import office_fonts
from caseflow.casework.models import Attachment, Material, Matter, Party, PartyKind, Proceeding
from caseflow.casework.uploads import Upload
from caseflow.kernel.roles import Role
from caseflow.notice.annexes import annex_of, enclose, enclosed
from caseflow.notice.models import Recommendation
from tests import given, when
from tests.casework import samples
from tests.casework.test_binding import A4, sheets
from tests.documents.printed import bare

pytestmark = pytest.mark.usefixtures("app")

AT = datetime(2026, 11, 2, 2, tzinfo=UTC)
SUP = Role.SUPERVISOR


def brings(letter: Proceeding, name: str, content: bytes, **meaning: object) -> None:
    upload = Upload(name, BytesIO(content))
    brought = attachments.attach(letter.id, [upload], viewer=given.viewer(SUP), at=AT, **meaning)  # type: ignore[arg-type]
    assert brought.kept, brought.refused


def ladder(session: Session, *, confidential: bool = False) -> Recommendation:
    """An 意见书 with answer and evidence, and the 建议书 that grew from it."""
    opinion = given.opinion("replied", on="2026-09-16")
    with transaction() as writing:
        matter = writing.get_one(Matter, opinion.matter_id)
        matter.confidential = confidential
        worker = Party(matter_id=matter.id, kind=PartyKind.WORKER, name="喆堃昇")
        writing.add(worker)
    brings(opinion, "喆堃昇工资条.pdf", sheets(A4, A4), material=Material.DOCUMENTARY)
    brings(opinion, "答复.png", samples.png(), proves="reply_file", redacted=True)
    brings(opinion, "身份证.pdf", sheets(A4), material=Material.IDENTITY)
    when.acts(opinion, "propose_escalation", on="2026-10-20")
    when.acts(opinion, "escalate", on="2026-10-21")
    return session.scalars(sa.select(Recommendation)).one()


def test_the_annex_holds_letter_answer_and_evidence_with_a_list(session: Session) -> None:
    letter = ladder(session)
    found = annex_of(letter.id, purpose="随建议书报送", viewer=given.viewer(SUP), at=AT)
    titles = [row.title.split("（")[0] for row in found.rows]
    assert titles == ["工会劳动法律监督意见书", "喆堃昇工资条.pdf", "答复.png"]
    pages = [bare(page.extract_text()) for page in PdfReader(BytesIO(found.pdf)).pages]
    assert "附卷材料" in pages[0]
    assert "工会劳动法律监督意见书" in pages[1]
    assert pages[-1] == f"第{found.pages}页"


def test_nothing_tells_who_complained_in_secret(session: Session) -> None:
    letter = ladder(session, confidential=True)
    found = annex_of(letter.id, purpose="随建议书报送", viewer=given.viewer(SUP), at=AT)
    said = bare("".join(page.extract_text() for page in PdfReader(BytesIO(found.pdf)).pages))
    assert "喆堃昇" not in said
    assert [row.apart for row in found.apart] == ["未注明已隐去投诉人身份，没有编入"]
    assert "书证1" in said
    # and the page says which of them somebody has to look at first
    letters = enclosed(session, letter, given.viewer(SUP))
    assert [one.of for one in letters if one.unmarked] == [letter.parent_id]


def test_a_text_that_names_the_complainant_stays_out_whatever_somebody_said_of_it(session: Session) -> None:
    letter = ladder(session, confidential=True)
    opinion = session.get_one(Proceeding, letter.parent_id)
    made = given_text("职工喆 堃 昇反映")
    brings(opinion, "陈述.pdf", made, material=Material.STATEMENT, redacted=True)
    because = [one.piece.apart for one in enclosed(session, letter, given.viewer(SUP))]
    assert "含投诉人身份信息，没有编入" in because


def given_text(words: str) -> bytes:
    source = f'#set text(font: "Noto Serif SC")\n{words}'.encode()
    made = typst.Compiler(font_paths=office_fonts()).compile(source, format="pdf")
    assert isinstance(made, bytes)
    return made


def test_it_is_kept_among_the_files_and_is_no_part_of_itself(session: Session) -> None:
    letter = ladder(session)
    id = enclose(letter.id, viewer=given.viewer(SUP), at=AT)
    kept = session.get_one(Attachment, id)
    assert (kept.proves, kept.redacted, kept.proceeding_id) == ("annex", True, letter.id)
    assert len(enclosed(session, letter, given.viewer(SUP))) == 3


def test_a_file_with_sixty_workers_and_twelve_breaches_is_bound_whole(session: Session) -> None:
    # given a letter on twelve breaches, one of which somebody wrote as if it were markup, and sixty workers
    breaches = "\n".join(['#import "x" {{ 7 * 7 }} <script>', *(f"违法情形甲{n}" for n in range(2, 13))])
    letter = given.opinion("issued", on="2026-09-16", breaches=breaches)
    names = [f"测试喆堃昇珺{'阿' * 20}{chr(0x4E00 + n)}" for n in range(60)]
    with transaction() as writing:
        for name in names:
            writing.add(Party(matter_id=letter.matter_id, kind=PartyKind.WORKER, name=name))
    viewer, at = given.viewer(SUP), given.moment("2026-09-17")
    document = making.begin(letter.id, "workers_annex", values={}, viewer=viewer, at=at)
    making.finish(document.id, letter.id, viewer=viewer, at=at)
    # when its file is bound
    found = taking.take(letter.id, volume=1, purpose="归档", viewer=viewer, at=at)
    # then everything is there to be read, and the cover names the first
    said = bare("".join(page.extract_text() for page in PdfReader(BytesIO(found.pdf)).pages))
    assert [name for name in names if name not in said] == []
    assert "（十二）违法情形甲12" in said
    assert bare(breaches.splitlines()[0]) in said
    assert "等60人" in said
    assert not found.apart
