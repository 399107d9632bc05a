"""The ledger of numbers, whether a paper is genuine, and the office's own templates, on their pages."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.casework import audit
from caseflow.casework.documents import overrides, verifying
from caseflow.casework.documents.overrides import Offer
from caseflow.casework.models import Document
from caseflow.kernel.errors import DomainError
from caseflow.kernel.roles import Role
from caseflow.registry import PAPERS
from tests import given, when
from tests.documents.test_freezing import bytes_of, document_of
from tests.web.desk import seated

ON = "2026-09-16"


def test_the_ledger_lists_numbers_with_the_void_ones(client: FlaskClient) -> None:
    # given two letters, one of which was called back
    given.reminder("issued", on=ON)
    letter = given.reminder("issued", on=ON)
    when.acts(letter, "revoke", on="2026-09-18", reason="=单位名称有误")
    # when a supervisor opens the ledger
    desk = seated(client, Role.SUPERVISOR)
    page = desk.get("/documents/ledger?code=reminder&year=2026").text
    # then both are there, the one as void and why, and the series has no gap
    for words in ("演示工监提〔2026〕1号", "演示工监提〔2026〕2号", "=单位名称有误"):
        assert words in page
    assert '<td role="cell">2</td><td role="cell">1</td><td role="cell">无</td>' in page
    assert (
        "演示工监提"
        not in desk.get("/documents/ledger?year=2025").text.split("编号系列")[-1].split("</details>")[-1]
    )
    # and the table to take away says the same, without a formula
    asked = {"purpose": "核对文号", "form": "csv"}
    text = desk.post("/exports/of/ledger.index?year=2026", data=asked).data.decode("utf-8-sig")
    assert "'=单位名称有误" in text
    assert text.count("演示工监提") == 2


def asked(client: FlaskClient, number: str, pdf: bytes) -> str:
    data = {"number": number, "files": (BytesIO(pdf), "文书.pdf")}
    return client.post("/verify", data=data, content_type="multipart/form-data").text


def test_anybody_learns_whether_a_paper_is_genuine_and_nothing_else(client: FlaskClient) -> None:
    # given a letter that somebody holds
    letter = given.reminder("issued", on=ON, employer_name="示例餐饮有限公司")
    number, pdf = str(letter.number), bytes_of(document_of(letter, "reminder"))
    # then number and file belong together, however the brackets are typed
    assert "相符。" in asked(client, number, pdf)
    assert "相符。" in asked(client, number.replace("〔", "[").replace("〕", "]"), pdf)
    # but not a file that was changed, nor another number; which of them is wrong is not told
    answers = {asked(client, number, pdf + b" "), asked(client, "演示工监提〔2026〕9号", pdf)}
    assert all("不相符" in answer and "示例餐饮" not in answer for answer in answers)
    # and once it is called back, that is said
    when.acts(letter, "revoke", on="2026-09-18")
    assert "已作废" in asked(client, number, pdf)


def test_who_asks_too_often_has_to_wait(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "TRIES", 2)
    said = [asked(client, "示例〔2026〕1号", b"%PDF-") for _ in range(3)]
    assert [("核验次数过多" in answer) for answer in said] == [False, False, True]


def brings(desk: FlaskClient, name: str, source: bytes, **more: Any) -> Any:
    data = {"code": "reminder", "effective_on": "2026-9-1", "files": (BytesIO(source), name), **more}
    return desk.post("/documents/templates", data=data, content_type="multipart/form-data")


OWN = b"""#import "common.typ": *
#show: setup
#title
#d.number
#d.fields.employer_name OWN TEMPLATE
#ended"""


def test_an_own_template_counts_once_a_second_person_agrees(client: FlaskClient, session: Session) -> None:
    # given two managers, one of whom brings a template
    first, second = given.user(Role.MANAGER), given.user(Role.MANAGER)
    desk = seated(client, first)
    answer = brings(desk, "提示函.typ", OWN)
    assert answer.status_code == 303, answer.text
    assert "待另一人批准" in desk.get("/documents/templates").text
    refused = desk.post("/documents/templates/1/approve")
    assert refused.status_code == 422
    assert "提出的人不能批准自己提出的，请由另一人批准" in refused.text
    # then a letter is still drawn by ours
    assert template_of(given.reminder("issued", on=ON)).startswith("letter.typ")
    # and by it once the other agrees
    desk.post("/sign-out")
    assert seated(client, second).post("/documents/templates/1/approve").status_code == 303
    letter = given.reminder("issued", on="2027-01-04")
    assert template_of(letter).startswith("自定模板1 ")
    assert audit.verify(session)[1] is None


def template_of(letter: Any) -> str:
    found: Document = document_of(letter, "reminder")
    return found.template


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("a.typ", b"#nothing", "unknown variable"),
        ("a.typ", b'#import "@preview/x:1.0.0"', "不能引用网上的排版包"),
        ("a.pdf", b"%PDF-", ".typ"),
        ("a.docx", b"%PDF-", "docx"),
        ("a.docx", "{{ fields.__class__.__mro__ }}", "Word 模板有错"),
    ],
)
def test_a_bad_template_is_refused_and_says_why(name: str, source: bytes | str, said: str) -> None:
    file = word(source) if isinstance(source, str) else source
    with pytest.raises(DomainError, match=said):
        overrides.check(Offer("reminder", name, file, date(2026, 9, 1)), PAPERS["reminder"])


def test_the_page_says_what_is_wrong_with_a_template(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    answer = brings(desk, "提示函.pdf", b"%PDF-")
    assert answer.status_code == 422
    assert "模板文件的名称要以 .typ" in answer.text
    assert "还没有本单位的模板" in answer.text


def word(text: str) -> bytes:
    made = BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()
