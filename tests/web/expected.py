"""What the lists must hold, said again in plain Python: lights, filters and tabs."""

from itertools import product

from caseflow.casework.lights import Light, Now
from caseflow.casework.worklists import By, Tab
from caseflow.kernel.machine import Phase
from tests.web.branches import Case, Clerk


def line(case: Case) -> tuple[str, str]:
    """Address and number, as a list shows them."""
    return case.address, case.number or "未编号"


def fits(case: Case, narrowed: dict[str, str], now: Now) -> bool:
    """Whether all filters let it pass."""
    light = light_of(case, now)
    has = {
        "family": case.process.family,
        "light": light.value if light else "",
        "unit_id": str(case.unit_id),
        "category": case.category[:2],
    }
    number = narrowed.get("number", "")
    exact = {name: value for name, value in narrowed.items() if name != "number"}
    return all(has[name] == value for name, value in exact.items()) and (case.number or "").startswith(number)


def light_of(case: Case, now: Now) -> Light | None:
    """The light it shows."""
    paused = case.next_due_at is None and _phase(case) is Phase.PAUSED
    return now.light(case.next_due_at, paused=paused, provisional=case.provisional)


def _phase(case: Case) -> Phase:
    return case.process.state(case.state).phase


def in_tab(case: Case, tab: Tab, clerk: Clerk) -> bool:
    """Whether it stands in the tab of the clerk who sees it."""
    held_by_nobody = case.open and case.handler_id is None
    match tab:
        case Tab.MINE:
            return (case.open and case.handler_id == clerk.user.id) or _is_move_of(clerk, case)
        case Tab.UNASSIGNED:
            leaving = case.process.leaving(case.state)
            return held_by_nobody or any(d.name == "unit_id" and d.required for t in leaving for d in t.needs)
        case Tab.TEAM:
            return case.open
        case Tab.PAUSED:
            return _phase(case) is Phase.PAUSED
        case Tab.DONE:
            return not case.open


def _is_move_of(clerk: Clerk, case: Case) -> bool:
    """The stage waits for a role of the clerk, and for nobody else who is in charge."""
    awaited = case.process.state(case.state).waits_for
    if awaited not in clerk.roles or (_phase(case) is Phase.PAUSED and case.next_due_at is None):
        return False
    needs = [datum for transition in case.process.transitions for datum in transition.needs]
    in_charge = {role for datum in needs if datum.name == "handler_id" for role in datum.roles}
    return awaited not in in_charge or (case.open and case.handler_id in (None, clerk.user.id))


ROW = {By.PROCESS: "flow", By.UNIT: "unit_id", By.PERSON: "person"}
"""What names a row of the board in its addresses."""


def cells_of(cases: list[Case], by: By, now: Now) -> dict[tuple[str, str], list[Case]]:
    """What lies in each cell of the board, in each row and column as a whole, and in all."""
    cells: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        row = {By.PROCESS: case.process.name, By.UNIT: case.unit_id, By.PERSON: case.handler_id or 0}[by]
        if light := light_of(case, now):
            for key in product((str(row), ""), (light.value, "all")):
                cells.setdefault(key, []).append(case)
    rows = {row for row, _ in cells if row}
    has_sums = by is By.PROCESS or len(rows) > 1
    return {key: some for key, some in cells.items() if key[0] or has_sums}


def tells_nothing(page: str, case: Case) -> bool:
    return not any(secret in page for secret in case.secrets)


def names_only(page: str, seen: list[Case], cases: list[Case]) -> bool:
    """No number of a proceeding that is not seen, and nobody's identity in full."""
    hidden = {case.number for case in cases if case.number} - {case.number for case in seen}
    return not any(number in page for number in hidden) and not any(
        secret in page for case in cases for secret in case.identity
    )
