"""One row of the register of 三员: a person in one or several roles, in a unit (三员名册)."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from caseflow.accounts.models import Unit
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import SYSTEM
from caseflow.ledger.office import OFFICER, ROLES, Office
from caseflow.ledger.reading import Row
from caseflow.ledger.values import Unreadable, day, half_width, line, one_of
from caseflow.outreach import actions
from caseflow.outreach.actions import Details
from caseflow.outreach.models import Officer, OfficerRole
from caseflow.outreach.reading import TOWNS, UNIT_TYPES

NAME, ROLE, UNIT = "三员", "三员岗位", "单位"

MOST_HOURS = 9_999

COMPARED: Mapping[str, str] = {
    "name": "姓名",
    "unit_id": "所属单位",
    "appointed_on": "聘任日期",
    "training_hours": "培训学时",
}
"""What must be the same where a certificate is known already."""


def take_over(office: Office, row: Row) -> list[str]:
    """Enter the person of the row, or one more role; nothing when all is there, just as the row says.

    A park or an enterprise that is not in the tree of units is added to it; a township or a street is not,
    for the row does not say which of the two it is.

    Raises:
        Incomplete: the row cannot be read, or its unit is not there, or is of another kind.
        GuardRefused: the certificate is known with something else.
    """
    held = row.required("岗位", _roles, frozenset[OfficerRole]())
    name, certificate = (row.required(column, line(50), "") for column in ("姓名", "证书编号"))
    appointed = row.required("聘任日期", day, office.today)
    hours = row.given("培训学时", _hours) or 0
    unit = _unit(office, row)
    row.check([("聘任日期", "晚于今天")] if appointed > office.today else [])
    made = [] if unit.id else [UNIT]
    placed = unit if unit.id else _added(office, row, unit)
    details = Details(name, placed.id, held, appointed, certificate, None, hours, placed.area)
    return made + _enter(office, details)


def _roles(text: str) -> frozenset[OfficerRole]:
    code = one_of({one.label: one.value for one in OfficerRole})
    parts = [part for part in re.split(r"[、,;/\s]+", half_width(text)) if part]
    return frozenset(OfficerRole(code(part)) for part in parts)


def _hours(text: str) -> int:
    plain = half_width(text).removesuffix("学时")
    if not plain.isdecimal() or int(plain) > MOST_HOURS:
        raise Unreadable(f"“{text}”不是学时，请写0到{MOST_HOURS}的整数")
    return int(plain)


def _unit(office: Office, row: Row) -> Unit:
    """The unit of the row; one without an id is still to be added."""
    name = row.required("所属单位", line(100), "")
    kind = row.required("单位类型", one_of({one: one for one in UNIT_TYPES}), TOWNS)
    known = office.session.scalars(sa.select(Unit).where(Unit.name == name)).first()
    row.faults.update(_faults(row, known, name, kind))
    return known or Unit(name=name, kind=UNIT_TYPES[kind][0], area="")


def _faults(row: Row, known: Unit | None, name: str, kind: str) -> Iterator[tuple[str, str]]:
    if row.faults.keys() & {"所属单位", "单位类型"}:
        return
    if known is None:
        if kind == TOWNS:
            yield "所属单位", f"没有“{name}”这个单位，请先导入单位名录"
    elif not known.active:
        yield "所属单位", f"“{name}”已停用，请先启用"
    elif known.kind not in UNIT_TYPES[kind]:
        yield "单位类型", f"“{name}”在系统中是{known.kind.label}，不是{kind}，请核对"


def _added(office: Office, row: Row, unit: Unit) -> Unit:
    row.notes["所属单位"] = f"单位名录中没有“{unit.name}”，已按{row.text('单位类型')}新建，请补充片区"
    return office.add_unit(unit.name, unit.kind, unit.area)


def _enter(office: Office, details: Details) -> list[str]:
    session = office.session
    query = sa.select(Officer).where(Officer.certificate_no == details.certificate_no)
    known = session.scalars(query).first()
    if known is None:
        office.note(OFFICER, actions.enter(session, details, viewer=SYSTEM, at=office.now))
        return [NAME]
    differ = [label for one, label in COMPARED.items() if getattr(known, one) != getattr(details, one)]
    if differ:
        said = f"证书编号{details.certificate_no}已登记，但{'、'.join(differ)}不同"
        raise GuardRefused(f"{said}，请核对，确需更正的在三员名册中更正")
    if details.held <= known.held:
        return []
    office.note(ROLES, known, " ".join(sorted(known.held)))
    actions.add_roles(session, known, details.held, viewer=SYSTEM, at=office.now)
    return [ROLE]
