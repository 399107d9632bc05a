"""The invented office: units, and people of every role (演示单位和人员)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.accounts import passwords
from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.casework.wiring import wired
from caseflow.kernel.roles import Role, Viewer
from caseflow.seed.cast import Cast, Member

PASSWORD = passwords.DEMO

AREAS: Mapping[str, str] = {
    "城区片区": "东城街道 南城街道 西城街道",
    "南平片区": "南平镇 神童镇 金山镇 头渡镇 福寿镇 河图镇",
    "水江片区": "水江镇 石墙镇 中桥乡 山王坪镇 骑龙镇 鸣玉镇 峰岩乡 冷水关镇",
    "大观片区": "大观镇 兴隆镇 黎香湖镇 木凉镇 石溪镇 太平场镇 白沙镇 民主镇",
    "金佛山片区": "三泉镇 大有镇 合溪镇 古花镇 庆元镇 德隆镇 楠竹山镇 石莲镇 乾丰镇",
}

AGENCIES: Mapping[str, str] = {
    "inspection": "演示区人社局劳动保障监察支队",
    "arbitration": "演示区劳动人事争议仲裁院",
    "court": "演示区人民法院",
    "procuratorate": "演示区人民检察院",
    "justice": "演示区司法局",
    "police": "演示区公安局",
    "works": "演示区住房城乡建设委",
    "insurance": "演示区社会保险事务中心",
    "petition_office": "演示区信访办",
}
"""Partner agencies by the code of `transfer.agencies`."""

PARK = "演示工业园区"
LAW_FIRMS = ("演示律师事务所", "示范律师事务所")
COMMITTEE = "演示区总工会劳动争议调解委员会"

OTHERS: Mapping[str, UnitKind] = {
    PARK: UnitKind.PARK,
    **dict.fromkeys(("示范企业甲", "示范企业乙", "示范企业丙"), UnitKind.ENTERPRISE),
    **dict.fromkeys(LAW_FIRMS, UnitKind.LAW_FIRM),
    COMMITTEE: UnitKind.MEDIATION,
    **dict.fromkeys(AGENCIES.values(), UnitKind.AGENCY),
}

STAFF: tuple[tuple[str, str, int, Role], ...] = (
    ("op", "话务员", 3, Role.OPERATOR),
    ("disp", "工单管理员", 2, Role.DISPATCHER),
    ("aid", "援助审核员", 2, Role.AID_REVIEWER),
    ("aidhead", "援助负责人", 2, Role.AID_HEAD),
    ("medhead", "调解负责人", 1, Role.MEDIATION_HEAD),
    ("sup", "监督员", 3, Role.SUPERVISOR),
    ("sign", "签发人", 2, Role.SIGNATORY),
    ("mgr", "督办员", 2, Role.MANAGER),
    ("qa", "回访员", 2, Role.CALLBACK),
    ("lia", "联络员", 2, Role.LIAISON),
    ("inf", "信息员", 1, Role.INFORMANT),
    ("arc", "档案员", 1, Role.ARCHIVIST),
    ("aud", "审计员", 1, Role.AUDITOR),
    ("admin", "系统管理员", 2, Role.ADMIN),
)
"""Login, title, how many and role of those who work in the federation itself."""


@dataclass(frozen=True, slots=True)
class Position:
    """One account to be made."""

    login: str
    title: str
    unit: Unit
    role: Role
    heads: bool = False


@dataclass(frozen=True)
class Office:
    """The units, those that handle tickets among them, and everybody who works there."""

    root: Unit
    others: Mapping[str, Unit]
    towns: tuple[Unit, ...]
    cast: Cast


def build(session: Session, at: datetime) -> Office:
    """Make units and people."""
    root = _unit(session, wired().office_name, UnitKind.FEDERATION, "", None)
    towns = tuple(_towns(session, root))
    others = {name: _unit(session, name, kind, "", root) for name, kind in OTHERS.items()}
    handling = (*towns, others[PARK])
    hashed = passwords.hashed(PASSWORD)
    positions = _positions(root, handling, others)
    cast = Cast([_hire(session, position, hashed, at) for position in positions])
    return Office(root, others, handling, cast)


def _towns(session: Session, root: Unit) -> Iterator[Unit]:
    for area, names in AREAS.items():
        for name in names.split():
            kind = UnitKind.STREET if name.endswith("街道") else UnitKind.TOWNSHIP
            yield _unit(session, name, kind, area, root)


def _unit(session: Session, name: str, kind: UnitKind, area: str, parent: Unit | None) -> Unit:
    unit = Unit(name=name, kind=kind, area=area, parent_id=parent and parent.id)
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    return unit


def _positions(root: Unit, towns: Sequence[Unit], others: Mapping[str, Unit]) -> Iterator[Position]:
    for login, title, many, role in STAFF:
        for number in range(1, many + 1):
            yield Position(f"{login}{number}", f"{title}{number}", root, role)
    for number, town in enumerate(towns, start=1):
        yield Position(f"hu{number}", f"{town.name}经办人", town, Role.HANDLING_UNIT)
        yield Position(f"hd{number}", f"{town.name}工会主席", town, Role.HANDLING_UNIT, heads=True)
    for number in range(1, 5):
        yield Position(f"law{number}", f"律师{number}", others[LAW_FIRMS[number % 2]], Role.LAWYER)
        yield Position(f"med{number}", f"调解员{number}", others[COMMITTEE], Role.MEDIATOR)
    for number, name in enumerate(AGENCIES.values(), start=1):
        yield Position(f"agency{number}", f"{name}联系人", others[name], Role.AGENCY)


def _hire(session: Session, position: Position, password_hash: str, at: datetime) -> Member:
    user = User(login=position.login, name=f"演示{position.title.removeprefix('演示')}", unit=position.unit)
    user.password_hash, user.password_changed_at = password_hash, at
    user.roles = [UserRole(role=position.role)]
    session.add(user)
    session.flush()
    if position.heads:
        position.unit.head_id = user.id
    viewer = Viewer(user.id, frozenset({position.unit.id}), frozenset({position.role}), user.name)
    return Member(viewer, position.unit.id)


def accounts() -> Iterator[tuple[Role, str]]:
    """One login for each role."""
    for login, _, _, role in STAFF:
        yield role, f"{login}1"
    yield from ((Role.HANDLING_UNIT, "hu1"), (Role.LAWYER, "law1"), (Role.MEDIATOR, "med1"))
    yield Role.AGENCY, "agency1"
