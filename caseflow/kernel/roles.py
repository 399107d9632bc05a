"""Who may do what: roles, permissions, and the viewer whose rights a use case applies."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.kernel.permissions import Permission
from caseflow.kernel.positions import ROLE_LABELS, Role
from caseflow.kernel.reach import FAMILIES, REACH, Reach

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


_READ = {
    "hotline": Permission.TICKET_READ,
    "aid": Permission.AID_READ,
    "notice": Permission.NOTICE_READ,
    "mediation": Permission.MEDIATION_READ,
    "transfer": Permission.TRANSFER_READ,
    "supervision": Permission.SUPERVISION_READ,
}

ACTS: Mapping[str, Permission] = {
    "hotline": Permission.TICKET_ACT,
    "aid": Permission.AID_ACT,
    "notice": Permission.NOTICE_ACT,
    "mediation": Permission.MEDIATION_ACT,
    "transfer": Permission.TRANSFER_ACT,
    "supervision": Permission.SUPERVISION_ACT,
}
"""What it takes to work on proceedings of a family."""


_ACT = {
    Role.OPERATOR: {
        Permission.QUERY_CODE,
        Permission.SUPERVISION_ACT,
        Permission.INTAKE,
        Permission.TICKET_ACT,
        Permission.CALLBACKS,
        Permission.REGISTER_WRITE,
        Permission.GROUP_ACT,
    },
    Role.DISPATCHER: {
        Permission.QUERY_CODE,
        Permission.SUPERVISION_ACT,
        Permission.SHARE_VIEWS,
        Permission.INTAKE,
        Permission.TICKET_ACT,
        Permission.REGISTER_WRITE,
        Permission.GROUP_ACT,
    },
    Role.HANDLING_UNIT: {
        Permission.QUERY_CODE,
        Permission.SUPERVISION_ACT,
        Permission.BOARD,
        Permission.TICKET_ACT,
        Permission.NOTICE_ACT,
        Permission.GROUP_ACT,
    },
    Role.AID_REVIEWER: {Permission.SUPERVISION_ACT, Permission.AID_ACT, Permission.QUERY_CODE},
    Role.AID_HEAD: {Permission.SUPERVISION_ACT, Permission.AID_ACT},
    Role.LAWYER: {
        Permission.SUPERVISION_ACT,
        Permission.BOARD,
        Permission.AID_ACT,
        Permission.NOTICE_ACT,
        Permission.CLAUSES,
        Permission.PRIVATE_NOTES,
        Permission.LIMITATION,
        Permission.REVEAL,
    },
    Role.MEDIATOR: {
        Permission.SUPERVISION_ACT,
        Permission.BOARD,
        Permission.MEDIATION_ACT,
        Permission.PRIVATE_NOTES,
        Permission.REVEAL,
    },
    Role.MEDIATION_HEAD: {Permission.SUPERVISION_ACT, Permission.MEDIATION_ACT},
    Role.SUPERVISOR: {
        Permission.SUPERVISION_ACT,
        Permission.BOARD,
        Permission.NOTICE_ACT,
        Permission.REVEAL,
        Permission.REGISTER_WRITE,
        Permission.VISIT,
        Permission.CAMPAIGNS,
    },
    Role.SIGNATORY: {Permission.NOTICE_ACT, Permission.TRANSFER_ACT},
    Role.MANAGER: {
        Permission.QUERY_CODE,
        Permission.SUPERVISION_ACT,
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
        Permission.ERASE,
        Permission.ERASURES,
        Permission.VISIT,
        Permission.GROUP_ACT,
        Permission.ABSENCES,
        Permission.OFFICERS,
        Permission.CAMPAIGNS,
        Permission.REVIEW,
        Permission.IMPORTS,
        Permission.LEDGERS,
        Permission.SAMPLING,
        Permission.EXPORT_IDENTITY,
    },
    Role.CALLBACK: {
        Permission.SUPERVISION_ACT,
        Permission.TICKET_ACT,
        Permission.CALLBACKS,
        Permission.QUERY_CODE,
        Permission.SAMPLING,
    },
    Role.LIAISON: {
        Permission.SUPERVISION_ACT,
        Permission.AID_ACT,
        Permission.NOTICE_ACT,
        Permission.MEDIATION_ACT,
        Permission.TRANSFER_ACT,
    },
    Role.AGENCY: {Permission.TRANSFER_ACT},
    Role.INFORMANT: set(),
    Role.ARCHIVIST: {
        Permission.SUPERVISION_ACT,
        Permission.TICKET_ACT,
        Permission.AID_ACT,
        Permission.NOTICE_ACT,
        Permission.MEDIATION_ACT,
        Permission.TRANSFER_ACT,
    },
    Role.AUDITOR: {
        Permission.AUDIT,
        Permission.ERASURES,
        Permission.VIEWINGS,
        Permission.BOARD,
        Permission.OVERDUE_READ,
    },
    Role.ADMIN: {
        Permission.ABSENCES,
        Permission.ACCOUNTS,
        Permission.IMPORTS,
        Permission.APPROVE_ERASE,
        Permission.ERASURES,
        Permission.OFFICERS,
        Permission.OFFICERS_READ,
        Permission.AUDIT,
        Permission.CHANNELS,
        Permission.SYNONYMS,
        Permission.RULES,
        Permission.CLAUSES,
        Permission.CALENDAR_PROPOSE,
        Permission.CALENDAR_APPLY,
    },
    Role.SYSTEM: set(Permission),
}

_BY_THE_LAW = {Role.AID_REVIEWER, Role.AID_HEAD, Role.LAWYER, Role.MEDIATOR, Role.MEDIATION_HEAD}
_READS_RULES = _BY_THE_LAW | {Role.SUPERVISOR, Role.SIGNATORY, Role.MANAGER, Role.AUDITOR, Role.ADMIN}
"""Who reads the book of rules: those who work by the law, who watch over it, and who keep it."""

_OUTSIDE = frozenset({Role.AGENCY, Role.INFORMANT, Role.ADMIN})
"""Who reads no register: other bodies, and those who handle no matters."""

_AGREES_TO_GAPS = {Role.MANAGER, Role.ARCHIVIST, Role.AID_HEAD, Role.MEDIATION_HEAD}
"""Who may let something be missing from a file, when another person has asked for it."""

_KEEPS_FILES = {Role.ARCHIVIST, Role.MANAGER, Role.AUDITOR}
"""Who looks after what was filed."""

_BINDS_NO_FILES = _OUTSIDE | {Role.OPERATOR, Role.DISPATCHER, Role.CALLBACK}
"""Whose work at the telephone needs no whole files."""

_COUNT_NOTHING = _OUTSIDE | {Role.LAWYER, Role.ARCHIVIST}
"""Whose work needs no figures (domain §8.1, statistics)."""


def _reads(role: Role) -> frozenset[Permission]:
    """What a role may read follows from its reach."""
    register = frozenset[Permission]() if role in _OUTSIDE else frozenset({Permission.REGISTER_READ})
    rules = frozenset({Permission.RULES_READ}) if role in _READS_RULES else frozenset()
    figures = frozenset[Permission]() if role in _COUNT_NOTHING else frozenset({Permission.REPORTS})
    gaps = {Permission.FILE_GAPS} if role in _AGREES_TO_GAPS else set()
    kept = {Permission.ARCHIVES} if role in _KEEPS_FILES else set()
    both = frozenset({Permission.OFFICERS_READ, Permission.CAMPAIGNS_READ})
    officers = frozenset[Permission]() if role in _OUTSIDE else both
    files = frozenset[Permission]() if role in _BINDS_NO_FILES else frozenset({Permission.BUNDLE})
    ahead = frozenset({Permission.FORECAST}) if REACH[role] else frozenset[Permission]()
    told = register | rules | figures | officers | files | ahead
    return told | gaps | kept | {_READ[family] for family in REACH[role]}


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
