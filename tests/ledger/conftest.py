"""The units that ledgers name."""

import pytest
from flask import Flask

from caseflow.ledger import load
from tests.ledger import files
from tests.ledger.importer import NOW


@pytest.fixture
def towns(app: Flask) -> None:
    load.take_over(load.read(files.given(files.UNITS)), at=NOW, tick=lambda _: None)
