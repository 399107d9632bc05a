import pytest
from sqlalchemy.orm import Session

from caseflow.accounts.viewers import load_viewer
from caseflow.kernel.roles import Permission, Role
from tests.accounts.office import add_unit, add_user, statements


def test_rights_follow_from_roles_and_the_units_below(session: Session) -> None:
    root = add_unit(session, "演示区总工会")
    street = add_unit(session, "演示东街", root)
    community = add_unit(session, "演示社区", street)
    add_unit(session, "演示西街", root)
    user = add_user(session, "dong", street, Role.DISPATCHER, Role.CALLBACK)
    viewer = load_viewer(user.id, 0)
    assert viewer is not None
    assert viewer.unit_ids == {street.id, community.id}
    assert viewer.roles == {Role.DISPATCHER, Role.CALLBACK}
    assert viewer.name == user.name
    assert not viewer.everywhere


def test_nothing_lies_outside_the_root(session: Session) -> None:
    root = add_unit(session, "演示区总工会")
    street = add_unit(session, "演示东街", root)
    viewer = load_viewer(add_user(session, "qu", root, Role.MANAGER).id, 0)
    assert viewer is not None
    assert viewer.everywhere
    assert viewer.unit_ids == {root.id, street.id}


def test_a_unit_whose_id_begins_alike_is_not_below(session: Session) -> None:
    root = add_unit(session, "演示区总工会")
    streets = [add_unit(session, f"演示{n}街", root) for n in range(12)]
    viewer = load_viewer(add_user(session, "yi", streets[0], Role.OPERATOR).id, 0)
    assert viewer is not None
    assert viewer.unit_ids == {streets[0].id}


def test_who_holds_no_role_may_do_nothing(session: Session) -> None:
    viewer = load_viewer(add_user(session, "kong", add_unit(session, "演示区总工会")).id, 0)
    assert viewer is not None
    assert viewer.roles == frozenset()
    assert not viewer.can(Permission.SIGNED_IN)


@pytest.mark.parametrize(("active", "epoch"), [(False, 0), (True, 1)])
def test_who_has_left_or_ended_the_session_is_nobody(session: Session, *, active: bool, epoch: int) -> None:
    user = add_user(session, "li", add_unit(session, "演示区总工会"), Role.OPERATOR)
    assert load_viewer(user.id, 0) is not None
    user.active, user.session_epoch = active, epoch
    session.flush()
    assert load_viewer(user.id, 0) is None


def test_it_is_one_query(session: Session) -> None:
    user = add_user(session, "li", add_unit(session, "演示区总工会"), Role.OPERATOR, Role.CALLBACK)
    with statements() as sent:
        assert load_viewer(user.id, 0) is not None
    assert len(sent) == 1
