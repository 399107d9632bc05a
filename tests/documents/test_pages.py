"""The pages on which documents are made: a form, a picture, a download, each on record."""

from io import BytesIO

import docx
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.casework.models import AuditEvent, Document, Standing
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.documents.test_freezing import words_of
from tests.web.desk import seated

ON = "2026-09-16"


def made(code: str) -> Document:
    return db.session.scalars(sa.select(Document).filter_by(code=code)).one()


def test_a_service_return_is_filled_in_looked_at_and_finished(client: FlaskClient, session: Session) -> None:
    # given a letter on its way, and a supervisor
    letter = given.reminder("serving", on=ON, employer_name="示例餐饮有限公司")
    here = f"/notice/{letter.id}/papers"
    desk = seated(client, Role.SUPERVISOR)
    assert "送达回证" in desk.get(here).text
    # when the return is begun
    form = desk.get(f"{here}/new/service_return")
    assert "示例餐饮有限公司" in form.text
    answer = desk.post(
        f"{here}/new/service_return", data={"copies": "2", "service_place": "示例路1号", **kept(form.text)}
    )
    assert answer.status_code == 303
    # then the draft has a picture, and a PDF that says it is a draft
    address = answer.headers["Location"]
    picture = desk.get(f"{address}/picture")
    assert picture.data.startswith(b"\x89PNG")
    assert "示例路1号" in words_of(desk.get(f"{address}/pdf").data)
    # and when it is finished it has a number, and the file for Word says the same
    finished = desk.post(
        address, data={"then": "finish", "copies": "2", "service_place": "示例路1号", **kept(form.text)}
    )
    assert finished.status_code == 303, finished.text
    document = made("service_return")
    assert (document.standing, document.number) == (Standing.FINAL, "演示工送〔2026〕1号")
    pdf = desk.get(f"{address}/pdf?download=1")
    assert "attachment" in pdf.headers["Content-Disposition"]
    word = docx.Document(BytesIO(desk.get(f"{address}/docx").data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for words in ("示例路1号", "示例餐饮有限公司", str(letter.number)):
        assert words in words_of(pdf.data)
        assert words in cells
    taken = session.scalars(sa.select(AuditEvent.data).filter_by(action="take_document")).all()
    assert [data["taken_as"] for data in taken] == ["PDF", "PDF", "DOCX"]


def kept(page: str) -> dict[str, str]:
    """What the form shows of some fields that a browser would send back."""
    return {
        "letter_title": "工会劳动法律监督提示函",
        "case_no": number_in(page),
        "recipient": "示例餐饮有限公司",
        "issuer": "演示区总工会",
        "issued_on": "2026-9-16",
    }


def number_in(page: str) -> str:
    return page.split('name="case_no"')[1].split('value="', 2)[1].split('"', 1)[0]
