"""`flask processes`: the pages about the definitions, and whether every case still fits its definition."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from caseflow.casework.selfcheck.office import undefined
from caseflow.casework.wiring import wired
from caseflow.cli.base import Group, Refusal
from caseflow.cli.process_pages import pages
from caseflow.extensions import db
from caseflow.kernel.time import utcnow
from config import ROOT

FOLDER = ROOT / "docs" / "processes"

processes = Group("processes", help="流程：生成说明页、核对")


@processes.command("docs", help="由流程定义生成 docs/processes/ 下的说明页；--check 只核对是否最新。")
@click.option("--check", is_flag=True, help="不写文件；有过期的页面时退出码为 1")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, hidden=True)
def docs(folder: Path, *, check: bool) -> None:
    made = pages(wired().processes)
    stale = sorted(_stale(folder, made))
    if check and stale:
        raise Refusal(f"说明页已过期：{'、'.join(stale)}。请执行 make docs")
    for name in stale:
        _write(folder / name, made.get(name))
    click.echo(f"更新 {len(stale)} 页，共 {len(made)} 页" if stale else f"{len(made)} 页均为最新")


def _stale(folder: Path, made: Mapping[str, str]) -> Iterator[str]:
    """Names of pages that are missing, differ, or belong to no process any more."""
    there = {path.name: path.read_text() for path in folder.glob("*.md")}
    return (name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@processes.command("check", help="核对没有案件处于流程未定义的状态或期限；有时列出，退出码为 1。")
def check() -> None:
    if faults := [text for text, _ in undefined(db.session(), utcnow())]:
        raise Refusal("\n".join(faults))
    click.echo("全部案件的状态和期限均有定义")
