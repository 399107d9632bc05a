"""The pages of files: what they keep, refuse, send and never run."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework import attachments
from caseflow.casework.models import Attachment, AuditEvent, Proceeding
from caseflow.casework.uploads import Upload
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.casework import samples
from tests.casework.samples import HARMFUL, MEGABYTE, NAMES, SOUND
from tests.web import desk
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"


def sends(client: FlaskClient, case: Proceeding, *files: tuple[bytes, str], **more: str) -> TestResponse:
    data: dict[str, Any] = {**more, "files": [(io.BytesIO(content), name) for content, name in files]}
    return client.post(f"/hotline/{case.id}/files", data=data, content_type="multipart/form-data")


def by_hand(content: bytes, name: str) -> dict[str, Any]:
    """A form with one large file; werkzeug's test client would leave a temporary file open."""
    head = f'--limit\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    body = io.BytesIO(head + content + b"\r\n--limit--\r\n")
    length = body.getbuffer().nbytes
    content_type = "multipart/form-data; boundary=limit"
    return {"input_stream": body, "content_length": length, "content_type": content_type}


def kept(case: Proceeding) -> list[Attachment]:
    query = sa.select(Attachment).filter_by(proceeding_id=case.id).order_by(Attachment.position)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def test_several_files_at_once_and_a_page_that_lists_them(client: FlaskClient) -> None:
    case = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    answer = sends(handler, case, (samples.pdf(2), "合同.pdf"), (samples.png(), "工牌.png"), proves="proof")
    assert (answer.status_code, answer.location) == (303, f"/hotline/{case.id}/files")
    page = handler.get(answer.location).text
    for text in ("已上传 2 个附件", "合同.pdf", "2 页", "工牌.png", "证明材料", kept(case)[0].sha256[:12]):
        assert text in page
    assert given.person(Role.HANDLING_UNIT).name in page
    assert "合同.pdf" in handler.get(f"/hotline/{case.id}/files/panel").text
    assert f'hx-get="/hotline/{case.id}/files/panel"' in handler.get(f"/hotline/{case.id}").text


def test_a_refused_file_is_named_beside_the_field_and_nothing_else_is_lost(client: FlaskClient) -> None:
    case = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    answer = sends(handler, case, (b"MZ", "工资.pdf"), (samples.pdf(), "合同.pdf"), proves="proof")
    assert answer.status_code == 422
    assert "《工资.pdf》这是程序或者脚本，不能上传。" in answer.text
    assert "已上传 1 个附件" in answer.text
    assert '<option selected value="proof">' in answer.text
    assert [a.name for a in kept(case)] == ["合同.pdf"]


def test_nothing_chosen_is_said(client: FlaskClient) -> None:
    answer = sends(seated(client, Role.HANDLING_UNIT), desk.ticket())
    assert answer.status_code == 422
    assert "请选择要上传的文件" in answer.text


def test_a_file_of_21_megabytes_is_refused_in_words(client: FlaskClient) -> None:
    case = desk.ticket()
    body = by_hand(samples.jpeg(bytes(21 * MEGABYTE)), "大.jpg")
    answer = seated(client, Role.HANDLING_UNIT).post(f"/hotline/{case.id}/files", **body)
    assert answer.status_code == 422
    assert "《大.jpg》超过 20 MB" in answer.text
    assert kept(case) == []


def test_other_forms_stay_as_small_as_they_were(client: FlaskClient) -> None:
    handler = seated(client, Role.HANDLING_UNIT)
    large = by_hand(bytes(11 * MEGABYTE), "大.jpg")
    assert handler.post(f"/hotline/{desk.ticket().id}/act/assign", **large).status_code == 413


def test_whatever_is_sent_gets_an_answer(client: FlaskClient) -> None:
    case = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    harms = [(content, f"{harm}.pdf") for harm, (content, _) in HARMFUL.items()]
    for number, name in enumerate(NAMES):
        files = [
            (samples.pdf(number + 1), name.replace("\ud800", "?").replace("\n", " ")),
            *harms[number * 2 :][:2],
        ]
        assert sends(handler, case, *files).status_code == (422 if len(files) > 1 else 303)
    assert len(kept(case)) == len(NAMES)
    assert handler.get(f"/hotline/{case.id}/files").status_code == 200
    for attachment in kept(case):
        assert handler.get(f"/hotline/{case.id}/files/{attachment.id}", buffered=True).status_code == 200
    for form in ({"files": "text"}, {"proves": "\0"}, {"proves": "never offered"}):
        assert handler.post(f"/hotline/{case.id}/files", data=form).status_code == 422


def test_a_file_is_taken_away_as_it_is_and_never_run(client: FlaskClient) -> None:
    case = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    for suffix, content in SOUND.items():
        sends(handler, case, (content, f"材料.{suffix}"))
    for attachment in kept(case):
        answer = handler.get(f"/hotline/{case.id}/files/{attachment.id}", buffered=True)
        assert answer.data == SOUND[attachment.type.value]
        headers = answer.headers
        assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%9D%90%E6%96%99.")
        assert headers["Content-Disposition"].isascii()
        assert headers["Content-Type"].split(";")[0] == attachment.type.mime
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Length"] == str(attachment.size)
        picture = handler.get(f"/hotline/{case.id}/files/{attachment.id}/picture", buffered=True)
        assert picture.status_code == (200 if attachment.type.shown else 404)
    opened = sa.select(sa.func.count(AuditEvent.id)).filter_by(proceeding_id=case.id, action="open_file")
    assert db.session.scalar(opened) == len(SOUND) * 2
    assert "查看附件" in handler.get(f"/hotline/{case.id}").text


def test_withdrawing_asks_why(client: FlaskClient) -> None:
    case = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    sends(handler, case, (samples.pdf(), "合同.pdf"))
    address = f"/hotline/{case.id}/files/{kept(case)[0].id}/withdraw"
    assert "确认撤下" in handler.get(address).text
    assert "请填写理由" in handler.post(address, data={}).text
    assert handler.post(address, data={"reason": "长" * 201}).status_code == 422
    assert handler.post(address, data={"reason": "传错了案件"}).status_code == 303
    page = handler.get(f"/hotline/{case.id}/files").text
    assert "<s>合同.pdf</s>" in page
    assert "传错了案件" in page
    assert handler.post(address, data={"reason": "再撤"}).status_code == 422


def test_files_are_found_where_the_proceeding_is_and_nowhere_else(client: FlaskClient) -> None:
    case, other = desk.ticket(), desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    sends(handler, case, (samples.pdf(), "合同.pdf"))
    id = kept(case)[0].id
    assert handler.get(f"/hotline/{other.id}/files/{id}").status_code == 404
    elsewhere = seated(client, given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town))
    for below in ("", "/panel", f"/{id}", f"/{id}/withdraw", f"/{id}/picture"):
        assert elsewhere.get(f"/hotline/{case.id}/files{below}").status_code == 404
    assert sends(elsewhere, case, (samples.pdf(3), "合同.pdf")).status_code == 404
    assert elsewhere.post(f"/hotline/{case.id}/files/{id}/up").status_code == 404
    auditor = seated(client, Role.AUDITOR)
    assert auditor.get(f"/hotline/{case.id}/files").status_code == 200
    assert sends(auditor, case, (samples.pdf(3), "合同.pdf")).status_code == 403


def test_a_confidential_matter_shows_no_file_to_those_who_may_not_read_it(client: FlaskClient) -> None:
    case = desk.ticket(confidential=True)
    sends(seated(client, Role.HANDLING_UNIT), case, (samples.pdf(), "张某的合同.pdf"))
    for below in ("", "/files", "/files/panel"):
        assert "张某" not in seated(client, Role.DISPATCHER).get(f"/hotline/{case.id}{below}").text
    assert (
        seated(client, Role.DISPATCHER).get(f"/hotline/{case.id}/files/{kept(case)[0].id}").status_code == 404
    )
    assert "张某" in seated(client, Role.MANAGER).get(f"/hotline/{case.id}/files").text


def test_many_files_cost_no_more_queries(client: FlaskClient) -> None:
    case = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    addresses = [f"/hotline/{case.id}{below}" for below in ("", "/files", "/files/panel")]

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with desk.selects() as sent:
                assert handler.get(address).status_code == 200
            found.append(len(sent))
        return found

    costs()  # the first viewing of the day is put on record
    bring(case, 1)
    few = costs()
    bring(case, 20)
    assert costs() == few
    assert max(few) <= 8


def bring(case: Proceeding, count: int) -> None:
    uploads = [Upload("图.jpg", io.BytesIO(samples.jpeg(bytes([count, n])))) for n in range(count)]
    attachments.attach(case.id, uploads, viewer=given.viewer(Role.HANDLING_UNIT), at=given.moment(ON))
