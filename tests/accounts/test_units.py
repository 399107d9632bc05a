"""Administration of the unit tree."""

from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, UnitKind
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import units
from caseflow.casework.models import AuditEvent
from caseflow.casework.units import Branch, UnitDetails
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import SYSTEM, Role, Viewer
from tests.accounts.office import NOON, add_unit, add_user, viewer_of


@dataclass(frozen=True)
class Tree:
    """A district with two streets; the eastern one has a community below it."""

    root: Unit
    east: Unit
    west: Unit
    community: Unit
    admin: Viewer


@pytest.fixture
def tree(session: Session) -> Tree:
    root = add_unit(session, "演示区总工会")
    east, west = add_unit(session, "演示东街", root), add_unit(session, "演示西街", root)
    community = add_unit(session, "演示社区", east)
    admin = viewer_of(add_user(session, "guan", root, Role.ADMIN), everywhere=True)
    session.commit()
    return Tree(root, east, west, community, admin)


def details(unit: Unit, **changed: object) -> UnitDetails:
    now = UnitDetails(unit.name, unit.kind, unit.area, unit.parent_id, unit.head_id)
    return replace(now, **changed)  # type: ignore[arg-type]


def names(branches: tuple[Branch, ...]) -> list[object]:
    return [
        [branch.unit.name, names(branch.children)] if branch.children else branch.unit.name
        for branch in branches
    ]


def test_the_first_unit_is_the_root(session: Session) -> None:
    first = UnitDetails("演示区总工会", UnitKind.FEDERATION, "", None)
    root = units.add_unit(first, viewer=SYSTEM, at=NOON)
    assert root.path == f"/{root.id}/"
    with pytest.raises(Incomplete, match="上级单位"):
        units.add_unit(replace(first, name="另一个总工会"), viewer=SYSTEM, at=NOON)


def test_a_new_unit_hangs_below_its_parent(tree: Tree, session: Session) -> None:
    new = UnitDetails("演示园区", UnitKind.PARK, "城区片区", tree.east.id)
    park = units.add_unit(new, viewer=tree.admin, at=NOON)
    assert park.path == f"/{tree.root.id}/{tree.east.id}/{park.id}/"
    event = session.scalars(sa.select(AuditEvent)).one()
    assert (event.action, event.data["unit_id"], event.data["name"]) == ("unit_added", park.id, "演示园区")


def test_the_tree_is_shown_from_the_viewers_unit_down(tree: Tree, session: Session) -> None:
    assert names(units.tree(tree.admin)) == [["演示区总工会", [["演示东街", ["演示社区"]], "演示西街"]]]
    local = load_viewer(add_user(session, "jie", tree.east, Role.ADMIN).id, 0)
    assert local is not None
    assert names(units.tree(local)) == [["演示东街", ["演示社区"]]]


def test_units_in_use_are_offered_indented(tree: Tree, session: Session) -> None:
    tree.west.active = False
    session.commit()
    branches = units.tree(tree.admin)
    assert [name for _, name in units.choices(branches)] == ["演示区总工会", "　演示东街", "　　演示社区"]
    assert [name for _, name in units.choices(branches, without=tree.east.id)] == ["演示区总工会"]


def test_a_unit_moves_with_everything_below_it(tree: Tree, session: Session) -> None:
    worker = add_user(session, "she", tree.community, Role.OPERATOR)
    head = add_user(session, "xi", tree.west, Role.MANAGER)
    session.commit()
    units.change_unit(tree.east.id, details(tree.east, parent_id=tree.west.id), viewer=tree.admin, at=NOON)
    session.expire_all()
    assert tree.community.path == f"/{tree.root.id}/{tree.west.id}/{tree.east.id}/{tree.community.id}/"
    viewer = load_viewer(head.id, 0)
    assert viewer is not None
    assert worker.unit_id in viewer.unit_ids


@pytest.mark.parametrize("below", ["east", "community"])
def test_a_unit_cannot_hang_below_itself(tree: Tree, session: Session, below: str) -> None:
    moved = details(tree.east, parent_id=getattr(tree, below).id)
    with pytest.raises(Incomplete, match="下级"):
        units.change_unit(tree.east.id, moved, viewer=tree.admin, at=NOON)
    session.expire_all()
    assert tree.east.parent_id == tree.root.id


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"parent_id": None}, "parent_id"), ({"name": "演示西街"}, "name"), ({"head_id": 99}, "head_id")],
)
def test_a_faulty_change_is_refused(tree: Tree, changed: dict[str, object], field: str) -> None:
    with pytest.raises(Incomplete) as refused:
        units.change_unit(tree.east.id, details(tree.east, **changed), viewer=tree.admin, at=NOON)
    assert set(refused.value.fields) == {field}


def test_the_head_works_in_the_unit(tree: Tree, session: Session) -> None:
    own = add_user(session, "dong", tree.east, Role.MANAGER)
    left = add_user(session, "zou", tree.east, Role.MANAGER)
    stranger = add_user(session, "xi", tree.west, Role.MANAGER)
    left.active = False
    session.commit()
    assert units.staff(tree.east) == [(own.id, own.name)]
    units.change_unit(tree.east.id, details(tree.east, head_id=own.id), viewer=tree.admin, at=NOON)
    assert tree.east.head_id == own.id
    for other in (left, stranger):
        with pytest.raises(Incomplete, match="负责人"):
            units.change_unit(tree.east.id, details(tree.east, head_id=other.id), viewer=tree.admin, at=NOON)


def test_a_unit_still_needed_cannot_be_closed(tree: Tree, session: Session) -> None:
    add_user(session, "dong", tree.east, Role.OPERATOR)
    session.commit()
    with pytest.raises(GuardRefused, match="在用的用户、在用的下级单位，"):
        units.close_unit(tree.east.id, viewer=tree.admin, at=NOON)
    units.close_unit(tree.west.id, viewer=tree.admin, at=NOON)
    assert not tree.west.active
    new = UnitDetails("演示小组", UnitKind.ENTERPRISE, "", tree.west.id)
    with pytest.raises(Incomplete, match="停用"):
        units.add_unit(new, viewer=tree.admin, at=NOON)
    units.reopen_unit(tree.west.id, viewer=tree.admin, at=NOON)
    assert tree.west.active


def test_administrators_change_units_in_scope_only(tree: Tree, session: Session) -> None:
    local = load_viewer(add_user(session, "jie", tree.east, Role.ADMIN).id, 0)
    session.commit()
    assert local is not None
    units.change_unit(tree.community.id, details(tree.community, area="东片"), viewer=local, at=NOON)
    assert tree.community.area == "东片"
    with pytest.raises(NotFound):
        units.change_unit(tree.west.id, details(tree.west), viewer=local, at=NOON)
    with pytest.raises(NotFound):
        units.change_unit(
            tree.community.id, details(tree.community, parent_id=tree.west.id), viewer=local, at=NOON
        )


def test_nobody_else_changes_units(tree: Tree, session: Session) -> None:
    manager = viewer_of(add_user(session, "du", tree.root, Role.MANAGER), everywhere=True)
    session.commit()
    with pytest.raises(Forbidden):
        units.change_unit(tree.east.id, details(tree.east, area="东片"), viewer=manager, at=NOON)
