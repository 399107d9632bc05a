"""From a paper and its values to the sheet that is printed (成文)."""

from collections.abc import Mapping
from typing import Any

from caseflow.casework.documents.blocks import Strip, Told, drawn
from caseflow.casework.documents.papers import ISSUED_ON, Look, Paper
from caseflow.casework.documents.printing import Sheet
from caseflow.casework.documents.slots import Shape, Slot, spoken
from caseflow.casework.wiring import wired

UNNUMBERED = "（文号签发时编定）"

OURS: Mapping[Look, str] = {Look.LETTER: "letter.typ", Look.NOTICE: "form.typ", Look.FORM: "form.typ"}
"""The templates that come with the program."""


def typeset(paper: Paper, values: Mapping[str, Any], number: str, *, draft: bool) -> Sheet:
    """The paper with these values under this number."""
    told = Told(paper.by_name, values)
    return Sheet(
        title=paper.title or paper.label,
        number=number or (UNNUMBERED if paper.numbered else ""),
        issuer=values.get("issuer") or wired().office_name,
        issued_on=spoken(ISSUED_ON, values.get("issued_on")),
        blocks=drawn(tuple(part for part in paper.body if not isinstance(part, Strip)), told),
        tail=drawn(tuple(part for part in paper.body if isinstance(part, Strip)), told),
        signed=paper.look is not Look.FORM,
        seal=paper.seal,
        copies=told.sentence(paper.copies) if paper.copies else "",
        fields={slot.name: _field(slot, values.get(slot.name)) for slot in paper.every},
        draft=draft,
    )


def _field(slot: Slot, value: Any) -> str:
    """The value for a template of the office that writes its own words."""
    if slot.shape is Shape.TABLE:
        return "\n".join("　".join(row) for row in value or ())
    return spoken(slot, value)


def words_of(sheet: Sheet) -> str:
    """Everything that the paper says, to be looked through."""
    return "\n".join(
        [sheet.title, sheet.number, *_texts(sheet.blocks), *_texts(sheet.tail), sheet.issuer, sheet.copies]
    )


def _texts(block: Any) -> list[str]:
    if isinstance(block, str):
        return [block]
    if isinstance(block, Mapping):
        return [text for name, inner in block.items() if name != "kind" for text in _texts(inner)]
    return [text for inner in block for text in _texts(inner)] if isinstance(block, list | tuple) else []
