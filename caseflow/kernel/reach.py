"""How far each role sees (数据范围)."""

from collections.abc import Mapping
from enum import StrEnum

from caseflow.kernel.positions import Role


class Reach(StrEnum):
    """How far a role sees into one family of proceedings (数据范围)."""

    UNIT = "unit"  # everything of the viewer's unit and the units below it
    LINKED = "linked"  # matters in which the viewer takes part
    OWN = "own"  # proceedings in which the viewer takes part


FAMILIES = ("hotline", "aid", "notice", "mediation", "transfer", "supervision")


def _everything(reach: Reach) -> dict[str, Reach]:
    return dict.fromkeys(FAMILIES, reach)


REACH: Mapping[Role, Mapping[str, Reach]] = {
    Role.OPERATOR: {"hotline": Reach.UNIT, "supervision": Reach.OWN},
    Role.DISPATCHER: {"hotline": Reach.UNIT, "supervision": Reach.OWN},
    Role.HANDLING_UNIT: {
        "hotline": Reach.UNIT,
        "notice": Reach.OWN,
        "transfer": Reach.LINKED,
        "supervision": Reach.UNIT,
    },
    Role.AID_REVIEWER: {"hotline": Reach.UNIT, "aid": Reach.UNIT, "supervision": Reach.OWN},
    Role.AID_HEAD: {"hotline": Reach.UNIT, "aid": Reach.UNIT, "supervision": Reach.OWN},
    Role.LAWYER: {
        "hotline": Reach.LINKED,
        "aid": Reach.OWN,
        "notice": Reach.OWN,
        "mediation": Reach.LINKED,
        "supervision": Reach.OWN,
    },
    Role.MEDIATOR: {"hotline": Reach.LINKED, "mediation": Reach.OWN, "supervision": Reach.OWN},
    Role.MEDIATION_HEAD: {"hotline": Reach.LINKED, "mediation": Reach.UNIT, "supervision": Reach.OWN},
    Role.SUPERVISOR: {"hotline": Reach.LINKED, "notice": Reach.UNIT, "supervision": Reach.OWN},
    Role.SIGNATORY: {
        "hotline": Reach.UNIT,
        "notice": Reach.UNIT,
        "transfer": Reach.UNIT,
        "supervision": Reach.UNIT,
    },
    Role.MANAGER: _everything(Reach.UNIT),
    Role.CALLBACK: {
        "hotline": Reach.UNIT,
        "aid": Reach.UNIT,
        "mediation": Reach.UNIT,
        "supervision": Reach.OWN,
    },
    Role.LIAISON: {
        "hotline": Reach.LINKED,
        "aid": Reach.UNIT,
        "notice": Reach.UNIT,
        "mediation": Reach.UNIT,
        "transfer": Reach.UNIT,
        "supervision": Reach.OWN,
    },
    Role.AGENCY: {"transfer": Reach.UNIT},
    Role.INFORMANT: {},
    Role.ARCHIVIST: _everything(Reach.UNIT),
    Role.AUDITOR: _everything(Reach.UNIT),
    Role.ADMIN: {},
    Role.SYSTEM: _everything(Reach.UNIT),
}
"""Role → family → reach (`docs/glossary.md`); a family that is not named is not seen at all."""
