"""Commands that decide on a proposal: another person approves or refuses, its owner takes it back."""

from collections.abc import Callable
from typing import Any

import click

from caseflow.cli.base import Group, signed_in
from caseflow.kernel.time import utcnow

Decide = Callable[..., Any]
"""A use case that decides on the proposal of an id, and returns it."""


def add_decisions(
    group: Group, what: str, line: Callable[[Any], str], *, approve: Decide, refuse: Decide, withdraw: Decide
) -> None:
    """Add `approve`, `refuse` and `withdraw` to the group; each says how the proposal stands then."""

    def say(use_case: Decide, id: int, login: str, **told: str) -> None:
        click.echo(line(use_case(id, **told, viewer=signed_in(login), at=utcnow())))

    @group.command("approve", help=f"批准{what}。")
    @click.argument("id", type=int)
    @click.option("--by", "login", required=True, help="批准人的登录名，须为督办员或系统管理员，且不是提出人")
    def _approve(id: int, login: str) -> None:
        say(approve, id, login)

    @group.command("refuse", help=f"退回{what}。")
    @click.argument("id", type=int)
    @click.option("--reason", required=True, help="不批准的理由")
    @click.option("--by", "login", required=True, help="办理人的登录名，不是提出人")
    def _refuse(id: int, reason: str, login: str) -> None:
        say(refuse, id, login, reason=reason)

    @group.command("withdraw", help=f"撤回自己提出的{what}。")
    @click.argument("id", type=int)
    @click.option("--by", "login", required=True, help="提出人的登录名")
    def _withdraw(id: int, login: str) -> None:
        say(withdraw, id, login)
