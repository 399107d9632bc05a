"""Guards that several processes share; each returns the reason it refuses, or None."""

from collections.abc import Collection
from typing import Any

from caseflow.kernel.machine import Guard
from caseflow.kernel.roles import Viewer


def not_by(*actions: str, because: str) -> Guard:
    """Whoever did one of the actions may not do this one (岗位分离, domain §8.2)."""

    def differs(facts: Any, viewer: Viewer) -> str | None:
        return None if viewer.persons.isdisjoint(facts.doers(*actions)) else because

    differs.__doc__ = because
    return differs


def not_the_handler(because: str) -> Guard:
    """The person in charge may not do this (承办人回避)."""

    def differs(facts: Any, viewer: Viewer) -> str | None:
        return because if facts.handler_id in viewer.persons else None

    differs.__doc__ = because
    return differs


def stands_in_barred(viewer: Viewer, barred: Collection[int]) -> bool:
    """Whether somebody stands in for another in what they could not have been given themselves."""
    return viewer.stands_in_for is not None and viewer.user_id in barred


def only_when(overlay: str, because: str) -> Guard:
    """Open only while the mark is set, such as an extension that waits for approval."""

    def marked(facts: Any, _: Viewer) -> str | None:
        return None if overlay in facts.overlays else because

    marked.__doc__ = because
    return marked


def not_while(overlay: str, because: str) -> Guard:
    """Closed while the mark is set, such as a second request for the same thing."""

    def unmarked(facts: Any, _: Viewer) -> str | None:
        return because if overlay in facts.overlays else None

    unmarked.__doc__ = because
    return unmarked


def before_lapse_of(code: str, because: str) -> Guard:
    """Open only until the clock's last day has passed (期限届满前)."""

    def in_time(facts: Any, _: Viewer) -> str | None:
        return because if code in facts.lapsed else None

    in_time.__doc__ = because
    return in_time


def no_open_children(facts: Any, _: Viewer) -> str | None:
    """A parent stays open while a child runs, unless told otherwise (R22)."""
    if not facts.open_children or getattr(facts, "close_on_child", False):
        return None
    return f"还有{facts.open_children}件关联办理未结束，不能办结"
