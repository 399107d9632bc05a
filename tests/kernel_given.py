"""People for tests of the pure processes."""

from caseflow.kernel.roles import Role, Viewer


def someone(*roles: Role, user_id: int = 1) -> Viewer:
    """A person with the roles; another `user_id` is another person."""
    return Viewer(user_id, frozenset({1}), frozenset(roles))
