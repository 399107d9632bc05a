"""One invented case: who, against whom, about what; and what it says when an action asks (演示案情)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit
from caseflow.casework.models import Matter, PartyKind
from caseflow.casework.parties import Employer, Person, settle_in
from caseflow.hotline.actions import Call
from caseflow.hotline.triage import Signals, priority_of
from caseflow.seed.names import JOBS, Firm
from caseflow.seed.subjects import COMPLAINTS, Subject

CROWDS = (1, 1, 1, 2, 4, 8, 12, 26)
"""How many workers a matter that may concern many concerns."""

CHANNELS = (("call", "visit", "app", "letter"), (70, 12, 12, 6))
OPINIONS = (("satisfied", "basically", "unsatisfied_explained", "no_opinion"), (62, 24, 6, 8))
"""Codes and how often they come."""

CONFIDENTIAL, ANONYMOUS, URGENT = 0.12, 0.06, 0.3
"""How often a case is so; urgent only those of many workers."""

MANY, MOST_NAMED = 10, 12
"""Workers with a common claim; so many at most are named."""

KINDS_OF_WORKERS = ("", "", "农民工", "女职工", "新就业形态")


@dataclass(frozen=True, slots=True)
class Case:
    """What a matter is about, before anything is done."""

    subject: Subject
    firm: Firm
    worker: str
    phone: str
    town: Unit
    headcount: int
    amount: Decimal
    confidential: bool
    urgent: bool
    anonymous: bool
    since: timedelta
    """From the day it happened to the day it is told."""

    crowd: str
    job: str
    channel: str
    opinion: str
    fellows: tuple[Person, ...]

    def call(self, opening: str) -> Call:
        """The people of the case as an operator writes them down."""
        workers = () if self.anonymous else (self._worker, *self.fellows)
        return Call(opening=opening, appeal={}, workers=workers, employer=self._employer)

    def describe(self, session: Session, matter: Matter) -> None:
        """Write down a case that did not begin with a call."""
        matter.category, matter.headcount = self.subject.category, self.headcount
        matter.amount, matter.work_place = self.amount or None, self.firm.address
        matter.facts_text, matter.sanitised_facts = self.subject.told, self.subject.sanitised
        matter.confidential, matter.urgent = self.confidential, self.urgent
        worker = self._worker.party(matter, PartyKind.WORKER)
        settle_in(session, matter, (worker, self._employer.party(matter)))

    @property
    def _worker(self) -> Person:
        return Person(name=self.worker, phone=self.phone, job=self.job, crowd=self.crowd)

    @property
    def _employer(self) -> Employer:
        firm = self.firm
        return Employer(name=firm.name, credit_code=firm.credit_code, address=firm.address)

    def told(self) -> dict[str, Any]:
        """What the case says, by the name of the datum that asks."""
        return {**self._as_told(), **self._in_letters(), **self._as_counted()}

    def _as_told(self) -> dict[str, Any]:
        return {
            "category": self.subject.category,
            "facts_text": self.subject.told,
            "sanitised_facts": self.subject.sanitised,
            "dispute_facts": self.subject.told,
            "clue": self.subject.sanitised,
            "claim": self.subject.demand,
            "request": self.subject.demand,
            "work_place": self.firm.address,
            "real_name": not self.anonymous,
            "confidential": self.confidential,
            "urgent": self.urgent,
            "priority": self._priority(),
            "grade": self._grade(),
            "matter_type": self.subject.matter_type,
            "channel": self.channel,
            "satisfaction": self.opinion,
            "event_on": -self.since,
            "unit_id": self.town.id,
        }

    def _priority(self) -> str:
        signals = Signals(
            service="TS", category=self.subject.category, headcount=self.headcount, urgent=self.urgent
        )
        return priority_of(signals)[0]

    def _grade(self) -> str:
        return "complex" if self.headcount >= MANY else "difficult" if self.headcount > 1 else "general"

    def _in_letters(self) -> dict[str, Any]:
        return {
            "employer_name": self.firm.name,
            "employer_address": self.firm.address,
            "legal_representative": self.firm.representative,
            "breaches": self.subject.breach,
            "legal_basis": self.subject.basis.replace("；", "\n"),
            "measures": _demands(self.subject.demand),
            "worker_group": self.subject.group,
            "platform_company": self.subject.group == "platform" or None,
            "receiver": "示例经理",
            "source": "ticket",
        }

    def _as_counted(self) -> dict[str, Any]:
        got = (self.amount * Decimal("0.8")).quantize(Decimal(1))
        return {
            "headcount": self.headcount,
            "persons_helped": self.headcount,
            "amount": self.amount or None,
            "agreed_amount": got,
            "performed_amount": got,
            "unpaid_amount": got,
            "awarded_amount": got,
            "recovered_amount": got,
            "represented_consent": True,
        }


def _demands(told: str) -> str:
    """One to a line, each with the usual limit."""
    lines = told.removesuffix("。").split("；")
    return "\n".join(f"{line}（收到之日起10个工作日内）" for line in lines)


def cases(
    rng: Random, firms: Sequence[Firm], workers: Iterator[tuple[str, str]], towns: Sequence[Unit]
) -> Iterator[Case]:
    """One case after the other, of all kinds; some employers come again and again."""
    while True:
        subject = rng.choice(COMPLAINTS)
        headcount = rng.choice(CROWDS) if subject.crowd else 1
        name, phone = next(workers)
        others = [next(workers) for _ in range(min(headcount, MOST_NAMED) - 1)]
        yield Case(
            subject=subject,
            firm=firms[min(rng.randrange(len(firms)), rng.randrange(len(firms)))],
            worker=name,
            phone=phone,
            town=rng.choice(towns),
            headcount=headcount,
            amount=Decimal(rng.randint(*subject.amounts) * headcount),
            confidential=rng.random() < CONFIDENTIAL,
            urgent=headcount >= MANY and rng.random() < URGENT,
            anonymous=rng.random() < ANONYMOUS,
            since=timedelta(days=rng.choice((20, 45, 60, 90, 150, 240, 330, 345))),
            crowd=rng.choice(KINDS_OF_WORKERS),
            job=rng.choice(JOBS),
            channel=rng.choices(*CHANNELS)[0],
            opinion=rng.choices(*OPINIONS)[0],
            fellows=tuple(Person(name=other, phone=number) for other, number in others),
        )
