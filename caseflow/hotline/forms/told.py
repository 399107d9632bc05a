"""A filled-in intake form, read as a call: who is who, what follows, and what does not fit together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework.delivery.contact import is_mobile
from caseflow.casework.parties import Employer, Person
from caseflow.hotline.actions import Call
from caseflow.hotline.catalogue import SUBJECTS
from caseflow.hotline.forms.fields import BOOK, IMPORT, REGISTER, ROUTES, SELF, SUBMIT, UPSTREAM
from caseflow.hotline.matches import Wanted
from caseflow.hotline.process import TICKET
from caseflow.kernel.calendar import local_day

FAMILIES = {"aid": "aid", "mediation": "mediation", "reminder": "notice"}
"""What the ticket calls the processes that it may be sent on to."""

Faults = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """What was filled in, by the names of the fields; an empty field is not there."""

    given: Mapping[str, Any]

    @property
    def call(self) -> Call:
        """The call as the use case takes it."""
        return Call(
            opening=self.opening,
            appeal=self.answers,
            workers=self.workers,
            spokesperson=None if self.speaks_for_self else self.caller,
            employer=None if self._has("employer_unknown") else self.employer,
            then=self.then,
            then_data=self.answers,
            route=self.route,
        )

    @property
    def wanted(self) -> Wanted:
        """Whom to look for among earlier matters."""
        people = (*self.workers, self.caller)
        return Wanted(
            phones=frozenset(person.phone for person in people if person.phone),
            id_numbers=frozenset(person.id_number for person in people if person.id_number),
            credit_code=self._text("credit_code"),
            employer=self._text("employer_name"),
            category=category if (category := self._text("category")) in SUBJECTS else "",
        )

    @property
    def opening(self) -> str:
        """The action that opens the ticket."""
        return IMPORT if self.given.get("channel") == UPSTREAM else REGISTER

    @property
    def then(self) -> str:
        """The action that follows at once, if any."""
        step = self._text("step")
        return "" if step == REGISTER else SUBMIT if self.route else step

    @property
    def route(self) -> str:
        """The process that the call is sent on to, if any."""
        step = self._text("step")
        return step if step in ROUTES else ""

    @property
    def answers(self) -> dict[str, Any]:
        """What the process asks for, some of which follows from other answers."""
        derived = {
            "real_name": not self._has("anonymous"),
            "is_worker_self": self.speaks_for_self,
            "employer_known": not self._has("employer_unknown"),
            "route": FAMILIES.get(self.route),
        }
        return {**self.given, **derived}

    @property
    def speaks_for_self(self) -> bool:
        """The caller is the worker."""
        return bool(self.given.get("speaker", SELF) == SELF)

    @property
    def caller(self) -> Person:
        """Who speaks."""
        return Person(
            name=self._text("caller_name"),
            phone=self.given.get("caller_phone"),
            relation=self._text("relation"),
            texts_agreed=self._has("texts_agreed"),
        )

    @property
    def workers(self) -> tuple[Person, ...]:
        """The worker of the call, and then the others that were named."""
        who = "caller" if self.speaks_for_self else "worker"
        first = Person(
            name=self._text(f"{who}_name"),
            phone=self.given.get(f"{who}_phone"),
            id_number=self.given.get("id_number"),
            address=self._text("address"),
            job=self._text("job"),
            crowd=self._text("crowd"),
            texts_agreed=self.speaks_for_self and self._has("texts_agreed"),
        )
        return (first, *self.given.get("others", ()))

    @property
    def employer(self) -> Employer:
        """The employer, whom the caller may not know."""
        return Employer(
            name=self._text("employer_name"),
            credit_code=self.given.get("credit_code"),
            address=self._text("employer_address"),
        )

    def faults(self, at: datetime) -> Faults:
        """What is missing or contradicts itself, by field, in the words beside it."""
        yield from self._missing()
        yield from self._about_caller()
        yield from self._about_headcount()
        yield from self._about_employer()
        yield from self._about_dates(at)

    def _missing(self) -> Faults:
        """What the opening, or the step that was chosen, still asks for."""
        for action in filter(None, (self.opening, self.then)):
            for datum in TICKET.transition(action).needs:
                if fault := datum.fault(self.answers.get(datum.name)):
                    yield datum.name, fault

    def _about_caller(self) -> Faults:
        if self._has("texts_agreed") and not is_mobile(self.given.get("caller_phone")):
            yield "texts_agreed", "联系电话不是手机号，收不到短信；请改填手机号或者取消勾选"
        if self._has("anonymous"):
            if self._has("wishes_reply") and not self._has("caller_phone"):
                yield "wishes_reply", "没有联系电话无法回复，请补填电话或者取消“要求回复”"
            return
        if not self._has("caller_name"):
            yield "caller_name", "请填写姓名；不愿留姓名的请勾选匿名"
        if not self._has("caller_phone"):
            yield "caller_phone", "请填写联系电话；不愿留电话的请勾选匿名"
        if not self.speaks_for_self and not self._has("relation"):
            yield "relation", "代他人反映的，请填写与职工的关系"

    def _about_headcount(self) -> Faults:
        named = sum(worker.known for worker in self.workers)
        if 0 < self.given.get("headcount", 0) < named:
            yield "headcount", f"已填写{named}名职工，涉及人数不能少于{named}"

    def _about_employer(self) -> Faults:
        if not self._has("employer_unknown"):
            if not self._has("employer_name"):
                yield "employer_name", "请填写单位全称；说不清的请勾选“说不清用人单位”"
        elif self._has("employer_name") or self._has("credit_code"):
            yield "employer_unknown", "已填写用人单位，请取消勾选"

    def _about_dates(self, at: datetime) -> Faults:
        if self.given.get("received_at", at) > at:
            yield "received_at", "收到时间不能晚于现在"
        if self.given.get("event_on", local_day(at)) > local_day(at):
            yield "event_on", "事情发生日期不能晚于今天"
        if self.then == BOOK and self.given.get("callback_at", at) < at:
            yield "callback_at", "约定回拨时间要晚于现在"

    def _has(self, name: str) -> bool:
        return bool(self.given.get(name))

    def _text(self, name: str) -> str:
        return str(self.given.get(name, ""))
