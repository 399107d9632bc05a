"""Which roles a person may hold, and together with which (岗位不相容)."""

from collections.abc import Iterable, Mapping

from caseflow.kernel.errors import Forbidden, Incomplete
from caseflow.kernel.roles import Permission, Role, Viewer

ASSIGNABLE = tuple(role for role in Role if role is not Role.SYSTEM)

ALONE: Mapping[Role, str] = {
    Role.ADMIN: "系统管理员管理账号，不办案，不能兼任其他岗位",
    Role.AUDITOR: "审计员只查阅，不办案，不能兼任其他岗位",
}
"""Roles that exclude all others, each with the reason."""


def check_roles(roles: Iterable[Role]) -> None:
    """Let a set of roles pass.

    Raises:
        Incomplete: none was chosen, or two of them do not go together.
    """
    chosen = set(roles)
    if not chosen or not chosen <= set(ASSIGNABLE):
        raise Incomplete({"roles": "请至少选择一个岗位"})
    if len(chosen) > 1 and (alone := chosen & ALONE.keys()):
        raise Incomplete({"roles": "；".join(ALONE[role] for role in sorted(alone))})


def require(viewer: Viewer, permission: Permission) -> None:
    """Let a viewer with the permission pass.

    Raises:
        Forbidden: none of the viewer's roles grants it.
    """
    if not viewer.can(permission):
        raise Forbidden("您的岗位不能做这件事。需要时请联系管理员。")
