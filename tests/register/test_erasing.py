"""Erasing what identifies a worker: who may, when not, what goes and what stays (删除个人信息)."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.accounts.models import User
from caseflow.casework import attachments, audit, contents
from caseflow.casework.db import transaction
from caseflow.casework.erasing import holding, requests
from caseflow.casework.erasing.standing import standing
from caseflow.casework.models import (
    Attachment,
    AuditEvent,
    Erasure,
    Matter,
    Milestone,
    Note,
    Party,
    SearchDocument,
    WorkerKey,
    WorkerRecord,
)
from caseflow.casework.models import Audience as To
from caseflow.casework.notes import Draft, add_note
from caseflow.casework.search.writing import rebuild
from caseflow.casework.uploads import Upload
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.roles import Role
from tests import given, when
from tests.register.calls import NAME, PHONE, call, person, worker
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

LONG_AGO, NOW = "2014-09-16", given.moment("2026-09-16")
WAY = (
    *("submit", "dispatch", "sign_in", "log_first_contact"),
    *("submit_result", "pass_review", "close", "archive"),
)
STORY = f"{NAME}说，1 3 9-0000 0000打不通时找班组长"


def closed(ticket: Ticket, retention: str = "10_years") -> Ticket:
    for action in WAY:
        when.acts(ticket, action, on=LONG_AGO, retention=retention)
    return ticket


def filed(*workers: Any, **told: Any) -> Ticket:
    """A call of long ago that went its whole way."""
    ticket = call(*(workers or (worker(),)), on=LONG_AGO, **{"facts_text": STORY, **told})
    return closed(ticket)


def asked(record: int, by: Role | User = Role.MANAGER) -> Erasure:
    return requests.ask(record, ground="expired", reason="本人来电要求", viewer=given.viewer(by), at=NOW)


def erased(record: int) -> Erasure:
    return requests.approve(asked(record).id, viewer=given.viewer(Role.ADMIN), at=NOW)


def attached(ticket: Ticket, content: bytes) -> Attachment:
    """A photo among the files of the ticket, while it is under way."""
    found = attachments.attach(
        ticket.id,
        [Upload(f"{NAME}工资条.txt", BytesIO(content))],
        viewer=given.viewer(Role.OPERATOR),
        at=given.moment(LONG_AGO),
    )
    return db.session.get_one(Attachment, found.kept[0])


def everywhere(*tables: type[Any]) -> str:
    """Every value of the tables, as a reader of the database's rows meets it."""
    return "\n".join(str(row._asdict()) for t in tables for row in db.session.execute(sa.select(t.__table__)))


def test_names_numbers_texts_and_files_go_and_statistics_and_chain_stay() -> None:
    # given a matter of long ago with a note and a file, and the figures it counts in
    ticket = call(worker(card="110000199001010000"), on=LONG_AGO, facts_text=STORY)
    viewer = given.viewer(Role.OPERATOR)
    add_note(ticket.id, Draft(To.INTERNAL, STORY, ""), viewer=viewer, at=given.moment(LONG_AGO))
    file = attached(ticket, "工资条".encode())
    closed(ticket)
    record, figures = person(ticket), everywhere(Milestone)
    links = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    assert links
    # when it is erased
    made = erased(record)
    # then nobody finds the worker in any row but the chain's
    text = everywhere(Party, Matter, Note, WorkerRecord, WorkerKey, Attachment, SearchDocument)
    assert NAME not in text
    assert PHONE not in text
    party = db.session.scalars(sa.select(Party).where(Party.worker_record_id == record)).one()
    assert (party.name, party.phone, party.phone_index, party.id_number) == ("已删除", None, None, None)
    assert db.session.scalars(sa.select(Note.text)).all() == [""]
    assert db.session.scalar(sa.select(Matter.facts_text)) == ""
    assert list(contents.read(file.sha256)) == []
    # and what is counted is counted as before, the chain holds and bears the certificate
    assert everywhere(Milestone) == figures
    verified, broken = audit.verify(db.session())
    assert broken is None
    assert verified > links
    assert (made.certificate["matters"], made.certificate["parties"]) == (1, 1)
    assert file.sha256 in made.certificate["files"]
    proof = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.digest == made.proof)).one()
    assert proof.action == "approve_erasure"
    assert proof.data["files"] == made.certificate["files"]
    # and a rebuilt index knows no more than before
    assert sum(count for count, _ in rebuild())
    assert "班组长" not in everywhere(SearchDocument)
    # and the next call under the number is somebody new
    assert person(call(worker(), on="2026-09-16")) != record


def test_open_work_a_running_period_and_a_hold_stand_against_it() -> None:
    old, new = filed(), call(worker(), on="2026-09-10")
    record = person(old)
    hold = holding.place(record, reason="仲裁在审", viewer=given.viewer(Role.MANAGER), at=NOW)
    # then each is told, with its day
    found = standing(db.session(), record, NOW).obstacles
    assert [one.text.split("（")[0] for one in found] == ["法律保全：仲裁在审", f"{new.number} 尚未办结"]
    with pytest.raises(GuardRefused, match="法律保全：仲裁在审"):
        asked(record)
    # when the hold is released by another one and the new matter ends, its file is still to be kept
    second = given.user(Role.MANAGER)
    holding.release(hold.id, reason="裁决生效", viewer=given.viewer(second), at=NOW)
    when.acts(new, "withdraw", on="2026-09-11")
    assert [one.text for one in standing(db.session(), record, NOW).obstacles] == [f"{new.number} 尚未归档"]
    when.acts(new, "archive", on="2026-09-12", retention="10_years")
    (left,) = standing(db.session(), record, NOW).obstacles
    assert left.text == f"{new.number} 保管10年，未满"
    assert str(left.until) == "2036-09-11"


def test_a_period_that_was_set_when_it_was_filed_goes_before_the_list() -> None:
    ticket = closed(call(worker(), on=LONG_AGO), "permanent")
    (left,) = standing(db.session(), person(ticket), NOW).obstacles
    assert left.text == f"{ticket.number} 永久保管"


def test_two_people_decide_and_neither_alone() -> None:
    record = person(filed())
    one = asked(record)
    with pytest.raises(GuardRefused, match="已有一项申请等待批准"):
        asked(record)
    with pytest.raises(Forbidden):
        requests.approve(one.id, viewer=given.viewer(Role.MANAGER), at=NOW)
    with pytest.raises(Forbidden):
        asked(record, by=Role.OPERATOR)
    done = requests.refuse(one.id, reason="身份没有核实", viewer=given.viewer(Role.ADMIN), at=NOW)
    assert (done.approved, done.refusal) == (False, "身份没有核实")
    assert db.session.get_one(WorkerRecord, record).name == NAME
    # and what was refused may be asked again, withdrawn, and is decided no more
    again = asked(record)
    requests.withdraw(again.id, viewer=given.viewer(Role.MANAGER), at=NOW)
    with pytest.raises(GuardRefused, match="已经办过或者撤回"):
        requests.approve(again.id, viewer=given.viewer(Role.ADMIN), at=NOW)


def test_what_comes_up_between_request_and_decision_stands_against_it() -> None:
    record = person(filed())
    one = asked(record)
    call(worker(), on="2026-09-16")
    with pytest.raises(GuardRefused, match=r"现在不能删除：.* 尚未办结"):
        requests.approve(one.id, viewer=given.viewer(Role.ADMIN), at=NOW)
    assert db.session.get_one(WorkerRecord, record).name == NAME


def test_a_hold_is_released_by_somebody_else() -> None:
    record = person(filed())
    hold = holding.place(record, reason="监察调查", viewer=given.viewer(Role.MANAGER), at=NOW)
    with pytest.raises(GuardRefused, match="由另一人解除"):
        holding.release(hold.id, reason="已结", viewer=given.viewer(Role.MANAGER), at=NOW)


def test_of_a_matter_with_other_workers_only_the_one_is_erased() -> None:
    other = "李示例"
    ticket = filed(worker(), worker(other, "13900000002"), headcount=2, facts_text=f"{STORY}，{other}也在")
    erased(person_of(ticket, NAME))
    matter = db.session.get_one(Matter, ticket.matter_id)
    assert matter.erased_at is None
    assert matter.facts_text == f"［已删除］说，［已删除］打不通时找班组长，{other}也在"
    named = db.session.scalars(sa.select(Party.name).where(Party.matter_id == matter.id).order_by(Party.id))
    assert list(named)[:2] == ["已删除", other]


def person_of(ticket: Ticket, name: str) -> int:
    named = sa.select(Party.worker_record_id).where(Party.matter_id == ticket.matter_id, Party.name == name)
    return int(db.session.scalar(named) or 0)


def test_a_confidential_matter_is_not_told_of() -> None:
    ticket = filed()
    secret = call(worker(), on="2026-09-10")
    with transaction() as session:
        session.get_one(Matter, secret.matter_id).confidential = True
    # then it is no obstacle, and stays as it is
    assert standing(db.session(), person(ticket), NOW).obstacles == []
    made = erased(person(ticket))
    assert made.certificate["matters"] == 1
    kept = sa.select(Party.phone).where(Party.matter_id == secret.matter_id, Party.phone_index.is_not(None))
    assert db.session.scalars(kept).all() == [PHONE]


def test_who_sees_a_part_of_the_matters_does_not_decide_about_all() -> None:
    record = person(filed())
    elsewhere = given.user(Role.MANAGER, unit=given.unit_tree().town)
    with pytest.raises(NotFound):
        asked(record, by=elsewhere)


def test_from_the_page_of_the_worker_to_the_certificate(client: FlaskClient) -> None:
    ticket = filed()
    record = person(ticket)
    admin, manager = seated(client.application.test_client(), Role.ADMIN), seated(client, Role.MANAGER)
    assert "没有保全，也没有删除申请" in manager.get(f"/workers/{record}").text
    # given what was written is there to read, and a form that was sent too early keeps what was typed
    page = manager.get(f"/erasures/ask/{record}")
    assert "找班组长" in page.text
    assert "全文删除" in page.text
    early = manager.post(f"/erasures/ask/{record}", data={"ground": "expired", "reason": "本人来电要求"})
    assert early.status_code == 422
    assert "本人来电要求" in early.text
    form = {"ground": "expired", "reason": "本人来电要求", "read": "y"}
    sent = manager.post(f"/erasures/ask/{record}", data=form)
    assert sent.status_code == 303
    # when the administrator, who is told, agrees
    inbox = admin.get("/inbox").text
    assert "申请删除个人信息，请核对后决定" in inbox
    assert f'<a href="{sent.location}">打开</a>' in inbox
    assert "批准并删除" in admin.get(sent.location).text
    assert admin.post(f"{sent.location}/approve").status_code == 303
    assert "个人信息删除证明" in admin.get(sent.location).text
    # then the pages about the worker tell nothing any more
    assert "依法删除，只留下办理记录和统计" in manager.get(f"/workers/{record}").text
    case = manager.get(f"/hotline/{ticket.id}").text
    assert NAME[0] + "*" not in case
    assert "找班组长" not in case
    assert "个人信息已依法删除，不再显示" in case
