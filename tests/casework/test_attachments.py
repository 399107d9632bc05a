"""Files of a proceeding: kept once, sealed, in order, withdrawn with a reason, seen as the proceeding is."""

import io
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from random import Random

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework import attachments, audit, contents
from caseflow.casework.db import transaction
from caseflow.casework.models import Attachment, AuditEvent, Content, ContentPart, Proceeding
from caseflow.casework.queries import visible_to
from caseflow.casework.uploads import Brought, Meaning, Upload
from caseflow.casework.wiring import connect, wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Role, Viewer
from tests import given, when
from tests.casework import samples
from tests.casework.samples import MEGABYTE, SOUND
from tests.casework.test_races import at_once
from tests.casework.test_scope import viewer_of
from tests.casework.world import world

ON = "2026-09-16"
AT = given.moment(ON)


def upload(content: bytes, name: str = "照片.jpg") -> Upload:
    return Upload(name, io.BytesIO(content))


def brings(proceeding: Proceeding, *uploads: Upload, by: Role = Role.HANDLING_UNIT, on: str = ON) -> Brought:
    return attachments.attach(proceeding.id, uploads, viewer=given.viewer(by), at=given.moment(on))


def kept(proceeding: Proceeding) -> list[Attachment]:
    query = sa.select(Attachment).filter_by(proceeding_id=proceeding.id).order_by(Attachment.position)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def actions(proceeding: Proceeding) -> list[str]:
    query = sa.select(AuditEvent.action).filter_by(proceeding_id=proceeding.id).order_by(AuditEvent.seq)
    return [action for action in db.session.scalars(query) if action.endswith("_file")]


@pytest.mark.usefixtures("app")
def test_files_are_kept_in_order_and_come_back_as_they_were() -> None:
    # given a ticket under way
    ticket = given.ticket("in_progress", on=ON)
    # when its handler brings one file of each type
    brought = brings(ticket, *(upload(content, f"材料.{suffix}") for suffix, content in SOUND.items()))
    # then all are there, in that order, with type and size, and nothing of them lies open in the database
    assert brought.refused == []
    assert [(a.type.value, a.size) for a in kept(ticket)] == [(s, len(c)) for s, c in SOUND.items()]
    for attachment in kept(ticket):
        content = SOUND[attachment.type.value]
        assert b"".join(contents.read(attachment.sha256)) == content
        part = db.session.get_one(ContentPart, (attachment.sha256, 0))
        assert content not in part.sealed
    assert actions(ticket) == ["attach_file"] * len(SOUND)
    assert audit.verify(db.session())[1] is None


@pytest.mark.usefixtures("app")
def test_a_part_opens_in_its_own_place_only() -> None:
    ticket = given.ticket("in_progress", on=ON)
    brings(ticket, upload(samples.jpeg(b"a")), upload(samples.jpeg(b"b")))
    one, other = kept(ticket)
    with transaction() as session:
        sealed = session.get_one(ContentPart, (one.sha256, 0)).sealed
        session.get_one(ContentPart, (other.sha256, 0)).sealed = sealed
    with pytest.raises(InvalidTag):
        list(contents.read(other.sha256))


@pytest.mark.usefixtures("app")
def test_a_file_that_is_refused_hinders_no_other() -> None:
    ticket = given.ticket("in_progress", on=ON)
    brought = brings(ticket, upload(b"MZ...", "工资.pdf"), upload(samples.pdf(2), "合同.pdf"), upload(b""))
    assert [name for name, _ in brought.refused] == ["工资.pdf", "照片.jpg"]
    assert [(a.name, a.pages) for a in kept(ticket)] == [("合同.pdf", 2)]


@pytest.mark.usefixtures("app")
def test_the_same_file_is_not_kept_twice_until_it_was_withdrawn() -> None:
    ticket, other = given.ticket("in_progress", on=ON), given.ticket("in_progress", on=ON)
    brings(ticket, upload(samples.pdf(), "合同.pdf"))
    again = brings(ticket, upload(samples.pdf(), "另一个名字.pdf"))
    assert again.refused == [("另一个名字.pdf", "与已有的《合同.pdf》内容相同，没有重复保存。")]
    # but it may belong to another matter, and its bytes are there once
    assert brings(other, upload(samples.pdf(), "合同.pdf")).kept
    assert db.session.scalar(sa.select(sa.func.count(Content.sha256))) == 1
    attachments.withdraw(
        kept(ticket)[0].id, ticket.id, reason="传错了", viewer=given.viewer(Role.HANDLING_UNIT), at=AT
    )
    assert brings(ticket, upload(samples.pdf(), "合同.pdf")).kept


@pytest.fixture
def small(app: Flask) -> Iterator[Callable[[int, int], None]]:
    """Set the limits of a file and of a matter, in bytes."""
    before = wired()
    yield lambda file, matter: connect(replace(before, largest_file=file, largest_matter=matter))
    connect(before)


def test_a_matter_holds_so_much_and_no_more(small: Callable[[int, int], None]) -> None:
    small(MEGABYTE, 2 * MEGABYTE)
    ticket = given.ticket("in_progress", on=ON)
    half = [samples.jpeg(bytes(700_000) + bytes([n])) for n in range(3)]
    brought = brings(ticket, *map(upload, half), upload(samples.jpeg(bytes(MEGABYTE))))
    assert len(brought.kept) == 2
    assert [reason[:5] for _, reason in brought.refused] == ["超过 1 ", "本案附件合"]


@pytest.mark.usefixtures("app")
def test_a_withdrawn_file_stays_with_the_reason() -> None:
    ticket = given.ticket("in_progress", on=ON)
    brings(ticket, upload(samples.pdf()))
    (file,) = kept(ticket)
    withdraw = partial(attachments.withdraw, file.id, ticket.id, reason="传错了", at=AT)
    with pytest.raises(GuardRefused, match="只有上传的人"):
        withdraw(viewer=given.viewer(Role.OPERATOR))
    withdraw(viewer=given.viewer(Role.MANAGER))
    (row,) = attachments.of_proceeding(ticket, given.viewer(Role.OPERATOR))
    assert (row.Attachment.withdrawn, row.Attachment.withdrawn_because) == (True, "传错了")
    assert list(contents.read(file.sha256))
    with pytest.raises(GuardRefused, match="已经撤下"):
        withdraw(viewer=given.viewer(Role.MANAGER))
    assert actions(ticket) == ["attach_file", "withdraw_file"]


@pytest.mark.usefixtures("app")
def test_a_filed_proceeding_takes_no_more() -> None:
    ticket = given.ticket("archived", on=ON)
    with pytest.raises(GuardRefused, match="已归档"):
        brings(ticket, upload(samples.pdf()), by=Role.ARCHIVIST)
    assert db.session.scalar(sa.select(sa.func.count(Content.sha256))) == 0


@pytest.mark.usefixtures("app")
def test_what_lies_in_a_filed_proceeding_stays_as_it_is() -> None:
    # given two files of a ticket, which is put away then
    ticket = given.ticket("closed", on=ON)
    brings(ticket, upload(samples.pdf(1), "1.pdf"), upload(samples.pdf(2), "2.pdf"), by=Role.MANAGER)
    first, second = kept(ticket)
    when.acts(ticket, "archive", on=ON)
    manager = given.viewer(Role.MANAGER)
    for change in (
        partial(attachments.withdraw, second.id, ticket.id, reason="传错了"),
        partial(attachments.describe, second.id, ticket.id, meaning=Meaning("", None, redacted=True)),
        partial(attachments.move, second.id, ticket.id),
    ):
        with pytest.raises(GuardRefused, match="已归档"):
            change(viewer=manager, at=AT)
    assert [(file.name, file.withdrawn, file.redacted) for file in kept(ticket)] == [
        ("1.pdf", False, False),
        ("2.pdf", False, False),
    ]
    # and it can still be read
    assert attachments.opened(first.id, ticket.id, viewer=manager, at=AT).name == "1.pdf"


@pytest.mark.usefixtures("app")
def test_the_order_is_changed_one_place_at_a_time() -> None:
    ticket = given.ticket("in_progress", on=ON)
    brings(ticket, *(upload(samples.pdf(n), f"{n}.pdf") for n in (1, 2, 3)))
    last = kept(ticket)[-1]
    for _ in range(3):
        attachments.move(last.id, ticket.id, viewer=given.viewer(Role.OPERATOR), at=AT)
    assert [a.name for a in kept(ticket)] == ["3.pdf", "1.pdf", "2.pdf"]


@pytest.mark.usefixtures("app")
def test_the_files_of_a_confidential_matter_are_for_those_who_may_read_it() -> None:
    # given a tip-off with a file of the handler
    ticket = given.ticket("in_progress", on=ON, confidential=True)
    brings(ticket, upload(samples.jpeg(), "工牌.jpg"))
    (file,) = kept(ticket)

    def may(role: Role) -> bool:
        viewer = given.viewer(role)
        listed = [row.Attachment.id for row in attachments.of_proceeding(ticket, viewer)]
        try:
            attachments.opened(file.id, ticket.id, viewer=viewer, at=AT)
        except NotFound:
            assert listed == []
            return False
        return listed == [file.id]

    # then managers open it, and who brought it; other people of the hotline do not learn that it is there
    assert may(Role.MANAGER)
    assert may(Role.HANDLING_UNIT)
    assert not may(Role.OPERATOR)
    assert not may(Role.CALLBACK)
    twin = brings(ticket, upload(samples.jpeg(), "又一张.jpg"), by=Role.OPERATOR)
    assert len(twin.kept) == 1


@pytest.mark.usefixtures("app")
def test_the_record_of_a_mediation_is_for_those_in_it() -> None:
    mediation = given.mediation("in_mediation", on=ON)
    viewer = given.viewer(Role.MEDIATOR)
    attachments.attach(
        mediation.id, [upload(samples.pdf(), "笔录.pdf")], proves="notes", viewer=viewer, at=AT
    )
    brings(mediation, upload(samples.jpeg()), by=Role.MEDIATOR)

    def seen(role: Role) -> list[str]:
        return [row.Attachment.name for row in attachments.of_proceeding(mediation, given.viewer(role))]

    assert seen(Role.MEDIATOR) == ["笔录.pdf", "照片.jpg"]
    assert seen(Role.MEDIATION_HEAD) == ["照片.jpg"]


@pytest.mark.usefixtures("app")
def test_files_are_seen_where_their_proceeding_is() -> None:
    everything = world(Random(2))  # noqa: S311 - always the same world
    system = given.viewer(Role.SYSTEM)
    for n, proceeding in enumerate(everything.proceedings):
        attachments.attach(proceeding.id, [upload(samples.pdf(n + 1))], viewer=_everywhere(system), at=AT)
    for user in everything.users:
        query = visible_to(viewer_of(user), Attachment).with_only_columns(Attachment.proceeding_id)
        assert set(db.session.scalars(query)) == everything.seen_by(user)


def _everywhere(system: Viewer) -> Viewer:
    someone = db.session.scalars(sa.select(sa.func.min(User.id))).one()
    return Viewer(someone, frozenset(), system.roles, "测试", everywhere=True)


def test_who_bring_the_same_file_at_once_keep_it_once(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        ids = [given.ticket("in_progress", on=ON).id for _ in range(4)]
        viewer = given.viewer(Role.HANDLING_UNIT)
    content = samples.jpeg(bytes(2 * MEGABYTE))
    deeds = [
        partial(attachments.attach, id, [upload(content)], viewer=viewer, at=AT) for id in ids for _ in (1, 2)
    ]
    found = at_once(fresh_app, deeds)
    with fresh_app.app_context():
        assert sum(len(brought.kept) for brought in found) == len(ids)
        assert db.session.scalar(sa.select(sa.func.count(Content.sha256))) == 1
        (sha256,) = db.session.scalars(sa.select(Content.sha256))
        assert b"".join(contents.read(sha256)) == content
        assert audit.verify(db.session())[1] is None


@pytest.mark.usefixtures("app")
def test_the_memory_does_not_grow_with_the_file() -> None:
    ticket = given.ticket("in_progress", on=ON)

    def peak(size: int) -> int:
        """Bytes that keeping and reading a file of so many megabytes takes at most."""
        stream = io.BytesIO(samples.jpeg(bytes(size * MEGABYTE)))
        tracemalloc.start()
        brought = attachments.attach(
            ticket.id, [Upload("照片.jpg", stream)], viewer=given.viewer(Role.HANDLING_UNIT), at=AT
        )
        sha256 = db.session.get_one(Attachment, brought.kept[0]).sha256
        assert sum(map(len, contents.read(sha256))) > size * MEGABYTE
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(19) - peak(2) < MEGABYTE
