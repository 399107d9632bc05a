"""What the commands share: refusals as exit code 1, days and instants as arguments, signing in."""

from datetime import date, datetime
from typing import IO, Any

import click
from flask.cli import AppGroup

from caseflow.accounts.viewers import load_viewer
from caseflow.casework import sessions
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.errors import DomainError
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow


class Refusal(click.ClickException):
    """A command that ends with exit code 1 and the reason."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The reason, as it stands."""
        click.echo(self.message, file=file, err=file is None)


class Group(AppGroup):
    """Commands in an app context; what the domain refuses ends the command with exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DomainError as refusal:
            raise Refusal(str(refusal)) from refusal


class Day(click.ParamType[date]):
    """A day in ISO form."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，请写如 2026-11-23", param, ctx)


class Instant(click.ParamType[datetime]):
    """An instant in ISO form; without a zone it is the time in Shanghai."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The instant that was typed, aware."""
        try:
            typed = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是时间，请写如 2026-11-23T09:00", param, ctx)
        return typed if typed.tzinfo else typed.replace(tzinfo=SHANGHAI)


def signed_in(login: str) -> Viewer:
    """The person who gives the command, after asking for the password.

    Raises:
        SignInRefused: login and password do not belong together.
    """
    password = click.prompt("密码", hide_input=True, err=True)
    account = sessions.sign_in(login, password, address="命令行", at=utcnow())
    return load_viewer(account.user_id, account.epoch) or account.viewer
