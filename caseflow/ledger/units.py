"""One unit of the tree below the federation (单位名录)."""

import sqlalchemy as sa

from caseflow.accounts.models import Unit, UnitKind
from caseflow.kernel.errors import GuardRefused
from caseflow.ledger.office import Office
from caseflow.ledger.reading import Row
from caseflow.ledger.values import line, one_of

NAME = "单位"

KINDS = {
    "街道": UnitKind.STREET,
    "镇": UnitKind.TOWNSHIP,
    "乡": UnitKind.TOWNSHIP,
    "园区": UnitKind.PARK,
    "企业": UnitKind.ENTERPRISE,
}


def _kind(text: str) -> UnitKind:
    return UnitKind(one_of(KINDS)(text))


def take_over(office: Office, row: Row) -> list[str]:
    """Make the unit of the row; nothing when it is there already, just as the row says.

    Raises:
        Incomplete: the row cannot be read.
        GuardRefused: a unit of that name is there, but is another kind of unit or lies elsewhere.
    """
    name = row.required("名称", line(100), "")
    kind = row.required("类型", _kind, UnitKind.TOWNSHIP)
    area = row.required("片区", line(50), "")
    row.check(())
    known = office.session.scalars(sa.select(Unit).where(Unit.name == name)).first()
    if known is None:
        office.add_unit(name, kind, area)
        return [NAME]
    if (known.kind, known.area, known.active) != (kind, area, True):
        raise GuardRefused(f"已有名为“{name}”的单位，但类型、片区或者状态不同，请先在单位管理中更正")
    return []
