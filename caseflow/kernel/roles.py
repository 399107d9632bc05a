"""Who may do what: roles, permissions, and the viewer whose rights a use case applies."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseflow.kernel.positions import ROLE_LABELS, Role

__all__ = [
    "ACTS",
    "FAMILIES",
    "GRANTS",
    "REACH",
    "ROLE_LABELS",
    "SYSTEM",
    "SYSTEM_ID",
    "Permission",
    "Reach",
    "Role",
    "Viewer",
]


class Permission(StrEnum):
    """What a page or a use case asks for."""

    SIGNED_IN = "signed_in"
    INTAKE = "intake"
    TICKET_READ = "ticket_read"
    TICKET_ACT = "ticket_act"
    AID_READ = "aid_read"
    AID_ACT = "aid_act"
    NOTICE_READ = "notice_read"
    NOTICE_ACT = "notice_act"
    MEDIATION_READ = "mediation_read"
    MEDIATION_ACT = "mediation_act"
    TRANSFER_READ = "transfer_read"
    TRANSFER_ACT = "transfer_act"
    PRIVATE_NOTES = "private_notes"
    VIEWINGS = "viewings"  # who has opened a proceeding
    LIMITATION = "limitation"  # say what bears on the limitation of a claim (domain R9)
    CALLBACKS = "callbacks"  # call workers back, and decide after the call (domain H15)
    REVEAL = "reveal"
    APPROVE_REVEAL = "approve_reveal"
    BOARD = "board"  # what is late and near: one's own, or with OVERDUE_READ everybody's
    FORECAST = "forecast"  # what falls due in the next days, as far as one's board goes
    OVERDUE_READ = "overdue_read"
    SHARE_VIEWS = "share_views"  # let others of the same role use a saved view of the queue
    RULES = "rules"
    CALENDAR_PROPOSE = "calendar_propose"  # import a notice or set days of the office, for others to apply
    CALENDAR_APPLY = "calendar_apply"  # put a change of the calendar in force
    REGISTER_READ = "register_read"  # workers and employers across matters, as far as matters in scope tell
    REGISTER_WRITE = "register_write"
    REGISTER_MERGE = "register_merge"
    GROUP_ACT = "group_act"
    ABSENCES = "absences"  # record who of the unit is away, and who stands in
    ACCOUNTS = "accounts"
    AUDIT = "audit"


class Reach(StrEnum):
    """How far a role sees into one family of proceedings (数据范围)."""

    UNIT = "unit"  # everything of the viewer's unit and the units below it
    LINKED = "linked"  # matters in which the viewer takes part
    OWN = "own"  # proceedings in which the viewer takes part


FAMILIES = ("hotline", "aid", "notice", "mediation", "transfer")

_READ = {
    "hotline": Permission.TICKET_READ,
    "aid": Permission.AID_READ,
    "notice": Permission.NOTICE_READ,
    "mediation": Permission.MEDIATION_READ,
    "transfer": Permission.TRANSFER_READ,
}

ACTS: Mapping[str, Permission] = {
    "hotline": Permission.TICKET_ACT,
    "aid": Permission.AID_ACT,
    "notice": Permission.NOTICE_ACT,
    "mediation": Permission.MEDIATION_ACT,
    "transfer": Permission.TRANSFER_ACT,
}
"""What it takes to work on proceedings of a family."""


def _everything(reach: Reach) -> dict[str, Reach]:
    return dict.fromkeys(FAMILIES, reach)


REACH: Mapping[Role, Mapping[str, Reach]] = {
    Role.OPERATOR: {"hotline": Reach.UNIT},
    Role.DISPATCHER: {"hotline": Reach.UNIT},
    Role.HANDLING_UNIT: {"hotline": Reach.UNIT, "notice": Reach.OWN, "transfer": Reach.LINKED},
    Role.AID_REVIEWER: {"hotline": Reach.UNIT, "aid": Reach.UNIT},
    Role.AID_HEAD: {"hotline": Reach.UNIT, "aid": Reach.UNIT},
    Role.LAWYER: {"hotline": Reach.LINKED, "aid": Reach.OWN, "notice": Reach.OWN, "mediation": Reach.LINKED},
    Role.MEDIATOR: {"hotline": Reach.LINKED, "mediation": Reach.OWN},
    Role.MEDIATION_HEAD: {"hotline": Reach.LINKED, "mediation": Reach.UNIT},
    Role.SUPERVISOR: {"hotline": Reach.LINKED, "notice": Reach.UNIT},
    Role.SIGNATORY: {"hotline": Reach.UNIT, "notice": Reach.UNIT, "transfer": Reach.UNIT},
    Role.MANAGER: _everything(Reach.UNIT),
    Role.CALLBACK: {"hotline": Reach.UNIT, "aid": Reach.UNIT, "mediation": Reach.UNIT},
    Role.LIAISON: {
        "hotline": Reach.LINKED,
        "aid": Reach.UNIT,
        "notice": Reach.UNIT,
        "mediation": Reach.UNIT,
        "transfer": Reach.UNIT,
    },
    Role.AGENCY: {"transfer": Reach.UNIT},
    Role.INFORMANT: {},
    Role.ARCHIVIST: _everything(Reach.UNIT),
    Role.AUDITOR: _everything(Reach.UNIT),
    Role.ADMIN: {},
    Role.SYSTEM: _everything(Reach.UNIT),
}
"""Role → family → reach (`docs/glossary.md`); a family that is not named is not seen at all."""

_ACT = {
    Role.OPERATOR: {
        Permission.INTAKE,
        Permission.TICKET_ACT,
        Permission.CALLBACKS,
        Permission.REGISTER_WRITE,
        Permission.GROUP_ACT,
    },
    Role.DISPATCHER: {
        Permission.SHARE_VIEWS,
        Permission.INTAKE,
        Permission.TICKET_ACT,
        Permission.REGISTER_WRITE,
        Permission.GROUP_ACT,
    },
    Role.HANDLING_UNIT: {
        Permission.BOARD,
        Permission.TICKET_ACT,
        Permission.NOTICE_ACT,
        Permission.GROUP_ACT,
    },
    Role.AID_REVIEWER: {Permission.AID_ACT},
    Role.AID_HEAD: {Permission.AID_ACT},
    Role.LAWYER: {
        Permission.BOARD,
        Permission.AID_ACT,
        Permission.NOTICE_ACT,
        Permission.PRIVATE_NOTES,
        Permission.LIMITATION,
        Permission.REVEAL,
    },
    Role.MEDIATOR: {
        Permission.BOARD,
        Permission.MEDIATION_ACT,
        Permission.PRIVATE_NOTES,
        Permission.REVEAL,
    },
    Role.MEDIATION_HEAD: {Permission.MEDIATION_ACT},
    Role.SUPERVISOR: {
        Permission.BOARD,
        Permission.NOTICE_ACT,
        Permission.REVEAL,
        Permission.REGISTER_WRITE,
    },
    Role.SIGNATORY: {Permission.NOTICE_ACT, Permission.TRANSFER_ACT},
    Role.MANAGER: {
        Permission.TICKET_ACT,
        Permission.CALLBACKS,
        Permission.NOTICE_ACT,
        Permission.TRANSFER_ACT,
        Permission.MEDIATION_ACT,
        Permission.AID_ACT,
        Permission.REVEAL,
        Permission.APPROVE_REVEAL,
        Permission.VIEWINGS,
        Permission.BOARD,
        Permission.OVERDUE_READ,
        Permission.SHARE_VIEWS,
        Permission.RULES,
        Permission.CALENDAR_PROPOSE,
        Permission.REGISTER_WRITE,
        Permission.REGISTER_MERGE,
        Permission.GROUP_ACT,
        Permission.ABSENCES,
    },
    Role.CALLBACK: {Permission.TICKET_ACT, Permission.CALLBACKS},
    Role.LIAISON: {
        Permission.AID_ACT,
        Permission.NOTICE_ACT,
        Permission.MEDIATION_ACT,
        Permission.TRANSFER_ACT,
    },
    Role.AGENCY: {Permission.TRANSFER_ACT},
    Role.INFORMANT: set(),
    Role.ARCHIVIST: {
        Permission.TICKET_ACT,
        Permission.AID_ACT,
        Permission.NOTICE_ACT,
        Permission.MEDIATION_ACT,
        Permission.TRANSFER_ACT,
    },
    Role.AUDITOR: {Permission.AUDIT, Permission.VIEWINGS, Permission.BOARD, Permission.OVERDUE_READ},
    Role.ADMIN: {
        Permission.ABSENCES,
        Permission.ACCOUNTS,
        Permission.AUDIT,
        Permission.CALENDAR_PROPOSE,
        Permission.CALENDAR_APPLY,
    },
    Role.SYSTEM: set(Permission),
}

_OUTSIDE = frozenset({Role.AGENCY, Role.INFORMANT, Role.ADMIN})
"""Who reads no register: other bodies, and those who handle no matters."""


def _reads(role: Role) -> frozenset[Permission]:
    """What a role may read follows from its reach."""
    register = frozenset[Permission]() if role in _OUTSIDE else frozenset({Permission.REGISTER_READ})
    ahead = frozenset({Permission.FORECAST}) if REACH[role] else frozenset[Permission]()
    return register | ahead | {_READ[family] for family in REACH[role]}


GRANTS: Mapping[Role, frozenset[Permission]] = {
    role: frozenset({Permission.SIGNED_IN, *_ACT[role], *_reads(role)}) for role in Role
}
"""What each role may ask for."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person, or the system, on whose behalf something is read or done; built once at the edge.

    Whoever stands in for others (代理) has one `capacity` for each of them, a viewer that reaches what they
    reach, with the roles that both hold: an absence gives nobody a role.
    """

    user_id: int
    unit_ids: frozenset[int]
    roles: frozenset[Role]
    name: str = ""
    everywhere: bool = False  # the viewer's unit is the root: nothing lies outside its subtree
    stands_in_for: int | None = None  # the absent person, where this is a capacity
    capacities: tuple["Viewer", ...] = ()

    @property
    def concerned(self) -> int:
        """Whose work it is: the absent person's, or one's own."""
        return self.stands_in_for or self.user_id

    @property
    def persons(self) -> frozenset[int]:
        """Who acts: what must be one of them may be either, what must be another may be neither."""
        return frozenset({self.user_id, self.concerned})

    @property
    def everyone(self) -> tuple["Viewer", ...]:
        """The person as such, then in each capacity."""
        return (self, *self.capacities)

    def standing_in(self, absent: "Viewer") -> "Viewer":
        """This person in place of an absent one; named as both, such as in the audit trail."""
        return Viewer(
            user_id=self.user_id,
            unit_ids=absent.unit_ids,
            roles=absent.roles & self.roles,
            name=f"{self.name}（代{absent.name}）",
            everywhere=absent.everywhere,
            stands_in_for=absent.user_id,
        )

    def can(self, permission: Permission) -> bool:
        """Whether one of the viewer's roles grants the permission."""
        return any(permission in GRANTS[role] for role in self.roles)

    def reach(self, family: str) -> frozenset[Reach]:
        """The ways in which the viewer sees proceedings of a family; empty when it sees none."""
        return frozenset(REACH[role][family] for role in self.roles if family in REACH[role])


SYSTEM_ID = 0
"""The user id under which timers act; no row of the users table has it."""


SYSTEM = Viewer(SYSTEM_ID, frozenset(), frozenset({Role.SYSTEM}), Role.SYSTEM.label, everywhere=True)
"""The viewer of timers and of reactions between processes (系统)."""
