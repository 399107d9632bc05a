"""Campaigns by area: the register, visits, one letter to many (分片区专项行动)."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.documents import printing
from caseflow.casework.models import Document, Outcome, Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import DomainError, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from caseflow.notice.models import Reminder
from caseflow.outreach.campaigns import actions, mailing, reading, writing
from caseflow.outreach.campaigns.actions import Addressee, Plan, Seen
from caseflow.outreach.campaigns.models import Campaign, Mailing, MailingItem, Target
from caseflow.outreach.campaigns.reporting import report
from tests import given, when
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

AT = given.moment("2026-09-16")
PLAN = Plan("欠薪排查", ("东片", "西片"), date(2026, 9, 1), date(2026, 9, 30))
EAST, WEST = ("示例东一公司", "示例东二公司", "示例东三公司"), ("示例西一公司",)


def campaign() -> Campaign:
    """Three employers in the east, one in the west."""
    viewer = given.viewer(Role.SUPERVISOR)
    id = actions.begin(PLAN, viewer=viewer, at=AT)
    named = [*((name, "东片") for name in EAST), *((name, "西片") for name in WEST)]
    actions.enter(id, [Addressee(name, area) for name, area in named], viewer=viewer, at=AT)
    return db.session.get_one(Campaign, id)


def model(state: str = "issued", **data: Any) -> Reminder:
    """A signed 提示函 of a campaign to one employer, on Wednesday 16 September 2026."""
    known = {"source": "campaign", "employer_name": "示例样稿公司", "sanitised_facts": "欠薪多发。"}
    return given.reminder(state, on="2026-09-16", **known | data)


BOTH = ("东片", "西片")


def sends(to: Campaign, letter: Reminder, areas: tuple[str, ...] = BOTH, form: str = "1") -> Mailing:
    viewer = given.viewer(Role.SIGNATORY)
    return mailing.start(to.id, letter.id, areas, token=form, viewer=viewer, at=AT)


def outcomes(of: Mailing) -> list[tuple[str, Outcome, str]]:
    return [(one.employer_name, one.outcome, one.number) for one in report(of).lines]


def number(n: int) -> str:
    return f"演示工监提〔2026〕{n}号"


# ---- the register


def test_employers_are_entered_once_and_counted_by_area() -> None:
    made = campaign()
    again = [Addressee(EAST[0], "西片"), Addressee("示例西二公司", "西片", "91500000MA5TEST001")]
    assert actions.enter(made.id, again, viewer=given.viewer(Role.MANAGER), at=AT) == 1
    assert [(one.area, one.targets, one.visited) for one in reading.by_area(made)] == [
        ("东片", 3, 0),
        ("西片", 2, 0),
    ]
    plan = Plan("欠薪排查", ("西片",), PLAN.begins_on, PLAN.ends_on)
    with pytest.raises(GuardRefused, match="“东片”已有单位"):
        actions.change(made.id, plan, viewer=given.viewer(Role.MANAGER), at=AT)


def test_visits_are_made_in_pairs_within_the_campaign() -> None:
    made = campaign()
    target = reading.targets(made, "西片").rows[0].target
    viewer = given.viewer(Role.SUPERVISOR)
    pair = (given.person(Role.SUPERVISOR).id, given.person(Role.HANDLING_UNIT).id)
    for wrong, field in (
        (Seen(date(2026, 8, 31), pair, "甲"), "on"),
        (Seen(date(2026, 9, 17), pair, "甲"), "on"),
        (Seen(date(2026, 9, 10), pair[:1] * 2, "甲"), "persons"),
        (Seen(date(2026, 9, 10), pair, "甲", problems=1, fixed=2), "fixed"),
    ):
        with pytest.raises(Incomplete) as refused:
            actions.note_visit(target.id, wrong, viewer=viewer, at=AT)
        assert list(refused.value.fields) == [field]
    seen = Seen(date(2026, 9, 10), pair, "补签合同", problems=3, fixed=1, token="12345678")
    for _ in range(2):
        actions.note_visit(target.id, seen, viewer=viewer, at=AT)
    west = reading.by_area(made)[1]
    assert (west.visited, west.problems, west.fixed) == (1, 3, 1)
    # and nothing more once it is over
    actions.close(made.id, viewer=viewer, at=AT)
    with pytest.raises(GuardRefused, match="已经结束"):
        actions.note_visit(target.id, Seen(date(2026, 9, 11), pair, "乙"), viewer=viewer, at=AT)


def test_a_campaign_is_of_its_unit() -> None:
    made = campaign()
    stranger = given.viewer(given.user(Role.MANAGER, unit=given.unit_tree().town))
    with pytest.raises(NotFound):
        reading.find_campaign(made.id, stranger)
    assert reading.campaigns(stranger).rows == []


# ---- one letter to many


def test_each_gets_a_letter_of_its_own_with_its_own_number() -> None:
    # given a signed model, which bears the first number
    made, letter = campaign(), model()
    assert letter.number == number(1)
    sent = sends(made, letter)
    # when it is taken on in small steps, sent twice or stepped at once
    assert sends(made, letter).id == sent.id
    while not writing.step(sent.id, at=AT, batch=2):
        pass
    # then four letters follow without a gap, with the words of the model and their own addressee
    assert [one[1:] for one in outcomes(sent)] == [(Outcome.DONE, number(n)) for n in (2, 3, 4, 5)]
    last = db.session.scalars(sa.select(Reminder).filter_by(number=number(5))).one()
    assert (last.state, last.employer_name, last.measures) == ("issued", WEST[0], letter.measures)
    assert (last.matter.sanitised_facts, last.unit_id) == ("欠薪多发。", letter.unit_id)
    # drafted, reviewed and signed by three people, and frozen as any letter
    people = [last.done_by[action][-1] for action in ("draft", "pass_review", "sign_off")]
    assert people == [given.person(role).id for role in (Role.SUPERVISOR, Role.LAWYER, Role.SIGNATORY)]
    frozen = sa.select(Document.sha256).filter_by(proceeding_id=last.id, code="reminder")
    assert db.session.scalars(frozen).one()
    assert [one.letters for one in reading.by_area(made)] == [3, 1]
    # and it is over: nothing is written again
    assert writing.carry_on(at=AT) == 0
    assert db.session.scalar(sa.select(sa.func.count(Reminder.id))) == 5


def test_the_preview_says_who_is_left_out_and_why() -> None:
    made = campaign()
    given.reminder("draft", on="2026-09-16", employer_name=EAST[1])
    letter = model(employer_name=EAST[0])
    viewer = given.viewer(Role.SIGNATORY)
    found = mailing.preview(made, letter.id, ("东片",), viewer)
    assert [one.reason for one in found] == [
        f"样稿已发给该单位（{letter.number}）",
        "已有办理中的提示函（未编号）",
        "",
    ]
    writing.step(sends(made, letter).id, at=AT)
    again = [one.reason for one in mailing.preview(made, letter.id, ("西片",), viewer)]
    assert again == [f"本次行动已发函（{number(3)}）"]
    with pytest.raises(GuardRefused, match="没有可以发函的单位"):
        sends(made, letter, ("西片",), "2")


def test_who_may_sign_and_what_may_be_a_model() -> None:
    made, letter = campaign(), model()
    with pytest.raises(GuardRefused, match="由签发人办理"):
        mailing.start(made.id, letter.id, ("东片",), token="1", viewer=given.viewer(Role.SUPERVISOR), at=AT)
    with pytest.raises(GuardRefused, match="样稿还没有签发"):
        sends(made, model("pending_sign"))
    with pytest.raises(GuardRefused, match="正文写有"):
        sends(made, model(sanitised_facts="示例样稿公司欠薪。"))
    with pytest.raises(NotFound):
        sends(made, Reminder(id=987654))


def test_a_letter_that_is_refused_takes_no_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given that the second paper cannot be printed
    made, letter = campaign(), model()
    sent, printed = sends(made, letter), printing.pdf

    def prints(sheet: Any, *rest: Any) -> bytes:
        if sheet.fields["employer_name"] == EAST[1]:
            raise GuardRefused("缺字")
        return printed(sheet, *rest)

    monkeypatch.setattr(printing, "pdf", prints)
    writing.carry_on(at=AT)
    # then it is told, and the numbers have no gap
    assert [one[1:] for one in outcomes(sent)] == [
        (Outcome.DONE, number(2)),
        (Outcome.SKIPPED, ""),
        (Outcome.DONE, number(3)),
        (Outcome.DONE, number(4)),
    ]
    assert [one.reason for one in report(sent).lines if one.reason] == ["缺字"]
    assert db.session.scalar(sa.select(sa.func.count(Proceeding.id))) == 4


def test_one_that_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    made, letter = campaign(), model()
    sent, write = sends(made, letter), writing._write

    def killed(id: int, target_id: int, *rest: Any) -> None:
        if db.session.get_one(Target, target_id).employer_name == EAST[2]:
            raise KeyboardInterrupt
        write(id, target_id, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            writing.step(sent.id, at=AT)
    assert report(sent).waiting == 2
    writing.carry_on(at=AT)
    assert [one[2] for one in outcomes(sent)] == [number(n) for n in (2, 3, 4, 5)]
    assert db.session.get_one(Mailing, sent.id).finished_at == AT


def test_people_who_have_left_sign_nothing() -> None:
    made, letter = campaign(), model()
    sent = sends(made, letter, ("西片",))
    with transaction():
        given.person(Role.LAWYER).active = False
    writing.step(sent.id, at=AT)
    (line,) = report(sent).lines
    assert (line.outcome, "已经离岗" in line.reason) == (Outcome.SKIPPED, True)
    assert db.session.scalar(sa.select(sa.func.count(MailingItem.target_id))) == 1


# ---- pages


def test_a_campaign_at_the_desks(client: FlaskClient) -> None:
    person = seated(client, Role.SUPERVISOR)
    typed = {"name": "欠薪排查", "areas": "东片\n西片\n东片", "begins_on": "2026-9-1", "ends_on": "2026-8-1"}
    refused = person.post("/campaigns/new", data=typed)
    assert (refused.status_code, "结束日期不能早于开始日期" in refused.text) == (422, True)
    place = person.post("/campaigns/new", data=typed | {"ends_on": "2026-9-30"}).headers["Location"]
    wrong = person.post(place, data={"area": "东片", "employers": "示例甲公司\n示例乙公司,123"})
    assert (wrong.status_code, "第2行的统一社会信用代码“123”不是18位" in wrong.text) == (422, True)
    assert "示例甲公司\n示例乙公司,123" in wrong.text
    lines = "示例甲公司，，示例路1号\n示例乙公司\t91500000ma5test001"
    assert person.post(place, data={"area": "东片", "employers": lines}).status_code == 303
    page = person.get(place).text
    assert page.count("示例路1号") == 1
    assert "0 / 2" in page
    assert "欠薪排查" in person.get("/campaigns").text
    assert person.get(f"{place}/letters").status_code == 200
    assert seated(client, Role.ADMIN).get(place).status_code == 403


def test_letters_are_looked_at_before_they_are_signed(client: FlaskClient) -> None:
    made, letter = campaign(), model()
    person, place = seated(client, Role.SIGNATORY), f"/campaigns/{made.id}/letters"
    typed = {"model": str(letter.id), "areas": ["东片"], "token": "12345678"}
    assert "请至少选择一个片区" in person.post(place, data={"model": str(letter.id)}).text
    page = person.post(place, data=typed | {"then": "look"}).text
    assert "将发出 3 份，跳过 0 家" in page
    assert db.session.scalar(sa.select(sa.func.count(Mailing.id))) == 0
    sent = person.post(place, data=typed | {"then": "send"}).headers["Location"]
    assert "0 / 3" in person.get(sent).text
    # without JavaScript the button takes the next step
    assert person.post(sent).status_code == 303
    done = person.get(sent).text
    assert number(4) in done
    assert "正在发函" not in done
    assert number(2) in person.get(f"/campaigns/{made.id}").text
    with pytest.raises(DomainError):
        mailing.find_mailing(999, made)


def test_employers_and_visits_on_their_page(client: FlaskClient) -> None:
    made = campaign()
    target = reading.targets(made, "西片").rows[0].target
    place, person = f"/campaigns/employers/{target.id}", seated(client, Role.SUPERVISOR)
    pair = [str(given.person(role).id) for role in (Role.SUPERVISOR, Role.MANAGER)]
    typed = {
        "on": "2026-9-10",
        "persons": pair,
        "findings": "<i>甲</i>",
        "problems": "2",
        "token": "12345678",
    }
    assert person.post(place, data=typed).status_code == 303
    page = person.get(place).text
    assert "&lt;i&gt;甲&lt;/i&gt;" in page
    assert "发现问题 2 个，已整改 0 个" in page
    assert person.post(place, data=typed | {"fixed": "3", "token": "87654321"}).status_code == 422
    assert seated(client, Role.LAWYER).post(place, data=typed | {"token": "11111111"}).status_code == 403


def test_the_list_is_taken_away_as_a_table(client: FlaskClient) -> None:
    made = campaign()
    page = seated(client, Role.MANAGER).get(f"/campaigns/{made.id}?area=东片").text
    assert "/exports" in page
    when.sweeps("2026-09-16 12:00")
