"""States, actions, and the process they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from operator import is_

from caseflow.kernel.errors import UnknownAction
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.machine.clocks import Clock
from caseflow.kernel.machine.data import Datum
from caseflow.kernel.machine.facts import Facts, Guard
from caseflow.kernel.roles import Role

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


class Side(StrEnum):
    """With whom a proceeding lies, when time is accounted for (停留在谁那里)."""

    HANDLER = "handler"
    WORKER = "worker"
    EMPLOYER = "employer"
    AGENCY = "agency"
    APPROVAL = "approval"
    PAUSED = "paused"

    @property
    def label(self) -> str:
        """The word beside its part of the bar."""
        return _SIDE_LABELS[self]


_SIDE_LABELS = {
    Side.HANDLER: "承办人",
    Side.WORKER: "等职工",
    Side.EMPLOYER: "等单位",
    Side.AGENCY: "等协作部门",
    Side.APPROVAL: "等审批",
    Side.PAUSED: "暂停",
}

_SIDES = {Role.AGENCY: Side.AGENCY, Role.SIGNATORY: Side.APPROVAL, Role.MANAGER: Side.APPROVAL}
"""Who is no handler, by the role that a state waits for."""


@dataclass(frozen=True, slots=True)
class State:
    """A stage of a process; `waits_for` is whose move it is (等待谁).

    `main` is the action by which they take it further, the first that leads on if nothing is said; `awaits`
    is what is awaited, where the label of that action would not say it. `side` says with whom the proceeding
    lies meanwhile, where that does not follow from the role and the phase; `also` who else may be in charge.
    """

    name: str
    label: str
    waits_for: Role | None = None
    phase: Phase = Phase.OPEN
    main: str = ""
    awaits: str = ""
    side: Side | None = None
    also: tuple[Role, ...] = ()

    @property
    def lies_with(self) -> Side | None:
        """With whom the proceeding lies in this stage; None once the work is done."""
        if self.closed or self.side:
            return None if self.closed else self.side
        if self.phase is Phase.PAUSED:
            return Side.PAUSED
        return _SIDES.get(self.waits_for, Side.HANDLER) if self.waits_for else Side.HANDLER

    @property
    def closed(self) -> bool:
        """No work is left but filing."""
        return self.phase in (Phase.CLOSED, Phase.FILED)


class Bulk(StrEnum):
    """What may be done to many proceedings at once (批量办理), whatever their processes call it."""

    DISPATCH = "dispatch"
    URGE = "urge"
    REASSIGN = "reassign"
    SUPERVISE = "supervise"
    EXTEND = "extend"

    @property
    def label(self) -> str:
        """The word on its button."""
        return _BULK[self]


_BULK = {
    Bulk.DISPATCH: "派单",
    Bulk.URGE: "催办",
    Bulk.REASSIGN: "改派",
    Bulk.SUPERVISE: "督办",
    Bulk.EXTEND: "批延期",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """A named action (动作) from any of `sources` to `target`, open to the roles in `by`.

    It sets and clears overlays (`raises`, `clears`), and lengthens the clocks it `extends` by the fact
    `extension`, within what each clock's `Extension` allows. Those in `tells` get a message about it, which
    asks them for what it `says`; so does whoever last did one of the actions that it `answers`.

    `bulk` says as what it may be done to many at once: it then asks once for all of them what it `needs`, but
    for what is `each` one's own and stays as it is.
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
    tells: tuple[Recipient, ...] = ()
    says: str = "请打开查看"
    answers: tuple[str, ...] = ()
    bulk: Bulk | None = None
    each: tuple[str, ...] = ()

    def goes_to(self, state: str) -> str:
        """The state after this action taken in `state`."""
        return state if self.target == STAY else self.target

    def asking(self, facts: Facts) -> "Transition":
        """The action with only what it asks for of a proceeding with these facts."""
        asked = tuple(datum for datum in self.needs if datum.when is None or datum.when(facts))
        return self if asked == self.needs else replace(self, needs=asked)


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
    approvals: tuple[str, ...] = ()  # overlays under which somebody's decision is awaited (等审批)

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

    def under(self, clocks: Sequence[Clock], approvers: Mapping[str, Role]) -> "Process":
        """The same process with its clocks as the rules have them (按规则执行的流程).

        `approvers` says for some of them who decides on more time instead of those declared.
        """
        if all(map(is_, clocks, self.clocks)) and not approvers:
            return self
        swaps = {self.clock(code): role for code, role in approvers.items()}
        steps = tuple(self._decided_by(t, swaps) for t in self.transitions)
        return replace(self, clocks=tuple(clocks), transitions=steps)

    def _decided_by(self, step: Transition, swaps: Mapping[Clock, Role]) -> Transition:
        """The action with the other approver, if it decides on a request for more time for such a clock."""
        for clock, role in swaps.items():
            decided = {mark for t in self.transitions if clock.code in t.extends for mark in t.clears}
            usual = clock.extension and clock.extension.by
            if usual in step.by and (clock.code in step.extends or decided.intersection(step.clears)):
                return replace(step, by=tuple(role if by is usual else by for by in step.by))
        return step

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The actions that start from the state, in the order of the definition."""
        return tuple(t for t in self.transitions if state in t.sources)

    def states_in(self, *phases: Phase) -> tuple[str, ...]:
        """Names of the states of the phases, in the order of the definition."""
        return tuple(s.name for s in self.states if s.phase in phases)
