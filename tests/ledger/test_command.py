from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from caseflow.casework.models import Proceeding
from caseflow.extensions import db
from tests.ledger.files import DATA, LEDGER, NOTICES, UNITS

PATHS = [str(DATA / LEDGER), str(DATA / NOTICES), "--units", str(DATA / UNITS)]


def count_proceedings() -> int:
    return db.session.scalar(sa.select(sa.func.count(Proceeding.id))) or 0


def test_rehearsed_then_imported(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    tried = run(args=["import-ledger", *PATHS, "--dry-run"])
    assert tried.exit_code == 0
    assert "检查通过，可以导入：单位 34、工单 11、法律援助 3、调解 1、公开提示函 5" in tried.output
    assert count_proceedings() == 0
    done = run(args=["import-ledger", *PATHS])
    assert done.exit_code == 0
    assert "已导入：单位 34、工单 11、法律援助 3、调解 1、公开提示函 5" in done.output
    assert count_proceedings() == 20


def test_refused_with_every_reason(app: Flask, tmp_path: Path) -> None:
    empty = tmp_path / "空.csv"
    empty.touch()
    refused = app.test_cli_runner().invoke(args=["import-ledger", str(empty)])
    assert refused.exit_code == 1
    assert "空.csv：文件是空的" in refused.output
    assert "没有导入任何内容" in refused.output
    without_units = app.test_cli_runner().invoke(args=["import-ledger", str(DATA / LEDGER)])
    assert without_units.exit_code == 1
    assert without_units.output.count("请先导入单位名录") == 11


def test_files_of_one_name_are_told_apart_first(app: Flask, tmp_path: Path) -> None:
    (tmp_path / LEDGER).touch()
    refused = app.test_cli_runner().invoke(args=["import-ledger", PATHS[0], str(tmp_path / LEDGER)])
    assert refused.exit_code == 1
    assert "有同名的文件" in refused.output
