"""Plain records of actions whose papers have no wording of their own: asked and answered (记录单)."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from caseflow.casework.documents.blocks import Grid, Signatures
from caseflow.casework.documents.common import CASE_NO, UNIT, day, some
from caseflow.casework.documents.papers import Audience, Look, Paper, names_in
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.kernel.machine import Datum, Kind, Process, Transition

_SHAPES: Mapping[Kind, Shape] = {
    Kind.TEXT: Shape.TEXT,
    Kind.DATE: Shape.DATE,
    Kind.MOMENT: Shape.MOMENT,
    Kind.NUMBER: Shape.NUMBER,
    Kind.MONEY: Shape.MONEY,
}


def records(
    processes: Iterable[Process], declared: Iterable[Paper], outside: Collection[str]
) -> Iterator[Paper]:
    """A record for everything that actions name, nobody has declared and does not come from `outside`."""
    papers = tuple(declared)
    named: dict[tuple[str, str], list[tuple[Process, Transition]]] = {}
    for process in processes:
        known = {name for paper in papers if process.name in paper.processes for name in paper.names}
        for transition in process.transitions:
            for name in names_in(transition.document):
                if name not in known and name not in outside:
                    named.setdefault((process.family, name), []).append((process, transition))
    for (family, name), found in named.items():
        yield _record(family, name, found)


def _record(family: str, name: str, found: list[tuple[Process, Transition]]) -> Paper:
    asked = {d.name: d for _, t in found for d in t.needs if d.kind is not Kind.CONFIRMED}
    slots = tuple(_slot(datum) for datum in asked.values())
    head = (("编号", "{case_no}"), ("承办单位", "{unit}"))
    rows = tuple(((slot.label, f"{{{slot.name}}}"),) for slot in slots)
    return Paper(
        code=f"{family}.{name}",
        label=name,
        processes=tuple(dict.fromkeys(process.name for process, _ in found)),
        look=Look.FORM,
        audience=Audience.INSIDE,
        slots=(CASE_NO, UNIT, *slots, some("maker", "经办人"), day("made_on", "日期", required=False)),
        body=(
            Grid((head, *rows, (("经办人", "{maker}"), ("日期", "{made_on}")))),
            Signatures(("经办人（签名）", "负责人（签名）")),
        ),
    )


def _slot(datum: Datum) -> Slot:
    shape = _SHAPES.get(datum.kind, Shape.LINE)
    return Slot(name=datum.name, label=datum.label, shape=shape, required=False, private=datum.private)
