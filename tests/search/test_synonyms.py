"""Groups of words that the office keeps: changed on a page, in force at the next search (同义词)."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import AuditEvent, SynonymGroup, SynonymWord
from caseflow.casework.search import synonyms
from caseflow.extensions import db
from caseflow.kernel.errors import Conflict, Forbidden, Incomplete
from caseflow.kernel.roles import Role
from tests import given
from tests.register.calls import call, worker
from tests.search.desk import look
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

AT, LATER = given.moment("2026-09-16"), given.moment("2026-09-17")


def added(text: str) -> SynonymGroup:
    return synonyms.add(text, viewer=given.viewer(Role.ADMIN), at=AT)


def hits(typed: str) -> list[int]:
    return [hit.id for hit in look(Role.MANAGER, typed).hits]


def test_a_group_holds_from_the_next_search_on_and_no_longer_when_it_is_gone() -> None:
    ticket = call(worker(), facts_text="站长扣了跑单费")
    assert hits("罚跑单") == hits("cpd") == []
    # when the words are made a group, each finds the other, by its initials, too
    group = added("罚跑单 扣了跑单费 抽跑单")
    assert hits("罚跑单") == hits("cpd") == [ticket.id]
    # when it is changed, it goes by the new words
    changed = synonyms.change(
        group.id, "罚跑单 罚款", version=group.version, viewer=given.viewer(Role.ADMIN), at=AT
    )
    assert hits("罚跑单") == []
    synonyms.change(
        group.id, "罚款 扣了跑单费", version=changed.version, viewer=given.viewer(Role.ADMIN), at=AT
    )
    assert hits("罚款") == [ticket.id]
    synonyms.remove(group.id, viewer=given.viewer(Role.ADMIN), at=AT)
    assert hits("罚款") == []
    assert db.session.get(SynonymWord, "罚款") is None
    # and each step is on record
    steps = (
        sa.select(AuditEvent.action).where(AuditEvent.action.endswith("_synonyms")).order_by(AuditEvent.id)
    )
    assert list(db.session.scalars(steps)) == [
        "add_synonyms",
        "change_synonyms",
        "change_synonyms",
        "remove_synonyms",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("欠款", "须有2到12个不同的词"),
        ("欠款 欠款", "须有2到12个不同的词"),
        ("欠款 薪", "“薪”须在2到20字之间"),
        (f"欠款 {'工' * 21}", "须在2到20字之间"),
        ("欠款 欠*款", "有符号"),
        ("克扣 欠薪", "“欠薪”已在另一组（欠薪、拖欠工资"),
        (" ".join(f"欠款{n}" for n in range(13)), "须有2到12个不同的词"),
    ],
)
def test_what_makes_no_group_is_refused(text: str, fault: str) -> None:
    with pytest.raises(Incomplete) as refused:
        added(text)
    assert fault in refused.value.fields["words"]


def test_a_stale_page_changes_nothing_and_only_administrators_do() -> None:
    group = added("罚跑单 抽跑单")
    version = group.version
    admin = given.viewer(Role.ADMIN)
    synonyms.change(group.id, "罚跑单 抽跑单 罚款", version=version, viewer=admin, at=LATER)
    with pytest.raises(Conflict):
        synonyms.change(group.id, "罚跑单 扣款", version=version, viewer=admin, at=AT)
    with pytest.raises(Forbidden):
        synonyms.remove(group.id, viewer=given.viewer(Role.MANAGER), at=AT)


def test_the_page_adds_changes_and_removes(client: FlaskClient) -> None:
    admin = seated(client, Role.ADMIN)
    clash = admin.post("/admin/synonyms/", data={"words": "讨薪 克扣"})
    assert clash.status_code == 422
    assert "“讨薪”已在另一组" in clash.text
    assert 'value="讨薪 克扣"' in clash.text
    assert admin.post("/admin/synonyms/", data={"words": "克扣 扣发"}).status_code == 303
    id = db.session.get_one(SynonymWord, "克扣").group_id
    assert 'value="克扣 扣发"' in admin.get(f"/admin/synonyms/{id}").text
    assert admin.post(f"/admin/synonyms/{id}", data={"words": "克扣 扣减"}).status_code == 303
    assert "克扣、扣减" in admin.get("/admin/synonyms/").text
    assert admin.post(f"/admin/synonyms/{id}/remove").status_code == 303
    assert "克扣、扣减" not in admin.get("/admin/synonyms/").text
    assert admin.get(f"/admin/synonyms/{id}").status_code == 404
