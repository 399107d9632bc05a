"""One employer of a list, whether or not there is a matter about it yet (用人单位名录)."""

from collections.abc import Iterator

import sqlalchemy as sa
from stdnum.cn import uscc

from caseflow.casework.models import EmployerName, EmployerRecord
from caseflow.casework.register.keys import letters, name_key
from caseflow.kernel.errors import GuardRefused
from caseflow.ledger.office import EMPLOYER, Office
from caseflow.ledger.reading import Row
from caseflow.ledger.values import Unreadable, half_width, line

NAME = "用人单位"


def take_over(office: Office, row: Row) -> list[str]:
    """Enter the employer of the row in the register; nothing when it is there already, just as the row says.

    Raises:
        Incomplete: the row cannot be read.
        GuardRefused: the name or the code is known with something else.
    """
    name = row.required("用人单位名称", line(100), "")
    code = row.given("统一社会信用代码", _credit_code)
    address = row.given("单位地址", line(200)) or ""
    in_charge = row.text("主管工会")
    unknown = in_charge and in_charge not in office.units
    row.check([("主管工会", f"没有“{in_charge}”这个单位，请先导入单位名录")] if unknown else [])
    unit_id = office.units.get(in_charge)
    known = list(_known(office, name, code))
    if not known:
        _enter(office, EmployerRecord(name=name, credit_code=code, address=address, unit_id=unit_id))
        return [NAME]
    _same(known, EmployerRecord(name=name, credit_code=code, address=address, unit_id=unit_id))
    return []


def _credit_code(text: str) -> str:
    code = str(uscc.compact(half_width(text)))
    if not uscc.is_valid(code):
        raise Unreadable("统一社会信用代码不正确，请核对18位代码")
    return code


def _known(office: Office, name: str, code: str | None) -> Iterator[EmployerRecord]:
    """The employers that go by the name, or have the code."""
    named = sa.select(EmployerName.record_id).where(EmployerName.key == name_key(name))
    same = sa.or_(EmployerRecord.id.in_(named), EmployerRecord.credit_code == code if code else sa.false())
    yield from office.session.scalars(sa.select(EmployerRecord).where(same).limit(2))


def _same(known: list[EmployerRecord], told: EmployerRecord) -> None:
    labels = {"credit_code": "统一社会信用代码", "address": "单位地址", "unit_id": "主管工会"}
    if len(known) > 1:
        raise GuardRefused(f"“{told.name}”和这个代码在单位档案中是两个单位，请先核对、合并")
    if name_key(known[0].name) != name_key(told.name):
        raise GuardRefused(f"这个代码或者名称已登记为“{known[0].name}”，请核对")
    differ = [
        label
        for column, label in labels.items()
        if getattr(told, column) and getattr(known[0], column) not in (None, "", getattr(told, column))
    ]
    if differ:
        raise GuardRefused(f"“{told.name}”已在单位档案中，但{'、'.join(differ)}不同，请在单位档案中更正")


def _enter(office: Office, record: EmployerRecord) -> None:
    record.initials, record.since, record.listed = letters(record.name), office.now, True
    office.session.add(record)
    office.session.flush()
    named = EmployerName(
        key=name_key(record.name), record_id=record.id, name=record.name, initials=record.initials
    )
    office.session.add(named)
    office.note(EMPLOYER, record)
