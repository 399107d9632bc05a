"""Matters that begin with a proceeding of their own, told as somebody tells them at the counter."""

from typing import Any
from uuid import uuid4

from caseflow.accounts.models import User
from caseflow.casework.actions import opening_by
from caseflow.casework.models import Proceeding
from caseflow.casework.openings import asked_beside, beginning_with, start_matter
from caseflow.extensions import db
from caseflow.kernel.roles import Role, Viewer
from tests.given.answers import moment, samples
from tests.given.office import viewer

WORKER, PHONE, EMPLOYER = "王测试", "13900000000", "示例餐饮有限公司"
PARTIES = {"worker_name": WORKER, "worker_phone": PHONE, "employer_name": EMPLOYER}


def begun(process: str, by: User | Role, *, on: str, token: str = "", **data: Any) -> Proceeding:
    """A matter that begins so; what its form requires and `data` does not say gets a sample."""
    someone, at = viewer(by), moment(on)
    told = application(process, someone, on) | data
    opened = start_matter(process, data=told, token=token or uuid4().hex, viewer=someone, at=at)
    return db.session.get_one(Proceeding, opened.id)


def application(process: str, by: Viewer, on: str) -> dict[str, Any]:
    """An answer to whatever the form of the process requires."""
    model, beginning = beginning_with(process)
    opening = opening_by(model.definition, by)
    known = samples((*asked_beside(beginning, opening), *opening.needs), moment(on))
    return known | {name: value for name, value in PARTIES.items() if name in known}
