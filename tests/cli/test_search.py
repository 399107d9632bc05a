"""`flask search rebuild`: what was there before the search is found."""

import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.models import SearchDocument
from caseflow.kernel.roles import Role
from tests.cli.conftest import Run
from tests.search.desk import WORKER, call, ids


def test_documents_are_written_anew(run: Run) -> None:
    first, second = call(), call()
    with transaction() as session:
        session.execute(sa.delete(SearchDocument).where(SearchDocument.id == first.id))
    assert ids(Role.OPERATOR, WORKER) == [second.id]
    # only the missing one; then those from a place on; then all
    for asked, written in (("--missing",), 1), (("--missing",), 0), (("--below", str(second.id)), 1), ((), 2):
        result = run("search", "rebuild", *asked)
        assert result.exit_code == 0
        assert f"已写入 {written} 件" in result.output
        assert ids(Role.OPERATOR, WORKER) == [second.id, first.id]
