"""The people and units of a matter, masked (当事人)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from caseflow.casework.models import PartyKind
from caseflow.casework.privacy import mask_name, mask_number

SIDES = {
    PartyKind.WORKER: "职工",
    PartyKind.REPRESENTATIVE: "代表人",
    PartyKind.EMPLOYER: "用人单位",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One of them; `sealed` when there is an identity to reveal, `pending` counts requests to see it.

    `address` is where the register tells of the same one in other matters, if it may.
    """

    id: int
    side: str
    name: str
    lines: tuple[str, ...]
    sealed: bool
    pending: int
    address: str = ""


def people_of(rows: Sequence[Any], *, confidential: bool) -> list[Person]:
    """Each party as it may be shown; in a confidential matter nothing is told about the people."""
    return [_person(row, confidential=confidential) for row in rows]


def _person(party: Any, *, confidential: bool) -> Person:
    unit = party.kind is PartyKind.EMPLOYER
    secret = confidential and not unit
    return Person(
        id=party.id,
        side=SIDES[party.kind],
        name="身份保密" if secret else party.name if unit else mask_name(party.name),
        lines=() if secret else tuple(_lines(party)),
        sealed=bool(not unit and (party.name or party.phone or party.id_number or party.bank_account)),
        pending=party.pending,
        address="" if secret else _address(party),
    )


def _address(party: Any) -> str:
    """The page of the worker or employer in the register."""
    if party.employer_record_id:
        return url_for("employers.page", id=party.employer_record_id)
    return url_for("workers.page", id=party.worker_record_id) if party.worker_record_id else ""


def _lines(party: Any) -> Iterator[str]:
    """What is known of the party, its numbers masked."""
    if party.kind is PartyKind.EMPLOYER:
        yield from filter(
            None, (party.credit_code and f"统一社会信用代码 {party.credit_code}", party.address)
        )
        return
    if party.is_caller:
        yield f"来电人{f'（{party.relation}）' if party.relation else ''}"
    if party.job:
        yield party.job
    if party.phone:
        yield f"电话 {mask_number(party.phone)}"
    if party.id_number:
        yield f"身份证号 {mask_number(party.id_number)}"
