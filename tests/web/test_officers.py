"""The pages of the register of 三员: who sees and who writes, and what a form keeps."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.outreach.models import Officer
from tests import given
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app", "clock")


def form(**changed: str) -> dict[str, str]:
    street = str(given.unit_tree().street.id)
    known = {"name": "示例甲", "unit_id": street, "held": "informant", "appointed_on": "2024-03-01"}
    return {**known, "certificate_no": "YS1", "phone": "13900000000", "training_hours": "8", **changed}


def test_from_entering_to_the_end_of_a_term(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    assert "名册里没有符合条件的人" in manager.get("/officers").text
    assert manager.post("/officers/new", data=form()).status_code == 303
    page = manager.get("/officers").text
    assert "示例甲" in page
    assert "139****0000" in page
    assert "13900000000" not in page
    (officer,) = db.session.scalars(sa.select(Officer)).all()
    # the phone stays where none is typed
    assert "13900000000" not in manager.get(f"/officers/{officer.id}").text
    corrected = form(name="示例乙", phone="", held="mediator")
    assert manager.post(f"/officers/{officer.id}", data=corrected).status_code == 303
    db.session.refresh(officer)
    assert (officer.name, officer.phone, officer.mediator, officer.informant) == (
        "示例乙",
        "13900000000",
        True,
        False,
    )
    ended = {"on": "2026-09-01", "reason": "调离"}
    assert manager.post(f"/officers/{officer.id}/end", data=ended).status_code == 303
    manager.get("/officers")
    assert "示例乙" not in manager.get("/officers").text
    assert "2026-09-01 已解聘" in manager.get("/officers?standing=past&held=mediator").text
    assert "三员人数" in manager.get("/reports/officers?period=2024").text
    assert manager.get("/reports/officer_towns?period=2024").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("name", "", "请填写姓名"),
        ("held", "", "岗位"),
        ("appointed_on", "明年", "日期"),
        ("training_hours", "-1", "整数"),
        ("unit_id", "999999", "请选择所属单位"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(client: FlaskClient, field: str, typed: str, fault: str) -> None:
    answer = seated(client, Role.ADMIN).post("/officers/new", data=form(**{"area": "示例片区", field: typed}))
    assert answer.status_code == 422
    assert fault in answer.text
    assert "示例片区" in answer.text


def test_others_read_and_outsiders_do_not(client: FlaskClient) -> None:
    reader = seated(client, Role.HANDLING_UNIT)
    assert "登记三员" not in reader.get("/officers").text
    assert reader.get("/officers/new").status_code == 403
    reader.post("/sign-out")
    assert seated(client, Role.AGENCY).get("/officers").status_code == 403
