"""Files that somebody has brought."""

from io import BytesIO

from caseflow.casework import attachments
from caseflow.casework.models import Proceeding
from caseflow.casework.uploads import Upload
from caseflow.kernel.roles import Role
from tests.given.answers import moment
from tests.given.office import viewer


def file(proceeding: Proceeding, name: str, *, on: str, by: Role = Role.MANAGER) -> int:
    """The id of a text file among those of the proceeding."""
    upload = Upload(name, BytesIO(f"示例 {name} {proceeding.id}".encode()))
    brought = attachments.attach(proceeding.id, [upload], viewer=viewer(by), at=moment(on))
    assert brought.refused == []
    return brought.kept[0]
