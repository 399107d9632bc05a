"""`flask processes`: pages made from the definitions, and cases that no longer fit one."""

from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.wiring import wired
from caseflow.cli.process_pages import pages
from tests import given
from tests.cli.conftest import Run


def test_every_process_has_a_page(app: Flask, run: Run, tmp_path: Path) -> None:
    run("processes", "docs", "--folder", str(tmp_path))
    names = {path.stem for path in tmp_path.iterdir()}
    assert names == {"README", *(process.name for process in wired().processes)}


def test_a_page_that_was_changed_or_lost_or_left_over_is_stale(run: Run, tmp_path: Path) -> None:
    check = ("processes", "docs", "--check", "--folder", str(tmp_path))
    assert run(*check).exit_code == 1
    run("processes", "docs", "--folder", str(tmp_path))
    assert run(*check).exit_code == 0
    (tmp_path / "ticket.md").write_text("# 手改\n")
    (tmp_path / "aid.md").unlink()
    (tmp_path / "former.md").touch()
    stale = run(*check)
    assert (stale.exit_code, stale.stderr) == (
        1,
        "说明页已过期：aid.md、former.md、ticket.md。请执行 make docs\n",
    )
    assert (tmp_path / "former.md").exists()
    run("processes", "docs", "--folder", str(tmp_path))
    assert run(*check).exit_code == 0


def test_a_page_says_who_may_do_what_and_by_when(app: Flask) -> None:
    page = pages(wired().processes)["ticket.md"].splitlines()
    assert "| 待派单 | `pending_dispatch` | 工单管理员 | 办理中 |" in page
    action = next(line for line in page if "`accept_return`" in line)
    assert [cell.strip() for cell in action.split("|")[1:-1]] == [
        "H8",
        "同意退单<br>`accept_return`",
        "退单审核",
        "待派单",
        "工单管理员",
        "申请退单的人不能审核退单，请换人办理",
        "理由",
        "退单审核意见",
    ]
    clock = next(line for line in page if line.startswith("| HD11 |"))
    assert "60 日" in clock
    assert "《信访工作条例》第三十四条<br>（本地适用的法律法规）" in clock
    assert "1 次，最多30 日，由督办员批准" in clock


def test_a_page_draws_every_way_between_states(app: Flask) -> None:
    page = pages(wired().processes)["ticket.md"]
    assert "    [*] --> registered : 登记 / 登记上级工单\n" in page
    assert "    suspended --> in_progress : 恢复办理 / 暂停期满，自动恢复 / " in page
    assert page.endswith("    archived --> [*]\n```\n")


def test_cases_in_states_without_definition_are_counted(app: Flask, run: Run) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    assert run("processes", "check").output == "全部案件的状态和期限均有定义\n"
    with transaction() as session:
        table = Proceeding.__table__
        session.execute(sa.update(Proceeding).where(table.c.id == ticket.id).values(state="former"))
        session.execute(sa.update(RunningClock).where(RunningClock.code == "HD6b").values(code="HD0"))
    result = run("processes", "check")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "ticket：1 件处于未定义的状态“former”",
        "ticket：1 个运行中的期限“HD0”未定义",
    ]
