"""`flask search`: the documents of the search written anew."""

import click

from caseflow.casework.search import writing
from caseflow.cli.base import Group, Refusal

search = Group("search", help="搜索索引")


@search.command("rebuild", help="重建搜索索引：从新到旧分批写入，期间可以照常办理；升级后执行一次。")
@click.option("--missing", is_flag=True, help="只补还没有索引的件")
@click.option("--below", type=int, metavar="ID", help="接着上次中断的地方：只写内部编号小于 ID 的件")
def rebuild(below: int | None, *, missing: bool) -> None:
    to_do = writing.to_do(below=below, only_missing=missing)
    with click.progressbar(length=to_do, label="重建索引", item_show_func=_last) as bar:
        try:
            for count, last in writing.rebuild(below=below, only_missing=missing):
                bar.update(count, last)
        except KeyboardInterrupt as stopped:
            raise Refusal(
                f"\n已中断，写好的不会丢。继续请加上 --below {bar.current_item or below}"
            ) from stopped
    click.echo(f"已写入 {to_do} 件")


def _last(id: int | None) -> str | None:
    return f"已到 {id}" if id else None
