"""A submitted report as it is shown: each figure as it was, beside what it is now (上报表)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caseflow.reports.figures import PERCENT
from caseflow.reports.models import Snapshot
from caseflow.web.filters import moment


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A figure as it was submitted; `now` and `difference` are empty where it is still the same."""

    code: str
    label: str
    unit: str
    group: str
    note: str
    text: str
    value: Decimal | None
    now: str
    difference: str


@dataclass(frozen=True)
class FrozenSheet:
    """The report with its name, and how it stands against the figures of today."""

    title: str
    standing: str
    groups: Mapping[str, list[FrozenLine]]


def sheet(snapshot: Snapshot) -> FrozenSheet:
    """The report, from nothing but what was kept."""
    groups: dict[str, list[FrozenLine]] = {}
    for told in snapshot.told["figures"]:
        groups.setdefault(told["group"], []).append(_line(told, snapshot.restated.get(told["code"])))
    again = f"（第{snapshot.turn}次上报）" if snapshot.turn > 1 else ""
    title = f"{snapshot.told['unit']}{snapshot.told['period']}报表{again}"
    return FrozenSheet(title, _standing(snapshot), groups)


def _standing(snapshot: Snapshot) -> str:
    moved, when = len(snapshot.restated), moment(snapshot.checked_at)
    return f"{when}核对：{moved}项与上报时不同" if moved else f"{when}核对：与上报时一致"


def _line(told: Mapping[str, Any], now: Mapping[str, Any] | None) -> FrozenLine:
    names = ("code", "label", "unit", "group", "note", "text")
    value = None if told["value"] is None else Decimal(told["value"])
    difference = _difference(told, value, now) if now else ""
    known = {name: told[name] for name in names}
    return FrozenLine(**known, value=value, now=now["text"] if now else "", difference=difference)


def _difference(told: Mapping[str, Any], then: Decimal | None, now: Mapping[str, Any]) -> str:
    """By how much it has moved: shares in points."""
    if then is None or now["value"] is None:
        return ""
    moved = Decimal(now["value"]) - then
    return f"{moved:+,} 个百分点" if told["unit"] == PERCENT else f"{moved:+,}"
