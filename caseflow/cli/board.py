"""`flask board`: the counts of the board made anew."""

import click

from caseflow.casework.worklists import tallies
from caseflow.cli.base import Group

board = Group("board", help="看板计数")


@board.command("rebuild", help="按案件现状重新计数；自检发现看板计数不符，或者绕过程序导入数据后执行。")
def rebuild() -> None:
    click.echo(f"已重新计数，共 {tallies.rebuild()} 组")
