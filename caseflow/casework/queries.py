"""Scope in the query: what a viewer may see, and the only loader of one object."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager

from caseflow.accounts.models import Unit, User
from caseflow.casework.models import (
    Attachment,
    Delivery,
    Draft,
    Export,
    Gateway,
    Involvement,
    Matter,
    Notification,
    Party,
    Proceeding,
)
from caseflow.casework.wiring import wired
from caseflow.extensions import Base, db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import FAMILIES, Permission, Reach, Viewer

M = TypeVar("M", bound=Base)
P = TypeVar("P", bound=Proceeding)

BUILT = 50
"""Statements that each builder keeps, one for a viewer: building one costs more than its answer.

One takes 50 kB, that of the start page 500: so few, lest a web process grow with the number of people.
"""


def visible_to(viewer: Viewer, model: type[M]) -> sa.Select[M]:
    """Every row of the model that the viewer may see (数据范围); lists and `find` start here."""
    return sa.select(model).where(_scope(viewer, model))


def find(model: type[M], id: int, viewer: Viewer, *, session: Session | None = None) -> M:
    """The object of that id.

    Raises:
        NotFound: there is none in the viewer's scope; whether it exists elsewhere is not told.
    """
    key = sa.inspect(model).primary_key[0]
    found = (session or db.session()).scalars(visible_to(viewer, model).where(key == id)).first()
    if found is None:
        raise NotFound
    return found


def find_to_change(model: type[P], id: int, viewer: Viewer, session: Session) -> P:
    """The proceeding of that id with its matter, held until the transaction ends; others wait.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    found: P | None = session.scalars(_held(model, viewer), {"wanted": id}).first()
    if found is None:
        raise NotFound
    return found


@lru_cache(BUILT)
def _held(model: type[P], viewer: Viewer) -> sa.Select[P]:
    # The matter first: whoever holds it may go on to another proceeding of it, for which nobody waits then.
    tables = (Matter.__table__, *sa.inspect(model).tables)
    return (
        visible_to(viewer, model)
        .join(Proceeding.matter)
        .options(contains_eager(Proceeding.matter))
        .where(Proceeding.id == sa.bindparam("wanted"))
        .with_for_update(of=tables, key_share=True)  # foreign keys may be checked meanwhile
        .execution_options(populate_existing=True)
    )


def proceedings_in_scope(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The condition on `Proceeding` that holds for what the viewer may see."""
    return sa.or_(sa.false(), *(way for one in viewer.everyone for way in _reaches(one)))


def _scope(viewer: Viewer, model: type[Base]) -> sa.ColumnElement[bool]:
    if issubclass(model, Proceeding):
        return proceedings_in_scope(viewer)
    if model in _SCOPES:
        return _SCOPES[model](viewer)
    if hasattr(model, "matter_id"):
        column: sa.ColumnElement[int] = model.matter_id
        return column.in_(_matters(viewer))
    raise TypeError(f"{model.__name__} has no scope")


def _own_draft(viewer: Viewer) -> sa.ColumnElement[bool]:
    """What the viewer has typed and not sent, unless it is about a proceeding that went out of scope."""
    sent = sa.or_(Draft.sent_at.is_not(None), sa.exists().where(Matter.token == Draft.token))
    about = sa.or_(Draft.proceeding_id.is_(None), Draft.proceeding_id.in_(_proceedings(viewer)))
    return sa.and_(Draft.owner_id == viewer.user_id, sa.not_(sent), about)


def _proceedings(viewer: Viewer) -> sa.Select[int]:
    return sa.select(Proceeding.id).where(proceedings_in_scope(viewer))


def _matters(viewer: Viewer) -> sa.Select[int]:
    return sa.select(Proceeding.matter_id).where(proceedings_in_scope(viewer))


def _reaches(viewer: Viewer) -> Iterable[sa.ColumnElement[bool]]:
    by_family = {family: viewer.reach(family) for family in FAMILIES}
    conditions = {
        Reach.UNIT: _in_units(viewer, Proceeding.unit_id),
        Reach.LINKED: Proceeding.matter_id.in_(_involved(viewer, Involvement.matter_id)),
        Reach.OWN: Proceeding.id.in_(_involved(viewer, Involvement.proceeding_id)),
    }
    for reach, condition in conditions.items():
        families = {family for family, reaches in by_family.items() if reach in reaches}
        if families:
            yield sa.and_(_of_families(families), condition)


def _in_units(viewer: Viewer, unit_id: Any) -> sa.ColumnElement[bool]:
    return sa.true() if viewer.everywhere else unit_id.in_(viewer.unit_ids)


def _involved(viewer: Viewer, column: Any) -> sa.Select[int]:
    return sa.select(column).where(Involvement.user_id == viewer.concerned)


def _gateway(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Robots of the viewer's units; mail and text messages serve everybody and are for the root's people."""
    return _in_units(viewer, Gateway.unit_id)


def _export(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The own exports, and for who audits those of everybody in the units."""
    own = Export.user_id == viewer.user_id
    if not viewer.can(Permission.AUDIT):
        return own
    people = sa.select(User.id).where(_in_units(viewer, User.unit_id))
    return sa.or_(own, Export.user_id.in_(people))


_SCOPES: Mapping[type[Base], Callable[[Viewer], sa.ColumnElement[bool]]] = {
    Matter: lambda viewer: Matter.id.in_(_matters(viewer)),
    Attachment: lambda viewer: Attachment.proceeding_id.in_(_proceedings(viewer)),
    Notification: lambda viewer: Notification.recipient_id == viewer.user_id,
    Draft: _own_draft,
    Export: _export,
    Gateway: _gateway,
    Delivery: lambda viewer: Delivery.gateway_id.in_(sa.select(Gateway.id).where(_gateway(viewer))),
    User: lambda viewer: _in_units(viewer, User.unit_id),
    Unit: lambda viewer: _in_units(viewer, Unit.id),
}
"""What a viewer sees of the rows that are neither a proceeding nor a part of a matter."""


def _of_families(families: set[str]) -> sa.ColumnElement[bool]:
    if families == set(FAMILIES):
        return sa.true()
    names = [process.name for process in wired().processes if process.family in families]
    return Proceeding.process.in_(names)


def open_proceedings_of(matter: Matter) -> sa.Select[Proceeding]:
    """The proceedings under way in a matter that was found before."""
    return sa.select(Proceeding).where(Proceeding.matter_id == matter.id, Proceeding.open)


def with_names(
    model: type[Base], first: sa.SQLColumnExpression[int], second: sa.SQLColumnExpression[int | None]
) -> sa.Select[*tuple[Any, ...]]:
    """The objects of a model, each with the name of one person and of another, who may not be there yet."""
    one, other = aliased(User), aliased(User)
    names = one.name, sa.func.coalesce(other.name, "")
    return sa.select(model, *names).join(one, one.id == first).outerjoin(other, other.id == second)


def parties_of(matter_id: int) -> sa.Select[Party]:
    """The people and units of a matter that was found before, in the order they were entered."""
    return sa.select(Party).where(Party.matter_id == matter_id).order_by(Party.id)
