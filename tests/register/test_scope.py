"""Anybody, any record: what the register tells follows from the matters in scope, and nothing else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework.models import EmployerRecord, Party, PartyKind, Proceeding, WorkerRecord
from caseflow.casework.queries import visible_to
from caseflow.casework.register.employers import employer_file, employers
from caseflow.casework.register.suggesting import suggest_employers
from caseflow.casework.register.workers import worker_file, workers
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Role, Viewer
from caseflow.web.proceedings.views import now_at
from tests import given, when
from tests.register.calls import ON, call, worker

AT = given.moment("2026-09-17")
PEOPLE = [worker(f"测试{n}", f"1390000000{n}") for n in range(6)]
FIRMS = [f"示例{n}餐饮公司" for n in range(5)]
SEED, CALLS = 12351, 24


@dataclass(frozen=True)
class Told:
    """A ticket as the test knows it: who called about whom, in confidence or not."""

    ticket: Ticket
    person: int
    firm: int
    confidential: bool


def office(random: Random) -> list[Told]:
    """Calls of a few people about a few employers; some have been sent to the street or to the town."""
    told = []
    units = given.unit_tree()
    for _ in range(CALLS):
        who, whom, secret = random.randrange(len(PEOPLE)), random.randrange(len(FIRMS)), random.random() < 0.3
        ticket = call(PEOPLE[who], firm=FIRMS[whom], confidential=secret)
        if unit := random.choice((None, units.street, units.town)):
            when.acts(ticket, "submit", on=ON)
            when.acts(ticket, "dispatch", on=ON, unit_id=unit.id)
        told.append(Told(ticket, who, whom, secret))
    return told


def clerks() -> Iterator[User]:
    """Somebody of many roles in each unit."""
    units = given.unit_tree()
    for unit in (units.federation, units.street, units.town):
        for role in (Role.OPERATOR, Role.HANDLING_UNIT, Role.MANAGER, Role.LAWYER, Role.SUPERVISOR):
            yield given.user(role, unit=unit)


def seen_by(viewer: Viewer, told: list[Told]) -> list[Told]:
    ids = set(db.session.scalars(visible_to(viewer, Proceeding).with_only_columns(Proceeding.id)))
    return [one for one in told if one.ticket.id in ids]


def records(kind: PartyKind) -> dict[str, int]:
    """The record of each person or firm by name."""
    link = Party.worker_record_id if kind is PartyKind.WORKER else Party.employer_record_id
    rows = db.session.execute(sa.select(Party.name, link).where(Party.kind == kind).distinct()).all()
    return {row[0]: row[1] for row in rows if row[1]}


@pytest.mark.usefixtures("app")
def test_a_worker_is_what_open_matters_in_scope_tell() -> None:
    told = office(Random(SEED))  # noqa: S311
    ids = records(PartyKind.WORKER)
    for user in clerks():
        viewer = given.viewer(user)
        seen = [one for one in seen_by(viewer, told) if not one.confidential]
        expected = {}
        for n, somebody in enumerate(PEOPLE):
            numbers = {str(one.ticket.number) for one in seen if one.person == n}
            if numbers:
                expected[ids[somebody.name]] = len(numbers)
                file = worker_file(ids[somebody.name], viewer, now_at(AT))
                assert {case.line.number for case in file.cases} == numbers
                assert {trace.number for trace in file.traces} == numbers
            elif somebody.name in ids:
                with pytest.raises(NotFound):
                    worker_file(ids[somebody.name], viewer, now_at(AT))
        listed = {line.id: line.matters for line in workers(viewer).rows}
        assert listed == expected, user.login
        for somebody in PEOPLE:
            found = {line.id for line in workers(viewer, str(somebody.phone)).rows}
            assert found == {ids[somebody.name]} & expected.keys()


@pytest.mark.usefixtures("app")
def test_an_employer_is_what_matters_in_scope_tell() -> None:
    told = office(Random(SEED + 1))  # noqa: S311
    ids = records(PartyKind.EMPLOYER)
    for user in clerks():
        viewer = given.viewer(user)
        seen = seen_by(viewer, told)
        expected = {}
        for n, firm in enumerate(FIRMS):
            numbers = {str(one.ticket.number) for one in seen if one.firm == n}
            if numbers:
                expected[ids[firm]] = len(numbers)
                file = employer_file(ids[firm], viewer, now_at(AT))
                assert {case.line.number for case in file.cases} == numbers
                assert (file.counts.matters, file.counts.recent) == (len(numbers), len(numbers))
            elif firm in ids:
                with pytest.raises(NotFound):
                    employer_file(ids[firm], viewer, now_at(AT))
        assert {line.id: line.matters for line in employers(viewer, at=AT).rows} == expected, user.login
        offered = {one.id: one.open_matters for one in suggest_employers(viewer, "餐饮")}
        assert offered == expected


def test_two_who_register_the_same_newcomer_at_once_make_one_record(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        given.person(Role.OPERATOR)
    together = Barrier(2)

    def register(_: int) -> None:
        with fresh_app.app_context():
            given.viewer(Role.OPERATOR)
            db.session.rollback()
            together.wait(timeout=30)
            call(worker(), code="91000000MA0000000X")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(register, range(2)))
    with fresh_app.app_context():
        for model in (WorkerRecord, EmployerRecord):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 1
        for link in (Party.worker_record_id, Party.employer_record_id):
            assert len(db.session.scalars(sa.select(link).where(link.is_not(None))).all()) == 2
