"""The counts of a trial as a table shows them."""

from dataclasses import dataclass

import sqlalchemy as sa

from caseflow.accounts.models import Unit
from caseflow.casework.trials import Count, Counts, Standing
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.roles import Viewer

ELSEWHERE = "其他单位"


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them; by process, by unit, by light now and then."""

    whole: Count
    processes: list[tuple[str, Count]]
    units: list[tuple[str, Count]]
    standings: list[tuple[Standing, int, int]]


def figures(counts: Counts, viewer: Viewer) -> Figures:
    """The counts; units that the viewer does not see are counted together."""
    labels = {process.name: process.label for process in wired().processes}
    return Figures(
        whole=counts.whole,
        processes=[(labels[name], count) for name, count in counts.by_process().items()],
        units=_units(counts.by_unit(), viewer),
        standings=counts.by_standing(),
    )


def _units(by_unit: dict[int, Count], viewer: Viewer) -> list[tuple[str, Count]]:
    seen = {id for id in by_unit if viewer.everywhere or id in viewer.unit_ids}
    rows = db.session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(seen)))
    names = {row.id: row.name for row in rows}
    named = [(names[id], count) for id, count in by_unit.items() if id in names]
    rest = [count for id, count in by_unit.items() if id not in names]
    return [*named, (ELSEWHERE, sum(rest, Count()))] if rest else named
