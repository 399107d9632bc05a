"""Many workers against one employer: named together, taken together, each followed alone (群体)."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import audit
from caseflow.casework.actions import open_child
from caseflow.casework.groups import forming
from caseflow.casework.groups.children import open_children
from caseflow.casework.groups.reading import GroupFile, group_file, joinable
from caseflow.casework.groups.speaking import Said, choose, consent
from caseflow.casework.models import DisputeGroup, Matter, Party, Proceeding
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from caseflow.web.proceedings.views import now_at
from tests import given, when
from tests.register.calls import FIRM, ON, call, worker
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

AT = given.moment("2026-09-17")


def crowd(many: int, **told: object) -> Ticket:
    """A call in which so many workers are named."""
    workers = [worker(f"测试{n}", f"1390000{n:04}") for n in range(many)]
    return call(*workers, **{"headcount": many, "amount": Decimal(50_000), **told})  # type: ignore[arg-type]


def group_of(ticket: Ticket) -> int | None:
    return db.session.scalar(sa.select(DisputeGroup.id).filter_by(matter_id=ticket.matter_id))


def group(ticket: Ticket) -> int:
    found = group_of(ticket)
    assert found
    return found


def seen(id: int, by: Role = Role.MANAGER) -> GroupFile:
    return group_file(id, given.viewer(by), now_at(AT))


def test_workers_named_together_are_a_group_and_one_alone_is_not() -> None:
    assert group_of(crowd(1)) is None
    two = crowd(2)
    assert [member.name for member in seen(group(two)).members] == ["测**", "测**"]
    # a crowd of which only one is named is one, too
    assert group_of(crowd(1, headcount=9)) is None
    assert group_of(crowd(1, headcount=10)) is not None


def test_what_grows_from_a_group_makes_no_other_one() -> None:
    ticket = crowd(2)
    for action in ("submit", "dispatch", "sign_in"):
        when.acts(ticket, action, on=ON)
    viewer = given.viewer(Role.HANDLING_UNIT)
    data = given.application("mediation", viewer, ON) | {"headcount": 12}
    child = open_child(ticket.id, "mediation", data=data, version=None, viewer=viewer, at=AT)
    # then the mediation is done for all of them, on the page of their one group
    assert [case.line.id for case in seen(group(ticket)).shared] == [child.id, ticket.id]


def test_the_first_of_them_is_who_the_parent_is_about() -> None:
    ticket = crowd(3)
    first, *others = seen(group(ticket)).members
    assert first.line
    assert first.line.number == ticket.number
    assert [other.line for other in others] == [None, None]


def test_each_gets_a_ticket_of_their_own_at_once() -> None:
    # given twelve workers, eleven of whom have none
    ticket = crowd(12, category="0101", facts_text="班组长说等甲方结算")
    id = group(ticket)
    waiting = [member.id for member in seen(id).members if not member.line]
    # when an operator opens them, and asks again
    operator = given.viewer(Role.OPERATOR)
    assert open_children(id, waiting, viewer=operator, at=AT) == 11
    with pytest.raises(Incomplete, match="还没有单独立案"):
        open_children(id, waiting, viewer=operator, at=AT)
    # then each is a ticket about one worker of the same claim, with clocks of its own
    file = seen(id)
    assert dict(file.progress) == {
        "成员": 12,
        "还没有单独立案": 0,
        "在办": 12,
        "办结": 0,
        "同意由代表人代表": 0,
    }
    lines = [member.line for member in file.members if member.line]
    child = db.session.get_one(Ticket, lines[1].id)
    told = child.matter
    assert (told.headcount, told.amount, told.category) == (1, None, "0101")
    assert (told.facts_text, told.collective) == ("班组长说等甲方结算", True)
    assert child.next_due_at
    named = db.session.scalars(sa.select(Party.name).filter_by(matter_id=told.id).order_by(Party.id))
    assert list(named) == ["测试1", FIRM]
    assert audit.verify(db.session())[1] is None


def test_only_who_opens_such_a_process_opens_it_for_many() -> None:
    id = group(crowd(3))
    waiting = [member.id for member in seen(id).members if not member.line]
    with pytest.raises(Forbidden):
        open_children(id, waiting, viewer=given.viewer(Role.LAWYER), at=AT)
    elsewhere = given.viewer(given.user(Role.OPERATOR, unit=given.unit_tree().town))
    with pytest.raises(NotFound):
        open_children(id, waiting, viewer=elsewhere, at=AT)


def test_three_to_five_of_ten_or_more_speak_for_the_others() -> None:
    id, few = group(crowd(10)), group(crowd(9))
    viewer = given.viewer(Role.OPERATOR)
    members = [member.id for member in seen(id).members]

    def chosen(*ids: int, on: date = date(2026, 9, 17), of: int = id) -> None:
        choose(of, Said(ids, on, "meeting"), viewer=viewer, at=AT)

    for wrong in (members[:2], members[:6]):
        with pytest.raises(Incomplete, match="3至5名"):
            chosen(*wrong)
    with pytest.raises(Incomplete, match="不能晚于今天"):
        chosen(*members[:3], on=date(2026, 9, 18))
    with pytest.raises(GuardRefused, match="不足10人"):
        chosen(*[member.id for member in seen(few).members][:3], of=few)
    # when three are chosen, and then five others
    chosen(*members[:3])
    chosen(*members[5:])
    assert [member.id for member in seen(id).representatives] == members[5:]
    assert seen(id).representatives[0].chosen_how == "开会推举"
    with pytest.raises(NotFound):
        chosen(*members[:2], 999_999)


def test_consent_is_recorded_with_who_when_and_how() -> None:
    ticket = crowd(10)
    id, viewer = group(ticket), given.viewer(Role.OPERATOR)
    one, two, *_ = [member.id for member in seen(id).members]
    consent(id, Said((one, two), date(2026, 9, 16), "call"), viewer=viewer, at=AT)
    agreed = [member for member in seen(id).members if member.consented_on]
    assert [(m.id, m.consented_on, m.consented_how) for m in agreed] == [
        (one, date(2026, 9, 16), "电话录音"),
        (two, date(2026, 9, 16), "电话录音"),
    ]
    with pytest.raises(Incomplete, match="请选择"):
        consent(id, Said((), date(2026, 9, 16), "call"), viewer=viewer, at=AT)


def test_another_worker_joins_and_one_leaves_with_the_reason() -> None:
    ticket = crowd(2)
    id, viewer = group(ticket), given.viewer(Role.OPERATOR)
    forming.add_worker(id, worker("李测试", "13900001000"), reason="事后来电", viewer=viewer, at=AT)
    assert [member.name for member in seen(id).members] == ["测**", "测**", "李**"]
    assert db.session.get_one(Matter, ticket.matter_id, populate_existing=True).headcount == 3
    gone = seen(id).members[1].id
    forming.remove_member(id, gone, because="已与单位和解", viewer=viewer, at=AT)
    assert [member.name for member in seen(id).members] == ["测**", "李**"]
    with pytest.raises(NotFound):
        forming.remove_member(id, gone, because="已与单位和解", viewer=viewer, at=AT)
    assert audit.verify(db.session())[1] is None


def test_matters_on_the_same_employer_are_taken_in() -> None:
    # given a group, another call on its employer, one on another employer, one that has no worker
    ticket, same = crowd(2), call(worker("李测试", "13900001000"), on="2026-09-17")
    other, nobody = call(worker(), firm="示例物流有限公司"), call()
    id, viewer = group(ticket), given.viewer(Role.OPERATOR)
    assert [option for option, _ in joinable(seen(id), viewer)] == [same.matter_id]
    every = [t.matter_id for t in (same, other, nobody, ticket)]
    assert forming.add_matters(id, every, reason="同一工地", viewer=viewer, at=AT) == 1
    assert [member.line.number for member in seen(id).members if member.line] == [ticket.number, same.number]
    # then it cannot be taken in twice
    with pytest.raises(Incomplete):
        forming.add_matters(id, every, reason="同一工地", viewer=viewer, at=AT)
    with pytest.raises(GuardRefused, match="已经在一个群体里"):
        forming.open_group(same.matter_id, reason="同一工地", viewer=viewer, at=AT)


def test_who_sees_one_member_sees_that_member_only() -> None:
    # given a group of three with tickets of their own, one of which went to the street
    id = group(crowd(3))
    waiting = [member.id for member in seen(id).members if not member.line]
    open_children(id, waiting, viewer=given.viewer(Role.OPERATOR), at=AT)
    sent = seen(id).members[1].line
    assert sent
    child = db.session.get_one(Ticket, sent.id)
    for action in ("submit", "dispatch"):
        when.acts(child, action, on="2026-09-17")
    file = seen(id, Role.HANDLING_UNIT)
    assert [member.line.number for member in file.members if member.line] == [sent.number]
    assert len(file.members) == 1
    assert not file.whole
    assert list(file.shared) == []
    # and changes nothing about the group
    with pytest.raises(NotFound):
        forming.add_worker(id, worker(), reason="示例", viewer=given.viewer(Role.HANDLING_UNIT), at=AT)
    with pytest.raises(NotFound):
        seen(id, Role.LAWYER)


def test_nobody_is_named_in_a_confidential_group() -> None:
    assert {member.name for member in seen(group(crowd(2, confidential=True))).members} == {"举报保密"}


def test_a_group_is_led_on_its_pages(client: FlaskClient) -> None:
    ticket = crowd(11)
    id = group(ticket)
    browser = seated(client, Role.OPERATOR)
    page = browser.get(f"/groups/{id}").text
    for shown in (FIRM, "11 人", "50,000.00 元", "可以推举三至五名代表人"):
        assert shown in page
    members = [str(member.id) for member in seen(id).members]
    # when children are opened, three are chosen, four agree, one leaves, one joins
    opened = browser.post(f"/groups/{id}/children", data={"members": members[1:4]})
    assert opened.status_code == 303
    form = {"members": members[:3], "on": "2026-09-16", "how": "signed"}
    assert browser.post(f"/groups/{id}/representatives", data=form).status_code == 303
    assert browser.post(f"/groups/{id}/consent", data=form | {"members": members[:4]}).status_code == 303
    gone = f"/groups/{id}/members/{members[10]}/remove"
    assert browser.post(gone, data={"reason": ""}).status_code == 422
    assert browser.post(gone, data={"reason": "本人撤回"}).status_code == 303
    assert browser.get(gone).status_code == 404
    joined = browser.post(f"/groups/{id}/workers", data={"name": "李测试", "reason": "补登"})
    assert joined.status_code == 303
    # then the page and the case page of a member tell of it
    page = browser.get(f"/groups/{id}").text
    assert page.count(">代表人<") == 3
    assert page.count("书面签名同意") == 4
    assert "李**" in page
    child = seen(id).members[1].line
    assert child
    of_member = browser.get(f"/hotline/{child.id}").text
    assert f"/groups/{id}" in of_member
    assert str(ticket.number) in of_member


def test_a_matter_becomes_a_group_by_hand(client: FlaskClient) -> None:
    ticket = call(worker())
    browser = seated(client, Role.OPERATOR)
    assert f"/groups/new/{ticket.matter_id}" in browser.get(f"/hotline/{ticket.id}").text
    made = browser.post(f"/groups/new/{ticket.matter_id}", data={"reason": "工友陆续来电"})
    assert made.headers["Location"] == f"/groups/{group(ticket)}"
    again = browser.post(f"/groups/new/{ticket.matter_id}", data={"reason": "工友陆续来电"})
    assert again.status_code == 422


def test_the_pages_cost_the_same_however_many_they_are(client: FlaskClient) -> None:
    small, large = group(crowd(2)), group(crowd(30))
    for id in (small, large):
        waiting = [member.id for member in seen(id).members if not member.line]
        open_children(id, waiting, viewer=given.viewer(Role.OPERATOR), at=AT)
    browser = seated(client, Role.MANAGER)
    costs = []
    for id in (small, large):
        with selects() as sent:
            assert browser.get(f"/groups/{id}").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 10
    first = db.session.scalars(sa.select(Proceeding).order_by(Proceeding.id)).first()
    assert first
    assert first.number
    assert ON
