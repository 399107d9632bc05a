"""What an action asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from caseflow.kernel.roles import Role


class Kind(StrEnum):
    """The shape of a datum; forms, imports and checks follow it."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    MONEY = "money"
    YES = "yes"  # a fact that is stated, or not
    CONFIRMED = "confirmed"  # a fact that must be stated for the action to go on
    CHOICE = "choice"
    PERSON = "person"
    PEOPLE = "people"
    UNIT = "unit"
    FILE = "file"  # one of the files attached to the proceeding, by its id


_TYPES: Mapping[Kind, type | tuple[type, ...]] = {
    Kind.LINE: str,
    Kind.TEXT: str,
    Kind.DATE: date,
    Kind.MOMENT: datetime,
    Kind.NUMBER: int,
    Kind.MONEY: Decimal,
    Kind.YES: bool,
    Kind.CONFIRMED: bool,
    Kind.CHOICE: str,
    Kind.PERSON: int,
    Kind.PEOPLE: (tuple, list),
    Kind.UNIT: int,
    Kind.FILE: int,
}

_LONGEST = {Kind.LINE: 200, Kind.TEXT: 20_000}


def is_blank(value: object) -> bool:
    """Nothing was filled in; 0 and False are answers."""
    return value is None or (isinstance(value, str | tuple | list) and not value)


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing an action asks for (所需材料).

    `roles` narrows whom a PERSON or PEOPLE datum may name; `private` keeps the answer from everyone without
    `Permission.PRIVATE_NOTES` (调解记录保密, 人民调解法 第十五条). It is asked only `when` the facts of the
    proceeding, as they stood before the action, call for it; always, if nothing is said.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    roles: tuple[Role, ...] = ()
    least: int | None = None  # the smallest NUMBER or MONEY, the fewest PEOPLE
    hint: str = ""
    private: bool = False
    when: Callable[[Any], bool] | None = None
    demanded: Callable[[Mapping[str, Any]], bool] | None = None  # by the other answers, where not `required`
    ahead: bool = False  # a DATE that lies not before the day of the action

    def missing(self, answers: Mapping[str, Any]) -> str | None:
        """Why the answer among these cannot be taken, or is called for by the others and not there."""
        value = answers.get(self.name)
        if is_blank(value) and self.demanded and self.demanded(answers):
            return f"请填写{self.label}" + (f"：{self.hint}" if self.hint else "")
        return self.fault(value)

    def fault(self, value: object) -> str | None:
        """Why the value cannot be taken, in the reader's words; None when it can."""
        if self.kind is Kind.CONFIRMED:
            return None if value is True else f"请确认：{self.label}"
        if is_blank(value):
            return f"请填写{self.label}" if self.required else None
        if not self._is_of_kind(value):
            return f"{self.label}格式不正确"
        return self._out_of_bounds(value)

    def _is_of_kind(self, value: object) -> bool:
        """Python takes True for 1 and an instant for a day; here they are different answers."""
        if isinstance(value, bool) and _TYPES[self.kind] is not bool:
            return False
        if isinstance(value, datetime):
            return self.kind is Kind.MOMENT and value.tzinfo is not None
        return isinstance(value, _TYPES[self.kind])

    def _out_of_bounds(self, value: Any) -> str | None:
        if self.kind is Kind.CHOICE and value not in dict(self.choices):
            return f"{self.label}不在可选范围内"
        if len(value) > _LONGEST[self.kind] if self.kind in _LONGEST else False:
            return f"{self.label}最多{_LONGEST[self.kind]}字"
        if self.least is not None and self._size(value) < self.least:
            return f"{self.label}不能少于{self.least}"
        return None

    def _size(self, value: Any) -> Any:
        return len(set(value)) if self.kind is Kind.PEOPLE else value
