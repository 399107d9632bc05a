"""`flask db`: the commands of Flask-Migrate, which bring Alembic with them when they are called."""

import click
from flask.cli import ScriptInfo

from caseflow.lazily import lazily

_migrate = lazily("flask_migrate.cli")


@click.command(
    "db",
    help="数据库结构：升级（upgrade）、回退（downgrade）等，由 Alembic 执行。",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def migrations(info: ScriptInfo, arguments: tuple[str, ...]) -> None:
    _migrate.db.main(arguments, prog_name="flask db", obj=info)
