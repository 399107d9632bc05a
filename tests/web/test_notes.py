"""Notes on the page of a proceeding: written, previewed, mended, and read by those they are for."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.models import Note
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.web import desk
from tests.web.desk import seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

TEXT = "证人愿意出庭"


def write(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Fill in the form on the page of the proceeding."""
    page = client.get(address)
    return client.post(f"{address}/notes", data={"token": hidden(page, "token"), **typed})


def confirm(client: FlaskClient, preview: TestResponse, **typed: str) -> TestResponse:
    """Send the form again after having looked at the preview."""
    carried = {name: hidden(preview, name) for name in ("token", "previewed")}
    return client.post(preview.request.path, data={**carried, **typed})


def notes() -> list[Note]:
    return list(db.session.query(Note).order_by(Note.id))


def test_a_note_is_written_on_the_page_and_stands_in_the_history(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address, person = f"/hotline/{ticket.id}", seated(client, Role.HANDLING_UNIT)
    answer = write(person, address, audience="internal", text=f"{TEXT}<script>")
    (note,) = notes()
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"{address}#note-{note.id}")
    page = person.get(address).text
    assert "备注已写下。" in page
    assert f"{TEXT}&lt;script&gt;" in page
    assert f'href="{address}/notes/{note.id}"' in page  # still to be mended


def test_faults_stand_beside_the_field_and_nothing_is_lost(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address, person = f"/hotline/{ticket.id}", seated(client, Role.HANDLING_UNIT)
    empty = write(person, address, audience="internal", text="  ")
    assert empty.status_code == 422
    assert '<a href="#text">请填写内容</a>' in empty.text
    for odd in ("private", "everybody", "\0"):
        answer = write(person, address, audience=odd, text=f"{TEXT}\0" if odd == "\0" else TEXT)
        assert answer.status_code == 422
        assert TEXT in answer.text
    assert not notes()


def test_the_worker_reads_only_what_was_looked_at(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address, person = f"/hotline/{ticket.id}", seated(client, Role.HANDLING_UNIT)
    preview = write(person, address, audience="worker", text="已约单位周五面谈")
    assert preview.status_code == 200
    assert f"您好，您反映的事项（{ticket.number}）有新的进展：" in preview.text
    assert not notes()
    # changed after the preview: it is shown again, not sent
    again = confirm(person, preview, audience="worker", text="已约单位周六面谈")
    assert again.status_code == 200
    assert not notes()
    assert confirm(person, again, audience="worker", text="已约单位周六面谈").status_code == 303
    assert [note.text for note in notes()] == ["已约单位周六面谈"]


def test_unsafe_contact_is_said_and_holds_the_note_back(client: FlaskClient) -> None:
    ticket = desk.ticket(safe_contact="只在 19:00 后拨打")
    address, person = f"/hotline/{ticket.id}", seated(client, Role.MANAGER)
    preview = write(person, address, audience="worker", text="已约单位周五面谈")
    assert "只在 19:00 后拨打" in preview.text
    assert "这一条不会发给职工" in preview.text
    confirm(person, preview, audience="worker", text="已约单位周五面谈")
    page = person.get(address).text
    assert "没有发给职工" in page
    assert "未发给职工" in page


def test_private_work_is_for_lawyers_only(client: FlaskClient) -> None:
    case = given.aid("in_representation", on="2026-09-16")
    address = f"/aid/{case.id}"
    write(seated(client, Role.LAWYER), address, audience="private", text=TEXT)
    assert TEXT in client.get(address).text
    for other in (Role.MANAGER, Role.AID_HEAD, Role.AUDITOR):
        assert TEXT not in seated(client, other).get(address).text
        assert (
            "写备注</"
            not in client.get(f"{address}?show=notes").text.split("经过</h2>")[1].split("</form>")[-1]
        )
        assert client.get(f"{address}/notes?follows={notes()[0].id}").status_code in (403, 404)


def test_in_a_confidential_matter_notes_are_read_like_the_story(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    address = f"/hotline/{ticket.id}"
    write(seated(client, Role.HANDLING_UNIT), address, audience="internal", text=TEXT)
    assert TEXT in client.get(address).text  # the writer
    assert TEXT in seated(client, Role.MANAGER).get(address).text
    for other in (Role.DISPATCHER, Role.AUDITOR):
        assert TEXT not in seated(client, other).get(address).text


def test_an_agency_sees_no_note_and_writes_none(client: FlaskClient) -> None:
    transfer = given.transfer("received", on="2026-09-16")
    address = f"/transfer/{transfer.id}"
    write(seated(client, Role.LIAISON), address, audience="internal", text=TEXT)
    page = seated(client, Role.AGENCY).get(address).text
    assert TEXT not in page
    assert "note-form" not in page
    assert client.get(f"{address}/notes").status_code == 403


def written(client: FlaskClient, ticket: Ticket, **more: Any) -> Note:
    write(client, f"/hotline/{ticket.id}", audience="internal", text=TEXT, **more)
    return notes()[-1]


def test_a_note_is_mended_or_added_to(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person = seated(client, Role.HANDLING_UNIT)
    note = written(person, ticket)
    mend = f"/hotline/{ticket.id}/notes/{note.id}"
    assert f">\r\n{TEXT}</textarea>" in person.get(mend).text
    assert person.post(mend, data={"text": "改好的话"}).status_code == 303
    more = f"/hotline/{ticket.id}/notes?follows={note.id}"
    form = person.get(more)
    assert "补充备注" in form.text
    assert "改好的话" in form.text
    person.post(more, data={"token": hidden(form, "token"), "text": "又联系上一人"})
    page = person.get(f"/hotline/{ticket.id}").text
    assert re.search(rf'href="#note-{note.id}">补充前面的备注', page)
    assert "修改过" in page


def test_others_cannot_mend_it_and_nobody_too_late(client: FlaskClient) -> None:
    ticket = desk.ticket()
    note = written(seated(client, Role.HANDLING_UNIT), ticket)
    mend = f"/hotline/{ticket.id}/notes/{note.id}"
    assert seated(client, Role.MANAGER).get(mend).status_code == 422
    note.written_at = given.moment("2026-09-16")
    db.session.commit()
    late = seated(client, Role.HANDLING_UNIT).post(mend, data={"text": "太晚的话"})
    assert late.status_code == 422
    assert "现在可以补充一条" in late.text
    elsewhere = desk.ticket()
    assert client.get(f"/hotline/{elsewhere.id}/notes/{note.id}").status_code == 404
