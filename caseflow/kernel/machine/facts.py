"""What guards and conditions know about a proceeding."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Self, TypeVar

from caseflow.kernel.roles import Viewer
from caseflow.kernel.terms import Extension

F = TypeVar("F", bound="Facts")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards of every process may ask; a process adds its own fields."""

    handler_id: int | None = None
    done_by: Mapping[str, Sequence[int]] = field(default_factory=dict)  # action → who did it, last one last
    overlays: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()  # codes of running clocks whose last day has passed
    live: frozenset[str] = frozenset()  # codes of the clocks that have not ended
    extended: Mapping[str, int] = field(default_factory=dict)  # clock code → extensions granted so far
    limits: Mapping[str, Extension] = field(default_factory=dict)  # clock code → how it may be extended
    extension: int | None = None  # units asked for, in the unit of the clock (申请延长)
    answer_within: int | None = None  # working days that an urge allows for its answer (限期答复)
    open_children: int = 0
    collective: bool = False
    confidential: bool = False
    urgent: bool = False

    def doers(self, *actions: str) -> frozenset[int]:
        """Everyone who ever did one of the actions."""
        return frozenset(user for action in actions for user in self.done_by.get(action, ()))

    def beyond(self, code: str, declared: Extension | None) -> str | None:
        """Why the clock may not be extended as asked, by the rule it started under; None when it may."""
        limit = self.limits.get(code, declared)
        return limit.fault(self.extended[code], self.extension) if limit and code in self.extended else None

    def given(self, data: Mapping[str, Any]) -> Self:
        """These facts as they would be with what the action brings."""
        known = {f.name for f in fields(self)}
        return replace(self, **{name: value for name, value in data.items() if name in known})

    def without(self, names: Iterable[str]) -> Self:
        """These facts before anybody knew the named ones, such as those a form is about to ask for."""
        unknown = _unknown(type(self))  # type: ignore[arg-type]
        gone = {
            name: getattr(unknown, name)
            for name in names
            if hasattr(unknown, name) and getattr(self, name) != getattr(unknown, name)
        }
        return replace(self, **gone) if gone else self


@cache
def _unknown(kind: type[F]) -> F:
    """What is known before anything is."""
    return kind()


Guard = Callable[[Any, Viewer], str | None]
"""Why an action is refused, in the words the person will read; None means yes.

A guard must also answer before anything was filled in: data not given yet is no reason to refuse."""

Condition = Callable[[Any], bool]
"""Whether a clock applies to a proceeding with these facts."""
