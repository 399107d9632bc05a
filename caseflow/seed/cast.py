"""Who acts in the demo data: people of every role, and the team that works on one case (演示人员)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from caseflow.kernel.machine import Facts, Transition
from caseflow.kernel.roles import SYSTEM, Role, Viewer


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in a unit."""

    viewer: Viewer
    unit_id: int


@dataclass(frozen=True)
class Team:
    """The people of one case, for each role in the order in which they are asked."""

    holders: Mapping[Role, Sequence[Viewer]]

    def who_may(self, transition: Transition, facts: Facts) -> list[Viewer]:
        """Whom to try for the action, the person in charge first; the timer only where it is alone."""
        if set(transition.by) == {Role.SYSTEM}:
            return [SYSTEM]
        able = [viewer for role in transition.by for viewer in self.holders.get(role, ())]
        return sorted(able, key=lambda viewer: viewer.user_id != facts.handler_id)

    def people(self, roles: Sequence[Role]) -> list[int]:
        """The ids of those who hold one of the roles."""
        return [viewer.user_id for role in roles for viewer in self.holders.get(role, ())]


@dataclass(frozen=True)
class Cast:
    """Everybody."""

    members: Sequence[Member]

    def holders(self, role: Role) -> list[Viewer]:
        """Everybody who holds the role."""
        return [member.viewer for member in self.members if role in member.viewer.roles]

    def team(self, unit_id: int | None, rng: Random) -> Team:
        """A team for one case: of the unit where it has people of a role, else any, in chance order."""
        return Team({role: self._holders(role, unit_id, rng) for role in Role})

    def _holders(self, role: Role, unit_id: int | None, rng: Random) -> list[Viewer]:
        able = [member for member in self.members if role in member.viewer.roles]
        near = [member.viewer for member in able if member.unit_id == unit_id]
        far = [member.viewer for member in able]
        return near or rng.sample(far, len(far))
