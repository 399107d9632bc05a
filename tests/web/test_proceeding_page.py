"""The page of a proceeding: what it shows, to whom, and what it costs."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Notification, Party, PartyKind, RunningClock, Viewing
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests import given, then, when
from tests.web import desk
from tests.web.desk import NAME, PHONE, SANITISED, STORY, seated

pytestmark = pytest.mark.usefixtures("app")


def test_the_strip_and_the_sentence_say_where_things_stand(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    handler = given.person(Role.HANDLING_UNIT)
    assert ticket.number
    assert ticket.number in page
    assert "办理中" in page
    assert f"等待{handler.name}（示例街道工会）办理" in page
    assert "为什么是这一天" in page


def test_identities_are_masked(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert "王**" in page
    assert "139****0000" in page
    assert NAME not in page
    assert PHONE not in page
    assert STORY in page


def test_a_confidential_matter_names_nobody(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    page = seated(client, Role.DISPATCHER).get(f"/hotline/{ticket.id}").text
    assert "举报保密" in page
    assert "身份保密" in page
    assert "举报保密，不显示" in page  # in the history, where the registration told the story
    for secret in ("王**", "139****0000", STORY):
        assert secret not in page
    assert SANITISED in page


def test_who_may_see_a_confidential_identity_may_read_the_story(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True, safe_contact="只在 19:00 后拨打")
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert STORY in page
    assert "只在 19:00 后拨打" in page
    assert "只在 19:00 后拨打" not in seated(client, Role.DISPATCHER).get(f"/hotline/{ticket.id}").text


def test_people_outside_the_union_read_the_sanitised_facts_only(client: FlaskClient) -> None:
    transfer = given.transfer("received", on="2026-09-16")
    with transaction() as session:
        matter = session.get_one(Matter, transfer.matter_id)
        matter.facts_text, matter.sanitised_facts = STORY, SANITISED
    page = seated(client, Role.AGENCY).get(f"/transfer/{transfer.id}").text
    assert SANITISED in page
    assert STORY not in page


def test_out_of_scope_is_not_found(client: FlaskClient) -> None:
    ticket = desk.ticket()
    elsewhere = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town)
    for below in ("", "/diagram", "/clocks/1", "/act/submit_result"):
        assert seated(client, elsewhere).get(f"/hotline/{ticket.id}{below}").status_code == 404
    assert client.get("/hotline/999999").status_code == 404


def test_actions_are_open_refused_with_reason_or_folded(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.HANDLING_UNIT).get(f"/hotline/{ticket.id}").text
    assert f'href="/hotline/{ticket.id}/act/submit_result?' in page
    assert "已过退单期限，由本单位办理" in page
    assert f"/hotline/{ticket.id}/act/request_return" not in page
    assert "其他岗位的操作" in page


def test_whoever_only_reads_is_offered_nothing(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.AUDITOR).get(f"/hotline/{ticket.id}").text
    assert "现在没有需要您办理的步骤" in page
    assert "/act/" not in page
    assert "查看身份" not in page


def test_banners_warn_of_unsafe_contact_and_of_the_limitation(client: FlaskClient) -> None:
    ticket = desk.ticket(safe_contact="只在 19:00 后拨打", limitation_nominal_on=date(2026, 9, 1))
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert "只在 19:00 后拨打" in page
    assert "可能已过时效（2026年9月1日 届满）" in page


def test_the_history_says_who_did_what_with_the_words_of_the_forms(client: FlaskClient) -> None:
    ticket = desk.ticket()
    when.acts(ticket, "log_first_contact", on="2026-09-17", summary="已约定周五补交考勤表")
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert "登记首次联系" in page
    assert "已约定周五补交考勤表" in page
    assert "联系情况" in page
    assert "→ 办理中" in page
    assert given.person(Role.HANDLING_UNIT).name in page  # the person named in the form, by name


def test_what_was_said_in_mediation_stays_there(client: FlaskClient) -> None:
    mediation = given.mediation("in_mediation", on="2026-09-16", notes="对方愿意先付一半")
    page = seated(client, Role.MEDIATOR).get(f"/mediation/{mediation.id}").text
    assert "对方愿意先付一半" in page
    page = seated(client, Role.MANAGER).get(f"/mediation/{mediation.id}").text
    assert "对方愿意先付一半" not in page
    assert "调解记录保密，不显示" in page


def test_reminders_are_folded_into_the_history(client: FlaskClient) -> None:
    ticket = desk.ticket()
    when.sweeps("2026-09-30")
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert "系统提醒" in page
    assert f"提醒{given.person(Role.HANDLING_UNIT).name}" in page


def fill(ticket: Any, rows: int) -> None:
    """Much of everything on one page."""
    with transaction() as session:
        for n in range(rows):
            session.add(Party(matter_id=ticket.matter_id, kind=PartyKind.WORKER, name=f"测试{n}"))
            session.add(
                Notification(
                    key=f"{ticket.id}.{n}",
                    recipient_id=given.person(Role.MANAGER).id,
                    proceeding_id=ticket.id,
                    text="催办",
                    at=given.moment("2026-09-20"),
                )
            )
    for _ in range(rows):
        when.acts(ticket, "urge", on="2026-09-21")


def test_the_page_costs_eight_queries_however_much_it_shows(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address, person = f"/hotline/{ticket.id}", seated(client, Role.MANAGER)
    person.get(address)
    with desk.selects() as few:
        person.get(address)
    fill(ticket, 30)
    with desk.selects() as many:
        page = person.get(address).text
    assert page.count("催办") > 30
    assert len(few) == len(many) <= 8


def test_the_first_viewing_of_a_day_is_on_record(client: FlaskClient) -> None:
    ticket = desk.ticket()
    for _ in range(2):
        seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}")
    seated(client, Role.AUDITOR).get(f"/hotline/{ticket.id}")
    seen = db.session.scalars(sa.select(Viewing.user_id).where(Viewing.proceeding_id == ticket.id)).all()
    assert sorted(seen) == sorted([given.person(Role.MANAGER).id, given.person(Role.AUDITOR).id])


def clock(ticket: Any, mark: Mark) -> RunningClock:
    query = sa.select(RunningClock).where(RunningClock.proceeding_id == ticket.id, RunningClock.mark == mark)
    return db.session.scalars(query.limit(1)).one()


def test_the_reckoning_is_shown_day_by_day(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on="2026-09-28")
    handling = db.session.scalars(
        sa.select(RunningClock).filter_by(proceeding_id=ticket.id, code="HD6b")
    ).one()
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}/clocks/{handling.id}").text
    assert "起算日，不计入" in page
    assert "国庆节" in page
    assert "2026年10月10日" in page  # a make-up Saturday
    assert "对本地没有法律约束力" in page


def test_rests_and_extensions_are_told_in_words(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    proof = given.file(ticket, "受理通知书.txt", on="2026-09-16")
    for action in ("request_suspension", "confirm_suspension"):
        when.acts(ticket, action, on="2026-09-16", cause="appraisal", proof_id=proof)
    when.acts(ticket, "resume", on="2026-09-18")
    when.acts(ticket, "request_extension", on="2026-09-18", extension=2, reason="等待鉴定结论")
    when.acts(ticket, "approve_extension", on="2026-09-18")
    sheet = f"/hotline/{ticket.id}/clocks/{then.running(ticket, 'HD6b').id}"
    page = seated(client, Role.MANAGER).get(sheet).text
    assert "<td>等待鉴定或者工伤认定" in page
    assert f'<a href="/hotline/{ticket.id}/files/{proof}">证明文件</a>' in page
    assert '<td class="number">2 个工作日</td><td>等待鉴定结论</td>' in page


@pytest.mark.parametrize(
    ("mark", "words"),
    [(Mark.HOUSE, "不是法律规定"), (Mark.ELSEWHERE, "对本地没有法律约束力"), (Mark.STATUTE, "")],
)
def test_a_house_rule_is_never_shown_as_law(client: FlaskClient, mark: Mark, words: str) -> None:
    proceeding = given.mediation("accepted", on="2026-09-16") if mark is Mark.STATUTE else desk.ticket()
    family = proceeding.definition.family
    sheet = f"/{family}/{proceeding.id}/clocks/{clock(proceeding, mark).id}"
    page = seated(client, Role.MANAGER).get(sheet).text
    assert mark.label in page
    assert words in page
    if mark is Mark.STATUTE:
        assert "不能作为法律依据引用" not in page


def test_a_clock_of_another_proceeding_is_not_found(client: FlaskClient) -> None:
    one, other = desk.ticket(), desk.ticket()
    foreign = clock(other, Mark.HOUSE).id
    assert seated(client, Role.MANAGER).get(f"/hotline/{one.id}/clocks/{foreign}").status_code == 404


def test_the_diagram_shows_every_state_and_action(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}/diagram").text
    for state in ticket.definition.states:
        assert f">{state.label}</text>" in page
    for transition in ticket.definition.transitions:
        assert f">{transition.label}</td>" in page
    assert 'class="node current"' in page


def test_no_page_carries_style_or_script_of_its_own(app: Flask, client: FlaskClient) -> None:
    ticket = desk.ticket()
    person = seated(client, Role.HANDLING_UNIT)
    clock_id = clock(ticket, Mark.HOUSE).id
    for below in ("", "/diagram", f"/clocks/{clock_id}", "/act/submit_result"):
        page = person.get(f"/hotline/{ticket.id}{below}").text
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick" not in page
        assert "<script>" not in page
