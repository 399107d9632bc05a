"""What the form of a letter does besides asking: it takes clauses over and checks limits (拟稿向导的表单)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import request
from wtforms import Field

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.kernel.calendar import WorkCalendar, local_day
from caseflow.kernel.machine import is_blank
from caseflow.kernel.time import utcnow
from caseflow.notice.clauses.library import Clause
from caseflow.notice.clauses.own import offered
from caseflow.notice.demands import Demand, Unreadable, demands_in, fault_in, last_day
from caseflow.web.forms import OnceForm

THEN, TAKE, LOOK = "then", "take", "look"
"""What a button asks for that sends nothing: clauses are taken over, the letter is looked at."""


class LetterForm(OnceForm):
    """What the form of a letter does besides: it takes clauses over, and checks the limits of its demands."""

    def submit(self, use_case: Any) -> Any:
        """As every form, unless a button asks for something that sends nothing."""
        then = request.form.get(THEN) if self.is_submitted() else ""
        if then == TAKE:
            self._take(clause for clause in offered() if clause.code in request.form.getlist("clauses"))
        if then not in (TAKE, LOOK):
            return super().submit(use_case)
        return None

    def _take(self, clauses: Iterable[Clause]) -> None:
        """Add what the clauses say to what is there, each line once; foresee the last day of the demands."""
        taken = list(clauses)
        for name, lines in (
            ("legal_basis", [clause.cited for clause in taken]),
            ("breaches", [clause.blamed for clause in taken]),
            ("measures", [clause.demanded for clause in taken]),
        ):
            self._add(name, [line for line in lines if line])
        self._foresee()

    def _add(self, name: str, lines: Sequence[str]) -> None:
        field = self._fields.get(name)
        if field is not None:
            there = (field.data or "").splitlines()
            put(field, "\n".join([*there, *(line for line in lines if line not in there)]) or None)

    def _foresee(self) -> None:
        field = self._fields.get("rectify_by")
        if field is not None and is_blank(field.data) and not any(field.raw_data or ()):
            put(field, last_day(self.demands, local_day(utcnow()), calendar()))

    @property
    def demands(self) -> list[Demand]:
        """What the letter demands; nothing while a limit cannot be read."""
        field = self._fields.get("measures")
        try:
            return demands_in(field.data) if field is not None else []
        except Unreadable:
            return []

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the limits, and that all are over when the letter says that all is put right."""
        super().validate(extra_validators)
        field = self._fields.get("measures")
        if field is not None and (fault := fault_in(field.data, local_day(utcnow()))):
            self.blame({"measures": fault})
        elif fault := self._too_soon():
            self.blame({"rectify_by": fault})
        return not self.errors

    def _too_soon(self) -> str:
        field = self._fields.get("rectify_by")
        by = field.data if field is not None else None
        later = [one.limit for one in self.demands if isinstance(one.limit, date) and by and one.limit > by]
        return f"有要求的期限是{max(later)}，整改截止日不能早于它" if later else ""


def put(field: Field, value: Any) -> None:
    """Have the field show the value, whatever was sent."""
    field.data, field.raw_data = value, None


def calendar() -> WorkCalendar:
    """The calendar in force."""
    return current_law(db.session()).calendar
