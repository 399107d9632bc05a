"""`flask clocks` and `flask reminders`."""

import json

import pytest
from flask import Flask

from caseflow.casework import rulebook
from caseflow.casework.rulebook import Proposal
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests import given, when
from tests.casework.inbox import reminded
from tests.cli.conftest import Run


def test_a_period_is_reckoned_day_by_day(run: Run) -> None:
    # five working days from Monday 28 September, over National Day, to the make-up Saturday
    result = run("clocks", "due", "HD6b", "2026-09-28")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "HD6b 办理（一般问题）：5 个工作日"
    assert lines[1].endswith("（其他地区规定，参照）")
    assert lines[2:5] == ["起算：2026-09-28 周一", "末日：2026-10-10 周六", "到期：2026-10-10 周六"]
    assert lines[6] == "  2026-09-28 周一  不计  起算日，不计入"
    assert lines[9] == "  2026-10-01 周四  不计  国庆节"
    assert lines[-1] == "  2026-10-10 周六  第5天  调休上班"


def test_as_json_it_says_exactly_so_much(run: Run) -> None:
    found = json.loads(run("clocks", "due", "MD7", "2026-09-02", "--json").output)
    assert list(found) == ["code", "start", "nominal", "due", "basis", "mark", "trace"]
    assert (found["start"], found["nominal"], found["due"]) == ("2026-09-02", "2026-10-02", "2026-10-08")
    assert found["mark"] == "statute"
    assert found["trace"][-1] == {
        "day": "2026-10-08",
        "counted": False,
        "reason": "末日为休息日，顺延至此日",
        "ordinal": None,
    }


def test_another_region_has_its_own_rule(run: Run) -> None:
    first, second = (given.viewer(given.person(Role.MANAGER, number)) for number in (1, 2))
    local = Proposal(
        "HD6b", "2wd", given.moment("2026-01-01").date(), "测试办法", Mark.HOUSE, "测试", region="33"
    )
    rule = rulebook.propose_rule(local, viewer=first, at=given.moment("2026-01-01"))
    rulebook.approve_rule(rule.id, viewer=second, at=given.moment("2026-01-01"))
    assert "到期：2026-09-30" in run("clocks", "due", "HD6b", "2026-09-28", "--region", "330100").output
    assert "到期：2026-10-10" in run("clocks", "due", "HD6b", "2026-09-28").output


@pytest.mark.parametrize("output", [(), ("--json",)])
def test_a_year_that_is_not_loaded_ends_with_exit_code_1(run: Run, output: tuple[str, ...]) -> None:
    result = run("clocks", "due", "HD6b", "2026-12-28", *output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "2027年的放假安排尚未载入，无法确定工作日\n"


def test_an_unknown_clock_and_a_day_that_is_none_are_refused(run: Run) -> None:
    unknown = run("clocks", "due", "HD99", "2026-09-28")
    assert (unknown.exit_code, unknown.stderr) == (1, "没有编号为“HD99”的期限规则\n")
    assert run("clocks", "due", "HD6b", "2026-02-30").exit_code == 2


def test_a_time_without_a_zone_is_shanghai_s(app: Flask, run: Run) -> None:
    given.person(Role.MANAGER)
    ticket = when.acts(given.ticket("in_progress", on="2026-09-16"), "log_first_contact", on="2026-09-16")
    # the first stage is due at 09:00 in Shanghai, which is 01:00 in Greenwich
    assert "提醒 0 条" in run("reminders", "sweep", "--at", "2026-09-18T08:59").output
    assert "提醒 0 条" in run("reminders", "sweep", "--at", "2026-09-18T00:59Z").output
    result = run("reminders", "sweep", "--at", "2026-09-18T09:00")
    # the digest tells the handler, whose period ends soon
    swept = "处理期限 1 个：提醒 1 条，黄红牌 0 件，到期动作 0 件，未能执行 0 件；早间提要 1 份"
    assert result.output == f"{swept}\n"
    assert reminded(ticket, "HD6b") == ["09-18 09:00 t-3 handling-unit"]


def test_a_sweep_without_a_time_is_up_to_now(run: Run) -> None:
    assert "提醒 0 条" in run("reminders", "sweep").output
    assert run("reminders", "sweep", "--at", "tomorrow").exit_code == 2
