"""What a process is made of: states, transitions, the data they ask for, clocks (流程即数据).

A process file builds one `Process` from these frozen values. Nothing here runs a process: `decide` gives
actions their meaning, `casework.engine` writes them down.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from caseflow.kernel.calendar import Length, Period
from caseflow.kernel.errors import UnknownAction
from caseflow.kernel.ladder import DUTY, Ladder
from caseflow.kernel.roles import Role, Viewer
from caseflow.kernel.rules import Mark

START = ""
"""The source of the action that opens a proceeding."""

STAY = "*"
"""The target of an action that is recorded without a change of state."""


class Phase(StrEnum):
    """What a state means to a work queue, whatever the process."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class State:
    """A stage of a process; `waits_for` is whose move it is (等待谁)."""

    name: str
    label: str
    waits_for: Role | None = None
    phase: Phase = Phase.OPEN

    @property
    def closed(self) -> bool:
        """No work is left but filing."""
        return self.phase in (Phase.CLOSED, Phase.FILED)


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
}

_LONGEST = {Kind.LINE: 200, Kind.TEXT: 20_000}


def is_blank(value: object) -> bool:
    """Nothing was filled in; 0 and False are answers."""
    return value is None or (isinstance(value, str | tuple | list) and not value)


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing an action asks for (所需材料).

    `roles` narrows whom a PERSON or PEOPLE datum may name; `private` keeps the answer from everyone without
    `Permission.PRIVATE_NOTES` (调解记录保密, 人民调解法 第十五条).
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

    def fault(self, value: object) -> str | None:
        """Why the value cannot be taken, in the reader's words; None when it can."""
        if self.kind is Kind.CONFIRMED:
            return None if value is True else f"请确认：{self.label}"
        if is_blank(value):
            return f"请填写{self.label}" if self.required else None
        if not isinstance(value, _TYPES[self.kind]):
            return f"{self.label}格式不正确"
        return self._out_of_bounds(value)

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


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards of every process may ask; a process adds its own fields."""

    handler_id: int | None = None
    done_by: Mapping[str, Sequence[int]] = field(default_factory=dict)  # action → who did it, last one last
    overlays: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()  # codes of running clocks whose last day has passed
    extended: Mapping[str, int] = field(default_factory=dict)  # clock code → extensions granted so far
    extension: int | None = None  # units asked for, in the unit of the clock (申请延长)
    open_children: int = 0
    collective: bool = False
    confidential: bool = False
    urgent: bool = False

    def doers(self, *actions: str) -> frozenset[int]:
        """Everyone who ever did one of the actions."""
        return frozenset(user for action in actions for user in self.done_by.get(action, ()))

    def given(self, data: Mapping[str, Any]) -> Self:
        """These facts as they would be with what the action brings."""
        known = {f.name for f in fields(self)}
        return replace(self, **{name: value for name, value in data.items() if name in known})

    def without(self, names: Iterable[str]) -> Self:
        """These facts before anybody knew the named ones, such as those a form is about to ask for."""
        unknown = type(self)()
        return replace(self, **{name: getattr(unknown, name) for name in names if hasattr(unknown, name)})


Guard = Callable[[Any, Viewer], str | None]
"""Why an action is refused, in the words the person will read; None means yes.

A guard must also answer before anything was filled in: data not given yet is no reason to refuse."""

Condition = Callable[[Any], bool]
"""Whether a clock applies to a proceeding with these facts."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A named action (动作) from any of `sources` to `target`, open to the roles in `by`.

    It sets and clears overlays (`raises`, `clears`), and lengthens the clocks it `extends` by the fact
    `extension`, within what each clock's `Extension` allows.
    """

    action: str
    label: str
    sources: tuple[str, ...]
    target: str
    by: tuple[Role, ...]
    guards: tuple[Guard, ...] = ()
    needs: tuple[Datum, ...] = ()
    raises: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    document: str = ""
    ref: str = ""

    def goes_to(self, state: str) -> str:
        """The state after this action taken in `state`."""
        return state if self.target == STAY else self.target


class Mode(StrEnum):
    """What a clock does while its proceeding is in a state."""

    OFF = "off"
    RUNS = "runs"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Extension:
    """How a clock may be extended (延期): how often, by how much at most each time, by whom."""

    times: int
    cap: Length | None
    by: Role

    def fault(self, used: int, asked: int | None) -> str | None:
        """Why the clock may not be extended by so much once more; None when it may."""
        if used >= self.times:
            return f"最多延期{self.times}次，已经用完"
        if self.cap and asked and asked > self.cap.n:
            return f"最多延长{self.cap.text}"
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that runs while its proceeding is in certain states (期限).

    Entering `runs_while` starts it, `paused_while` pauses it, leaving both stops it; an action in `met_by`
    meets it without a change of state and, if it `repeats`, starts it anew. `counted_from` names the fact that
    is day 0 (else the day it starts); `ends_on` names the fact that is the last day, for periods of kind
    `Until`; `length_from` names the fact that holds the number of units where a letter may state its own.
    """

    code: str
    label: str
    runs_while: tuple[str, ...]
    within: Period
    basis: str
    mark: Mark
    owner: Role | None = None
    paused_while: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    once: bool = False
    repeats: bool = False
    counted_from: str = ""
    ends_on: str = ""
    length_from: str = ""
    applies: Condition | None = None
    extension: Extension | None = None
    on_lapse: str = ""
    ladder: Ladder = DUTY

    def mode(self, state: str) -> Mode:
        """Whether the clock runs, rests or is off in the state."""
        if state in self.runs_while:
            return Mode.RUNS
        return Mode.PAUSED if state in self.paused_while else Mode.OFF

    def applies_to(self, facts: Facts) -> bool:
        """Whether the clock concerns a proceeding with these facts."""
        return self.applies is None or self.applies(facts)


@dataclass(frozen=True, eq=False)
class Process:
    """A whole process as data; contradictions raise `MalformedProcess` when the module is imported."""

    name: str
    label: str
    family: str
    facts: type[Facts]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    clocks: tuple[Clock, ...] = ()
    overlays: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", {s.name: s for s in self.states})
        object.__setattr__(self, "_transitions", {t.action: t for t in self.transitions})
        object.__setattr__(self, "_clocks", {c.code: c for c in self.clocks})

    def state(self, name: str) -> State:
        """The state of that name."""
        found: State = self.__dict__["_states"][name]
        return found

    def transition(self, action: str) -> Transition:
        """The action of that name.

        Raises:
            UnknownAction: the process has no such action.
        """
        found: Transition | None = self.__dict__["_transitions"].get(action)
        if found is None:
            raise UnknownAction(f"{self.label}没有“{action}”这个操作")
        return found

    def clock(self, code: str) -> Clock:
        """The clock of that code."""
        found: Clock = self.__dict__["_clocks"][code]
        return found

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The actions that start from the state, in the order of the definition."""
        return tuple(t for t in self.transitions if state in t.sources)

    def states_in(self, *phases: Phase) -> tuple[str, ...]:
        """Names of the states of the phases, in the order of the definition."""
        return tuple(s.name for s in self.states if s.phase in phases)
