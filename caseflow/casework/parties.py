"""The people and the employer of a matter, as they are told and as they are kept (当事人)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.privacy import ERASED, compact
from caseflow.casework.register.linking import link
from caseflow.kernel.machine import Datum

LONGEST_NAME = 100

PARTY_DATA: Mapping[str, Datum] = {
    datum.name: datum
    for datum in (
        Datum("worker_name", "职工姓名"),
        Datum("worker_phone", "职工电话"),
        Datum("id_number", "身份证号码"),
        Datum("employer_name", "用人单位全称", hint="与登记名称一致"),
        Datum("credit_code", "统一社会信用代码"),
        Datum("employer_address", "单位地址"),
    )
}
"""What is asked of the worker and the employer of a matter; it is kept with them and in no audit row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A worker, or someone who speaks for one (`relation` says as what).

    `texts_agreed`: text messages may go to the phone (同意接收短信).
    """

    name: str = ""
    phone: str | None = None
    id_number: str | None = None
    address: str = ""
    job: str = ""
    crowd: str = ""
    relation: str = ""
    texts_agreed: bool = False

    @property
    def known(self) -> bool:
        """Whether anything identifies the person."""
        return bool(self.name or self.phone or self.id_number)

    def party(self, matter: Matter, kind: PartyKind, *, is_caller: bool = False) -> Party:
        """The person as the matter keeps one."""
        party = Party(
            matter_id=matter.id,
            kind=kind,
            name=self.name,
            address=self.address,
            job=self.job,
            crowd=self.crowd,
            relation=self.relation,
            is_caller=is_caller,
            texts_agreed=self.texts_agreed,
        )
        party.identify(phone=self.phone, id_number=self.id_number)
        return party


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """The employer as it was named; `credit_code` is the 统一社会信用代码."""

    name: str
    credit_code: str | None = None
    address: str = ""

    def party(self, matter: Matter) -> Party:
        """The employer as the matter keeps it."""
        return Party(
            matter_id=matter.id,
            kind=PartyKind.EMPLOYER,
            name=self.name,
            credit_code=self.credit_code,
            address=self.address,
        )


def settle_in(session: Session, matter: Matter, parties: Iterable[Party], *, named: bool = True) -> None:
    """Give the matter its people; it goes by the first worker and the first employer among them.

    Each is pointed at its record in the register; not so the workers of somebody who is not `named` (匿名).
    """
    everyone = list(parties)
    link(session, (p for p in everyone if named or p.kind is not PartyKind.WORKER), matter.opened_at)
    session.add_all(everyone)
    matter.worker = next((p for p in everyone if p.kind is PartyKind.WORKER), None)
    matter.employer = next((p for p in everyone if p.kind is PartyKind.EMPLOYER), None)


def parties_told(matter: Matter, data: Mapping[str, Any]) -> Iterator[Party]:
    """The worker and the employer that the answers to `PARTY_DATA` name, if they do."""
    worker = Person(
        name=data.get("worker_name", ""), phone=data.get("worker_phone"), id_number=data.get("id_number")
    )
    if worker.known:
        yield worker.party(matter, PartyKind.WORKER)
    if name := data.get("employer_name"):
        address = data.get("employer_address", "")
        yield Employer(name=name, credit_code=data.get("credit_code"), address=address).party(matter)


ANONYMOUS = "匿名"


def secrets_of(parties: Iterable[Party]) -> list[str]:
    """What tells an employer who complained: names and numbers of the workers, in one form each."""
    workers = (party for party in parties if party.kind is not PartyKind.EMPLOYER)
    told = (secret for worker in workers for secret in (worker.name, worker.phone, worker.id_number))
    return [compact(secret) for secret in told if secret and secret not in (ANONYMOUS, ERASED)]
