"""Bringing a letter: attempts, refusal with a witness or pictures, failure, and the clock that follows."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.casework import contents
from caseflow.casework.documents import making
from caseflow.casework.models import Attachment, AuditEvent, Document
from caseflow.casework.uploads import Upload
from caseflow.kernel.errors import DomainError, GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from caseflow.notice.models import Notice
from caseflow.notice.service.actions import Told, fail, serve
from caseflow.notice.service.models import ServiceAttempt
from tests import given
from tests.casework import samples
from tests.casework.test_ladder import recommendation
from tests.documents.test_freezing import words_of
from tests.then import running
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
SUP = Role.SUPERVISOR


def told(result: str, on: str = "2026-09-18", photos: int = 0, **data: Any) -> Told:
    known = {
        "service_method": "direct",
        "result": result,
        "tried_at": given.moment(on),
        "service_place": "示例路1号",
        "servers": (given.person(SUP).id, given.person(SUP, 2).id),
    }
    return Told(known | data, [Upload(f"{n}.png", BytesIO(samples.png())) for n in range(photos)])


def brings(letter: Notice, what: Told, on: str = "2026-09-24", by: Role = SUP) -> Notice:
    return serve(letter.id, what, version=None, viewer=given.viewer(by), at=given.moment(on))


def test_the_day_on_the_return_is_day_0_of_the_answer() -> None:
    letter = given.opinion("issued", on=ON)
    brings(letter, told("taken", receiver="测试前台"))
    assert letter.state == "awaiting_reply"
    assert (letter.served_on, letter.receiver) == (date(2026, 9, 18), "测试前台")
    assert running(letter, "ND4").day_zero == date(2026, 9, 18)


def test_a_letter_by_post_is_served_on_the_day_of_its_receipt(session: Session) -> None:
    letter = given.opinion("issued", on=ON)
    post: dict[str, Any] = {"service_method": "post", "delivery_no": "TEST0001"}
    brings(letter, told("posted", **post))
    assert letter.state == "serving"
    brings(letter, told("taken", "2026-09-23", receiver="收发室", served_on=date(2026, 9, 21), **post))
    assert running(letter, "ND4").day_zero == date(2026, 9, 21)
    assert [one.result for one in session.scalars(sa.select(ServiceAttempt))] == ["posted", "taken"]


def test_a_refusal_needs_a_witness_or_pictures(session: Session) -> None:
    letter = given.opinion("issued", on=ON)
    with pytest.raises(Incomplete) as refused:
        brings(letter, told("refused", note="前台拒签"))
    assert refused.value.fields == {"service_witnesses": "拒收留置的，请写见证人姓名，或者拍照上传"}
    brings(letter, told("refused", photos=1, note="前台拒签"))
    assert (letter.service_method, letter.service_refused) == ("left_at_premises", True)
    photo = session.scalars(sa.select(Attachment)).one()
    assert (photo.proves, photo.proceeding_id) == ("service_photos", letter.id)


def test_two_attempts_without_result_make_a_failure_and_the_next_way(session: Session) -> None:
    # given a letter that nobody took
    letter = given.opinion("issued", on=ON)
    brings(letter, told("absent", note="门卫说已放假"))
    with pytest.raises(GuardRefused, match="只登记了 1 次"):
        failing(letter)
    brings(letter, told("elsewhere", "2026-09-19", note="已搬走"))
    # when it is said so
    failing(letter)
    assert letter.state == "service_failed"
    # then the next attempt sets out again by itself, and the return tells of all three
    brings(letter, told("taken", "2026-09-22", service_method="post", receiver="收发室", delivery_no="T1"))
    assert letter.state == "awaiting_reply"
    viewer, at = given.viewer(SUP), given.moment("2026-09-23")
    document = making.begin(letter.id, "service_return", values={}, viewer=viewer, at=at)
    making.finish(document.id, letter.id, viewer=viewer, at=at)
    said = words_of(kept(document))
    for words in ("无人签收", "地址不符或者已搬走", "示例路1号", "邮寄送达", "收发室"):
        assert words in said
    done = session.scalars(sa.select(AuditEvent.action).where(AuditEvent.proceeding_id == letter.id)).all()
    assert done.count("service_attempt") == 3


def kept(document: Document) -> bytes:
    assert document.sha256
    return b"".join(contents.read(document.sha256))


def failing(letter: Notice) -> None:
    data = {"next_method": "post", "reason": "两次上门无人"}
    fail(letter.id, data=data, version=None, viewer=given.viewer(SUP), at=given.moment("2026-09-20"))


def test_what_is_missing_is_said_beside_its_field() -> None:
    letter = given.opinion("issued", on=ON)
    for what, field in (
        (told("taken"), "receiver"),
        (told("absent"), "note"),
        (told("posted", service_method="post"), "delivery_no"),
    ):
        with pytest.raises(Incomplete) as refused:
            brings(letter, what)
        assert field in refused.value.fields
    with pytest.raises(Incomplete) as refused:
        brings(letter, Told(told("taken", receiver="前台").data, [Upload("坏.png", BytesIO(b"MZ"))]))
    assert "不能上传" in refused.value.fields["photos"]
    assert letter.state == "issued"


def test_nothing_is_served_tomorrow_and_no_authority_against_its_will() -> None:
    letter = given.opinion("issued", on=ON)
    for what, field in (
        (told("absent", "2026-09-25", note="无人"), "tried_at"),
        (told("taken", receiver="前台", served_on=date(2026, 9, 25)), "served_on"),
    ):
        with pytest.raises(Incomplete) as refused:
            brings(letter, what)
        assert list(refused.value.fields) == [field]
    asked = recommendation("issued")
    with pytest.raises(GuardRefused, match="机关没有签收"):
        brings(asked, told("refused", "2026-09-29", photos=1, note="不收"), on="2026-09-29", by=Role.LIAISON)
    assert (letter.state, asked.state) == ("issued", "issued")


def test_a_letter_that_is_no_longer_served_takes_no_attempt() -> None:
    letter = given.opinion("replied", on=ON)
    with pytest.raises(DomainError, match="不在送达阶段"):
        brings(letter, told("taken", receiver="前台"))


def test_the_page_for_a_telephone(client: FlaskClient, session: Session) -> None:
    letter = given.reminder("issued", on=ON)
    desk = seated(client, SUP)
    assert f"/notice/{letter.id}/serve" in desk.get(f"/notice/{letter.id}").text
    page = desk.get(f"/notice/{letter.id}/serve").text
    assert 'accept="image/*"' in page
    assert 'capture="environment"' in page
    typed = {
        "service_method": "direct",
        "result": "refused",
        "tried_at": "2026-09-18T10:30",
        "service_place": "示例路1号",
        "servers": [str(given.person(SUP).id), str(given.person(SUP, 2).id)],
    }
    refused = desk.post(f"/notice/{letter.id}/serve", data=typed)
    assert refused.status_code == 422
    assert "示例路1号" in refused.text
    photo = {"photos": [(BytesIO(samples.png()), "门口.png")], "note": "前台拒签"}
    answer = desk.post(f"/notice/{letter.id}/serve", data=typed | photo, content_type="multipart/form-data")
    assert answer.status_code == 303
    page = desk.get(answer.location).text
    for words in ("拒收，已留置", "照片 1 张", "待答复", "送达回证"):
        assert words in page
