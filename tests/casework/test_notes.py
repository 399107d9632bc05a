"""Notes: each for its readers, mended for a quarter of an hour, then only added to."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework import notes
from caseflow.casework.db import transaction
from caseflow.casework.models import Audience, AuditEvent, Matter, Note, Proceeding
from caseflow.casework.notes import Draft
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import ACTS, Permission, Role
from tests import given

pytestmark = pytest.mark.usefixtures("app")

TEXT = "证人愿意出庭，暂不告诉单位"


def write(
    about: Proceeding,
    by: User | Role,
    audience: Audience = Audience.INTERNAL,
    text: str = TEXT,
    *,
    on: str = "2026-09-16T10:00",
    token: str = "",
    follows: int | None = None,
) -> Note:
    draft = Draft(audience, text, token or uuid4().hex, confirmed=True, follows_id=follows)
    return notes.add_note(about.id, draft, viewer=given.viewer(by), at=given.moment(on))


def mend(note: Note, by: User | Role, text: str, on: str) -> Note:
    viewer, at = given.viewer(by), given.moment(on)
    return notes.edit_note(note.id, note.proceeding_id, text, confirmed=True, viewer=viewer, at=at)


def kept(note: Note) -> Note:
    return db.session.get_one(Note, note.id, populate_existing=True)


def test_a_note_is_sealed_and_its_digest_on_record() -> None:
    case = given.aid("in_representation", on="2026-09-16")
    note = write(case, Role.LAWYER, Audience.PRIVATE)
    (stored,) = db.session.execute(sa.text("select text from note")).scalars()
    assert TEXT.encode() not in bytes(stored)
    assert kept(note).text == TEXT
    event = db.session.get_one(AuditEvent, note.event_id)
    assert event.action == "add_note"
    assert set(event.data) == {"audience", "digest"}
    assert TEXT not in str(event.data)


def test_it_is_mended_within_fifteen_minutes_by_its_writer_and_then_only_added_to() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    note = write(ticket, Role.HANDLING_UNIT, on="2026-09-16T10:00")
    mend(note, Role.HANDLING_UNIT, "改好的话", "2026-09-16T10:14")
    assert (kept(note).text, kept(note).edited_at) == ("改好的话", given.moment("2026-09-16T10:14"))
    with pytest.raises(GuardRefused):
        mend(note, Role.MANAGER, "别人的话", "2026-09-16T10:14")
    with pytest.raises(GuardRefused):
        mend(note, Role.HANDLING_UNIT, "太晚的话", "2026-09-16T10:15")
    assert kept(note).text == "改好的话"
    more = write(ticket, Role.MANAGER, on="2026-09-17T10:00", follows=note.id)
    assert kept(more).follows_id == note.id


def test_every_change_of_a_note_is_a_link_of_the_chain() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    note = write(ticket, Role.HANDLING_UNIT)
    mend(note, Role.HANDLING_UNIT, "改好的话", "2026-09-16T10:05")
    mend(note, Role.HANDLING_UNIT, "改好的话", "2026-09-16T10:06")  # nothing new
    query = sa.select(AuditEvent.action, AuditEvent.data).where(AuditEvent.action.like("%_note"))
    (added, first), (edited, second) = db.session.execute(query.order_by(AuditEvent.id)).all()
    assert (added, edited) == ("add_note", "edit_note")
    assert first["digest"] != second["digest"]


def test_a_form_sent_twice_makes_one_note() -> None:
    ticket, token = given.ticket("in_progress", on="2026-09-16"), uuid4().hex
    first = write(ticket, Role.MANAGER, token=token)
    assert write(ticket, Role.MANAGER, token=token).id == first.id
    # but not for somebody else, nor elsewhere, nor without a token
    others = (
        write(ticket, Role.HANDLING_UNIT, token=token),
        write(given.ticket("in_progress", on="2026-09-16"), Role.MANAGER, token=token),
        *(notes.add_note(ticket.id, Draft(Audience.INTERNAL, TEXT, ""), **manager()) for _ in range(2)),
    )
    assert len({first.id, *(note.id for note in others)}) == 1 + len(others)


def manager() -> dict[str, Any]:
    """A manager at work."""
    return {"viewer": given.viewer(Role.MANAGER), "at": given.moment("2026-09-16T10:00")}


def test_what_the_worker_reads_has_to_be_looked_at_first() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    unseen = Draft(Audience.WORKER, "已约单位周五面谈", uuid4().hex)
    with pytest.raises(GuardRefused):
        notes.add_note(ticket.id, unseen, viewer=given.viewer(Role.MANAGER), at=given.moment("2026-09-16"))
    note = write(ticket, Role.MANAGER, Audience.WORKER, "已约单位周五面谈")
    letter = notes.letter(ticket, note.text, note.written_at)
    assert letter.startswith(f"您好，您反映的事项（{ticket.number}）有新的进展：\n\n已约单位周五面谈\n\n")
    assert letter.endswith("2026年9月16日")


def test_nothing_is_sent_to_whom_contact_may_endanger() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    assert not write(ticket, Role.MANAGER, Audience.WORKER, "进展").withheld
    with transaction() as session:
        session.get_one(Matter, ticket.matter_id).safe_contact = "只在 19:00 后拨打"
    assert write(ticket, Role.MANAGER, Audience.WORKER, "进展").withheld
    assert not write(ticket, Role.MANAGER, Audience.INTERNAL, "进展").withheld


@pytest.mark.parametrize(
    ("audience", "text", "fault"),
    [
        (Audience.INTERNAL, "", "请填写内容"),
        (Audience.INTERNAL, "长" * 20_001, "内容最多20000字"),
        (Audience.WORKER, "长" * 501, "给职工看的备注最多500字"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(audience: Audience, text: str, fault: str) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    with pytest.raises(Incomplete) as refused:
        write(ticket, Role.MANAGER, audience, text)
    assert refused.value.fields == {"text": fault}


def test_out_of_scope_nothing_is_written_or_read() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    elsewhere = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town)
    note = write(ticket, Role.HANDLING_UNIT)
    with pytest.raises(NotFound):
        write(ticket, elsewhere)
    with pytest.raises(NotFound):
        mend(note, elsewhere, "别的", "2026-09-16T10:01")


def test_private_work_cannot_be_added_to_by_others() -> None:
    case = given.aid("in_representation", on="2026-09-16")
    note = write(case, Role.LAWYER, Audience.PRIVATE)
    with pytest.raises(NotFound):
        write(case, Role.MANAGER, follows=note.id)


def may(role: Role, family: str, audience: Audience) -> bool:
    """Whether the role writes for the audience, said in another way than the code does."""
    viewer = given.viewer(role)
    if role in (Role.AGENCY, Role.INFORMANT) or not viewer.can(ACTS[family]):
        return False
    return audience is not Audience.PRIVATE or viewer.can(Permission.PRIVATE_NOTES)


ROLES = [role for role in Role if role is not Role.SYSTEM]


@pytest.mark.parametrize("confidential", [False, True])
def test_who_writes_and_reads_what_for_every_role_and_audience(*, confidential: bool) -> None:
    case = given.aid("in_representation", on="2026-09-16")
    with transaction() as session:
        session.get_one(Matter, case.matter_id).confidential = confidential
    matter = db.session.get_one(Matter, case.matter_id)
    others = given.user(Role.OPERATOR).id
    for role, family, audience in product(ROLES, ACTS, Audience):
        viewer = given.viewer(role)
        assert (audience in notes.audiences(viewer, family)) == may(role, family, audience)
        inside = role not in (Role.AGENCY, Role.INFORMANT)
        private = audience is not Audience.PRIVATE or may(role, family, audience)
        story = viewer.can(Permission.REVEAL) or not confidential
        reads = {
            who: notes.may_read(viewer, matter, family, audience, who) for who in (others, viewer.user_id)
        }
        assert reads[others] == (inside and private and story), (role, family, audience)
        assert reads[viewer.user_id] == (inside and private), (role, family, audience)


def test_whoever_may_not_write_is_refused() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    refused = [
        (role, audience)
        for role, audience in product((Role.AUDITOR, Role.AID_REVIEWER, Role.MANAGER), Audience)
        if _is_refused(ticket, role, audience)
    ]
    assert refused == [
        *((Role.AUDITOR, audience) for audience in Audience),
        *((Role.AID_REVIEWER, audience) for audience in Audience),
        (Role.MANAGER, Audience.PRIVATE),
    ]


def _is_refused(about: Proceeding, role: Role, audience: Audience) -> bool:
    try:
        write(about, role, audience)
    except Forbidden:
        return True
    return False
