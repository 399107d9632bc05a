"""Administration of users: what is changed, what is refused, what the chain remembers."""

from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, User
from caseflow.accounts.throttle import SignInPaused, SignInRefused
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import people
from caseflow.casework.models import AuditEvent
from caseflow.casework.people import Person
from caseflow.casework.sessions import sign_in
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role, Viewer
from tests.accounts.office import ADDRESS, NOON, add_unit, add_user, viewer_of


@dataclass(frozen=True)
class Office:
    """A district, a street with an administrator of its own, and an operator in it."""

    root: Unit
    street: Unit
    other: Unit
    admin: Viewer
    street_admin: Viewer
    operator: User


@pytest.fixture
def office(session: Session) -> Office:
    root = add_unit(session, "演示区总工会")
    street, other = add_unit(session, "演示东街", root), add_unit(session, "演示西街", root)
    admin = viewer_of(add_user(session, "guan", root, Role.ADMIN), everywhere=True)
    street_admin = viewer_of(add_user(session, "jie", street, Role.ADMIN))
    operator = add_user(session, "hua", street, Role.OPERATOR)
    session.commit()
    return Office(root, street, other, admin, street_admin, operator)


def someone(unit: Unit, *roles: Role) -> Person:
    return Person("测试新人", unit.id, frozenset(roles or {Role.OPERATOR}))


def test_a_new_user_signs_in_with_the_password_handed_over_and_must_change_it(office: Office) -> None:
    user, password = people.add_person("Xin.Ren", someone(office.street), viewer=office.admin, at=NOON)
    account = sign_in("xin.ren", password, address=ADDRESS, at=NOON)
    assert account.user_id == user.id
    assert account.must_change_password


@pytest.mark.parametrize("login", ["hua", "HUA", "x", "有名字", "a b", "-ab", "a" * 51])
def test_a_login_that_is_taken_or_malformed_is_refused(office: Office, login: str) -> None:
    with pytest.raises(Incomplete) as refused:
        people.add_person(login, someone(office.street), viewer=office.admin, at=NOON)
    assert set(refused.value.fields) == {"login"}


@pytest.mark.parametrize(
    "roles",
    [
        set(),
        {Role.SYSTEM},
        {Role.ADMIN, Role.OPERATOR},
        {Role.AUDITOR, Role.MANAGER},
        {Role.ADMIN, Role.AUDITOR},
    ],
)
def test_roles_that_do_not_go_together_are_refused(office: Office, roles: set[Role]) -> None:
    person = replace(someone(office.street), roles=frozenset(roles))
    with pytest.raises(Incomplete) as refused:
        people.add_person("xin", person, viewer=office.admin, at=NOON)
    assert set(refused.value.fields) == {"roles"}


def test_changing_roles_takes_effect_in_running_sessions(office: Office) -> None:
    person = someone(office.other, Role.OPERATOR, Role.CALLBACK)
    people.change_person(office.operator.id, person, viewer=office.admin, at=NOON)
    viewer = load_viewer(office.operator.id, 0)
    assert viewer is not None
    assert viewer.roles == {Role.OPERATOR, Role.CALLBACK}
    assert viewer.unit_ids == {office.other.id}


def test_the_chain_says_what_was_changed(office: Office, session: Session) -> None:
    person = Person(office.operator.name, office.street.id, frozenset({Role.CALLBACK}))
    people.change_person(office.operator.id, person, viewer=office.admin, at=NOON)
    event = session.scalars(sa.select(AuditEvent)).one()
    assert event.actor_id == office.admin.user_id
    assert event.data == {"user_id": office.operator.id, "roles": [["operator"], ["callback"]]}


def test_a_let_go_user_is_signed_out_and_heads_nothing(office: Office, session: Session) -> None:
    office.street.head_id = office.operator.id
    session.commit()
    people.deactivate(office.operator.id, viewer=office.admin, at=NOON)
    session.expire_all()
    assert load_viewer(office.operator.id, 0) is None
    assert office.street.head_id is None


def test_a_user_taken_back_must_sign_in_anew(office: Office) -> None:
    people.deactivate(office.operator.id, viewer=office.admin, at=NOON)
    people.activate(office.operator.id, viewer=office.admin, at=NOON)
    assert load_viewer(office.operator.id, 0) is None
    assert load_viewer(office.operator.id, 1) is not None


def test_who_moves_to_another_unit_no_longer_heads_the_old_one(office: Office, session: Session) -> None:
    office.street.head_id = office.operator.id
    session.commit()
    people.change_person(office.operator.id, someone(office.street), viewer=office.admin, at=NOON)
    session.expire_all()
    assert office.street.head_id == office.operator.id
    people.change_person(office.operator.id, someone(office.other), viewer=office.admin, at=NOON)
    session.expire_all()
    assert office.street.head_id is None


def test_a_reset_password_ends_sessions_and_lifts_a_pause(office: Office) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in("hua", "猜", address=ADDRESS, at=NOON)
    with pytest.raises(SignInPaused):
        sign_in("hua", "猜", address=ADDRESS, at=NOON)
    _, password = people.reset_password(office.operator.id, viewer=office.admin, at=NOON)
    account = sign_in("hua", password, address=ADDRESS, at=NOON)
    assert (account.epoch, account.must_change_password) == (1, True)


def test_administrators_see_and_change_their_own_units_only(office: Office, session: Session) -> None:
    stranger = add_user(session, "xi", office.other, Role.OPERATOR)
    session.commit()
    assert [user.login for user in people.people(office.street_admin)] == ["hua", "jie"]
    with pytest.raises(NotFound):
        people.reset_password(stranger.id, viewer=office.street_admin, at=NOON)
    with pytest.raises(NotFound):
        people.add_person("xin", someone(office.other), viewer=office.street_admin, at=NOON)
    with pytest.raises(NotFound):
        people.change_person(office.operator.id, someone(office.root), viewer=office.street_admin, at=NOON)


def test_administrators_do_not_administer_themselves(office: Office) -> None:
    me = office.admin.user_id
    with pytest.raises(GuardRefused, match="自己"):
        people.change_person(me, someone(office.root, Role.MANAGER), viewer=office.admin, at=NOON)
    with pytest.raises(GuardRefused, match="自己"):
        people.deactivate(me, viewer=office.admin, at=NOON)


def test_nobody_else_administers_users(office: Office) -> None:
    operator = viewer_of(office.operator)
    with pytest.raises(Forbidden):
        people.add_person("xin", someone(office.street), viewer=operator, at=NOON)
    with pytest.raises(Forbidden):
        people.reset_password(office.admin.user_id, viewer=operator, at=NOON)


def test_nobody_is_put_into_a_closed_unit(office: Office, session: Session) -> None:
    office.other.active = False
    session.commit()
    with pytest.raises(Incomplete, match="停用"):
        people.add_person("xin", someone(office.other), viewer=office.admin, at=NOON)


def test_users_are_found_by_name_login_and_unit(office: Office, session: Session) -> None:
    def logins(**wanted: object) -> list[str]:
        return [user.login for user in people.people(office.admin, **wanted)]  # type: ignore[arg-type]

    assert logins() == ["guan", "hua", "jie"]
    assert logins(text="HU") == ["hua"]
    assert logins(text="测试jie") == ["jie"]
    assert logins(text="%") == []
    assert logins(unit_id=office.root.id) == ["guan"]
    assert logins(after="guan") == ["hua", "jie"]


def test_a_page_of_users_says_whether_there_are_more(office: Office, session: Session) -> None:
    for n in range(people.PAGE):
        add_user(session, f"u{n:03}", office.street, Role.OPERATOR)
    first = people.people(office.admin)
    assert len(first) == people.PAGE + 1
    assert len(people.people(office.admin, after=first[people.PAGE - 1].login)) == 3
