"""The people and the employer of a matter, as they are told and as they are kept (当事人)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.privacy import ERASED, compact, normalised
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

_REGION = re.compile(r"^.{1,12}?(?:自治区|省|市)|^.{1,8}?(?:区|县)")
_SHORTEST_ADDRESS = 5
_SHORTEST_NUMBER = 7
"""Characters of an address, and figures of a number, by which somebody is known."""


def given_away(text: str, parties: Iterable[Any]) -> str:
    """What the text tells of who complained, in words such as 姓名; empty when it tells nothing (举报保密).

    Parties are rows with their columns, or objects. Nothing helps that is put between: spaces, dashes,
    figures of full width, for numbers also words.
    """
    words = compact(text)
    figures = normalised(words)
    workers = (party for party in parties if party.kind is not PartyKind.EMPLOYER)
    return next((found for worker in workers if (found := _told_of(worker, words, figures))), "")


def _told_of(worker: Any, words: str, figures: str) -> str:
    if worker.name and worker.name not in (ANONYMOUS, ERASED) and compact(worker.name) in words:
        return "姓名"
    for kind, number in (("电话", worker.phone), ("身份证号码", worker.id_number)):
        bare = normalised(number or "")
        if len(bare) >= _SHORTEST_NUMBER and bare in figures:
            return kind
    return "住址" if any(address in words for address in _addresses(worker)) else ""


def _addresses(worker: Any) -> Iterator[str]:
    """The address as a whole, and without the regions before it, as long as one can tell it by them."""
    address = compact(worker.address)
    while len(address) >= _SHORTEST_ADDRESS:
        yield address
        shorter = _REGION.sub("", address, count=1)
        if shorter == address:
            return
        address = shorter
