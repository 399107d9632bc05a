"""`flask import-ledger`: ledgers of past years, published letters and units taken over from files."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from caseflow.cli.base import Refusal
from caseflow.kernel.errors import DomainError
from caseflow.kernel.time import utcnow
from caseflow.ledger import load

HELP = """导入历史台账：办理台账、公开提示函台账、单位名录、三员名册。

FILE 为 CSV 或 xlsx，一次可给多个，按表头辨认是哪种表。全部正确才导入，有错时逐行列出。"""

PATH = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-ledger", help=HELP)
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.option("--units", type=PATH, help="单位名录，先于台账导入")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@with_appcontext
def import_ledger(files: tuple[Path, ...], units: Path | None, *, dry_run: bool) -> None:
    paths = {path.name: path for path in (*files, *filter(None, (units,)))}
    if len(paths) < len(files) + bool(units):
        raise Refusal("有同名的文件，请改名后再导入")
    work = load.rehearse if dry_run else load.take_over
    try:
        found = load.read({name: path.read_bytes() for name, path in paths.items()})
        rows = sum(len(table.rows) for table in found)
        with click.progressbar(length=rows, label="检查" if dry_run else "导入") as bar:
            imported = work(found, at=utcnow(), tick=bar.update)
    except DomainError as refusal:
        raise Refusal(f"{refusal}\n有错误，没有导入任何内容") from refusal
    for note in imported.notes:
        click.echo(f"注意：{note}")
    click.echo(f"{'检查通过，可以导入' if dry_run else '已导入'}：{imported}")
