"""Running commands as they are typed."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Type a command; `typed` answers what it asks."""

    def running(*arguments: str, typed: str | None = None) -> Result:
        return app.test_cli_runner().invoke(args=arguments, input=typed)

    return running
