"""What lists can be narrowed to."""

from collections.abc import Mapping
from functools import lru_cache

from caseflow.casework import worklists
from caseflow.casework.lights import Light
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Datum
from caseflow.kernel.roles import FAMILIES, Viewer

Choices = list[tuple[str, str]]

FAMILY_LABELS: Mapping[str, str] = {
    "hotline": "热线工单",
    "aid": "法律援助",
    "notice": "一函两书",
    "mediation": "调解",
    "transfer": "移送协作",
    "supervision": "督办件",
}

LIGHTS: Choices = [(light.value, f"{light.shape} {light.label}") for light in Light]


def families(viewer: Viewer) -> Choices:
    """The families of processes that the viewer sees at all."""
    return [(family, FAMILY_LABELS[family]) for family in FAMILIES if viewer.reach(family)]


def processes(viewer: Viewer) -> Choices:
    """The processes of those families."""
    return [(process.name, process.label) for process in wired().processes if viewer.reach(process.family)]


def units(viewer: Viewer) -> Choices:
    """The units whose work the viewer sees."""
    return [(str(id), name) for id, name in worklists.units(viewer)]


def subjects() -> dict[str, str]:
    """What a matter is about, by code, as the process that registers it names it (诉求类别)."""
    datum = wired().datum("category")
    return dict(datum.choices) if datum else {}


def short_subjects() -> Mapping[str, str]:
    """The second level of subjects by code: what stands after the dash."""
    datum = wired().datum("category")
    return _short(datum) if datum else {}


@lru_cache
def _short(datum: Datum) -> Mapping[str, str]:
    return {code: label.split("－")[-1] for code, label in datum.choices}


def subject_groups() -> Choices:
    """The first level of subjects: two figures of the code, and what stands before the dash."""
    datum = wired().datum("category")
    return _groups(datum) if datum else []


@lru_cache
def _groups(datum: Datum) -> Choices:
    return list({code[:2]: label.partition("－")[0] for code, label in datum.choices}.items())
