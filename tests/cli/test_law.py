"""`flask calendar` and `flask rules`."""

from pathlib import Path

import pytest
from flask import Flask

from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.test_calendar_file import ROWS
from tests.cli.conftest import Run
from tests.then import running

PROPOSAL = (
    *("rules", "propose", "HD6b", "8wd", "--from", "2026-09-16"),
    *("--basis", "测试办法第一条", "--reason", "测试", "--mark", "house", "--by", "manager"),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "2027.csv"
    path.write_text(ROWS)
    return path


def test_a_year_is_loaded_shown_and_what_waited_for_it_settled(app: Flask, run: Run, table: Path) -> None:
    ticket = when.acts(given.ticket("in_progress", on="2026-12-28"), "log_first_contact", on="2026-12-28")
    assert run("calendar", "show", "2027").exit_code == 1
    result = run("calendar", "load", "2027", str(table), "--source", "测试通知1号")
    assert result.output == "已载入 2027 年放假安排 7 天\n核定期限 1 个，仍待放假安排 0 个\n"
    assert not running(ticket, "HD6b").provisional
    shown = run("calendar", "show", "2027").output.splitlines()
    assert shown[0] == "2027 年，共 260 个工作日；来源：测试通知1号"
    assert shown[1:3] == ["  2027-01-01  放假  元旦", "  2027-05-01  放假  劳动节"]
    assert "  2027-05-08  上班  调休上班" in shown


def test_clocks_that_run_follow_a_year_when_told_to(app: Flask, run: Run, table: Path) -> None:
    given.person(Role.MANAGER)
    letter = given.opinion("awaiting_reply", on="2026-12-28")
    told = ("--source", "测试通知", "--number", "测试明电〔2026〕1号", "--issued", "2026-11-01", "--recount")
    result = run("calendar", "load", "2027", str(table), *told)
    assert result.output.startswith("已载入 2027 年放假安排 7 天\n改期 ")
    assert not running(letter, "ND4").provisional
    assert run("calendar", "continue").output == "改期 0 个期限\n"


def test_a_wrong_table_is_refused_row_by_row_and_changes_nothing(run: Run, table: Path) -> None:
    table.write_text(f"{ROWS}x,放假,春节\n2027-02-05,上班,调休\n")
    result = run("calendar", "load", "2027", str(table), "--source", "测试通知1号")
    assert result.exit_code == 1
    assert [line[:4] for line in result.stderr.splitlines()] == ["第9行：", "第10行"]
    assert run("calendar", "show", "2027").exit_code == 1


def test_the_packaged_year_names_its_source(run: Run) -> None:
    assert run("calendar", "show", "2026").output.startswith(
        "2026 年，共 248 个工作日；来源：chinesecalendar"
    )


def test_what_is_left_to_settle_is_counted(run: Run) -> None:
    given.ticket("dispatched", on="2026-12-31")
    assert run("clocks", "settle").output == "核定期限 0 个，仍待放假安排 3 个\n"


def test_a_rule_is_proposed_by_one_and_approved_by_another(app: Flask, run: Run) -> None:
    for number in (1, 2):
        given.person(Role.MANAGER, number)
    assert run("rules", "list").output == ""
    proposed = run(*PROPOSAL, typed=f"{given.PASSWORD}\n")
    assert proposed.stdout.endswith(
        "  HD6b  全部地区  自 2026-09-16  8 个工作日  测试办法第一条（本单位内部规定）  待批准\n"
    )
    id = proposed.stdout.split()[0]
    alone = run("rules", "approve", id, "--by", "manager", typed=f"{given.PASSWORD}\n")
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert alone.stderr.endswith("提出人不能批准或者退回自己提出的，请由另一人办理；可以撤回\n")
    approved = run("rules", "approve", id, "--by", "manager-2", typed=f"{given.PASSWORD}\n")
    assert approved.exit_code == 0
    assert run("rules", "list").output == approved.stdout
    assert approved.stdout.endswith("已批准\n")


VALUE = (
    *("rules", "parameters", "propose", "min_wage_month", "2330", "--from", "2026-09-16"),
    *("--basis", "测试公告", "--by", "manager"),
)


@pytest.mark.parametrize(("group", "proposal"), [(("rules",), PROPOSAL), (("rules", "parameters"), VALUE)])
def test_a_proposal_is_sent_back_by_another_and_taken_back_by_its_owner(
    run: Run, group: tuple[str, ...], proposal: tuple[str, ...]
) -> None:
    for number in (1, 2):
        given.person(Role.MANAGER, number)
    for decision, by, stands in (
        (("refuse", "--reason", "依据不足"), "manager-2", "已退回"),
        (("withdraw",), "manager", "已撤回"),
    ):
        id = run(*proposal, typed=f"{given.PASSWORD}\n").stdout.split()[0]
        said = run(*group, *decision, id, "--by", by, typed=f"{given.PASSWORD}\n")
        assert said.stdout.startswith(f"{id}  "), said.stderr
        assert said.stdout.endswith(f"{stands}\n")


def test_nobody_is_believed_without_their_password(run: Run) -> None:
    given.person(Role.MANAGER)
    result = run(*PROPOSAL, typed="别人的口令\n")
    assert result.exit_code == 1
    assert "登录名或密码不对" in result.stderr
    assert run("rules", "list").output == ""


def test_other_roles_are_refused(run: Run) -> None:
    given.person(Role.DISPATCHER)
    result = run(*PROPOSAL[:-1], "dispatcher", typed=f"{given.PASSWORD}\n")
    assert result.exit_code == 1
    assert "您的岗位不能做这件事" in result.stderr
