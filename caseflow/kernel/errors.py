"""What can be refused, said in words for the person at the desk."""

from collections.abc import Mapping


class DomainError(Exception):
    """A refusal with a reason; `status` is the HTTP status of the page that shows it."""

    status = 422


class NotFound(DomainError):
    """There is no such thing in the viewer's scope; whether it exists elsewhere is not told."""

    status = 404

    def __init__(self, message: str = "没有找到。可能不在您的权限范围内，可请督办员代查。") -> None:
        super().__init__(message)


class UnknownAction(NotFound):
    """The process has no such action."""


class Forbidden(DomainError):
    """The viewer's roles do not allow it (没有权限)."""

    status = 403


class WrongState(DomainError):
    """The action does not start from the present state (当前状态不能办理)."""

    status = 409


class Conflict(DomainError):
    """Somebody else changed it first (页面已过期)."""

    status = 409

    def __init__(self) -> None:
        super().__init__("这件事刚刚被别人更新过。请核对最新内容后再提交，您填写的内容已保留。")


class GuardRefused(DomainError):
    """A condition of the action is not met (条件不具备)."""


class Incomplete(DomainError):
    """Required data is missing or does not fit; `fields` names each fault (材料不全)."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("；".join(fields.values()))
        self.fields = dict(fields)


class CalendarNotPublished(DomainError):
    """A working day was asked for in a year whose holidays are not loaded (当年放假安排未发布)."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年的放假安排尚未载入，无法确定工作日")
        self.year = year


class MalformedProcess(Exception):
    """A process definition contradicts itself; raised at import, never at the desk."""
