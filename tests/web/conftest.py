"""The clock of those pages that depend on the hour."""

import pytest

from caseflow.kernel import time
from tests.browser.live import Clock
from tests.web.calling import NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is Wednesday morning, until a test says otherwise."""
    resting = Clock(NOW)
    monkeypatch.setattr(time, "datetime", resting)
    return resting
