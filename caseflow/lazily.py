"""Large libraries that few use cases need: a process that never uses one does not hold it in memory."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any


class Lazy:
    """Something that is made when one of its names is first asked for, such as a module."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


def lazily(module: str) -> Any:
    """The module, imported at its first use; a type checker is told of it beside this."""
    return Lazy(partial(import_module, module))
