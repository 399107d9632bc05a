"""Two people have changed the same: field by field, what it was, what stands now, what was typed (合并)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import class_mapper

from caseflow.casework import audit, files, history
from caseflow.casework.models import AuditEvent, Proceeding
from caseflow.kernel.machine import Datum, Kind, Transition, is_blank
from caseflow.web import filters
from caseflow.web.forms import ActForm
from caseflow.web.proceedings import facts
from caseflow.web.proceedings.values import Reader, ids_in, spoken

MINE, THEIRS, OPEN = "mine", "theirs", ""
"""Which of the two is kept: what was typed, what stands now, or what a person has yet to choose."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which what stands now is not what was typed; `changed` says by whom and when, if anybody."""

    name: str
    label: str
    was: str
    now: str
    typed: str
    changed: str
    kept: str
    merged: bool


@dataclass(frozen=True, slots=True)
class _Values:
    datum: Datum
    was: Any
    now: Any
    typed: Any
    last: AuditEvent | None

    @property
    def differs(self) -> bool:
        """Whether there is anything to merge; what is only filled in for the first time is not."""
        fresh = is_blank(self.was) and is_blank(self.now)
        return not fresh and not _same(self.now, self.typed)

    @property
    def kept(self) -> str:
        """What one side alone has changed is merged; where both have, a person chooses."""
        if _same(self.was, self.now):
            return MINE
        return THEIRS if _same(self.was, self.typed) else OPEN


def settle(form: ActForm, proceeding: Proceeding, step: Transition, reader: Reader) -> None:
    """Have the form keep what was chosen where it showed differences."""
    standing = facts.standing(proceeding, step.needs, reader)
    for name, value in standing.items():
        if name in form and (choice := _choice(name)):
            form.chose(name, value, theirs=choice[-1] == THEIRS, undecided=choice[-1] == OPEN)


def is_under_way() -> bool:
    """Whether differences were shown and something was chosen among them."""
    return any(name.startswith("keep-") for name in request.form)


def differences(proceeding: Proceeding, step: Transition, form: ActForm, reader: Reader) -> list[Difference]:
    """Where what stands now is not what was typed since the form was shown."""
    found = [values for values in _values(proceeding, step, form, reader) if values.differs]
    shown = [(v.datum, value) for v in found for value in (v.was, v.now, v.typed)]
    names = files.names(*ids_in(shown))
    return [_difference(values, names) for values in found]


def _difference(values: _Values, names: files.Names) -> Difference:
    last, choice = values.last, _choice(values.datum.name)
    return Difference(
        name=values.datum.name,
        label=values.datum.label,
        was=spoken(values.datum, values.was, names),
        now=spoken(values.datum, values.now, names),
        typed=values.typed if isinstance(values.typed, str) else spoken(values.datum, values.typed, names),
        changed=f"{last.actor}，{filters.moment(last.at)}" if last else "",
        kept=choice[-1] if choice else values.kept,
        merged=values.kept != OPEN,
    )


def _values(proceeding: Proceeding, step: Transition, form: ActForm, reader: Reader) -> Iterator[_Values]:
    rows = history.chain(proceeding.matter_id)
    standing = facts.standing(proceeding, step.needs, reader)
    own = class_mapper(type(proceeding)).columns
    for datum in step.needs:
        if datum.name in standing and datum.name in form:
            about = {proceeding.id} if datum.name in own else {row.proceeding_id for row in rows}
            told = [row for row in rows if row.proceeding_id in about and datum.name in row.data]
            now = _plain(datum, standing[datum.name])
            was, last = _before(datum, now, told, form.seen)
            yield _Values(datum, was, now, _plain(datum, _typed(form, datum.name)), last)


def _before(datum: Datum, now: Any, told: Sequence[AuditEvent], seen: int) -> tuple[Any, AuditEvent | None]:
    """What stood when the form was shown, and the last link that has told something else since."""
    since = [row for row in told if row.seq > seen]
    if not since:
        return now, None
    replaced: Mapping[str, Any] = since[0].data.get("was") or {}
    earlier = [row.data[datum.name] for row in told if row.seq <= seen]
    was = replaced.get(datum.name, earlier[-1] if earlier else None)
    return _plain(datum, was), since[-1]


def _typed(form: ActForm, name: str) -> Any:
    """What was typed: the value, or the text where it cannot be read."""
    field = form[name]
    return field.raw_data[0] if field.process_errors and field.raw_data else field.data


def _plain(datum: Datum, value: Any) -> Any:
    """The value as the audit chain keeps it, so that they can be compared; a fact not stated is not so."""
    return bool(value) if datum.kind is Kind.YES else audit.plain(value)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (is_blank(one) and is_blank(other))


def _choice(name: str) -> list[str]:
    """What was chosen for the field; nothing when it showed no difference."""
    return request.form.getlist(f"keep-{name}")
