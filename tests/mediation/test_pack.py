"""What a worker takes to arbitration: from day 15 on, without what was said in mediation."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from caseflow.casework import attachments
from caseflow.casework.db import transaction
from caseflow.casework.models import Material, Matter, Party, PartyKind
from caseflow.casework.uploads import Upload
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from caseflow.mediation.models import Mediation
from caseflow.mediation.pack import pack
from tests import given, when
from tests.casework.test_binding import A4, sheets
from tests.documents.printed import bare
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
SECRET = "愿意让步到三千元"


def mediation() -> Mediation:
    """A mediation in which a concession was made, of a worker who has a name, with one piece of evidence."""
    case = given.mediation(
        "in_mediation",
        on=ON,
        request="支付工资12000元；支付经济补偿8000元",
        notes=SECRET,
        panel_ids=(given.person(Role.MEDIATOR).id,),
    )
    with transaction() as session:
        matter = session.get_one(Matter, case.matter_id)
        session.add(Party(matter_id=matter.id, kind=PartyKind.WORKER, name="喆堃昇珺"))
        session.add(Party(matter_id=matter.id, kind=PartyKind.EMPLOYER, name="示例餐饮有限公司"))
    by, at = given.viewer(Role.MEDIATOR), given.moment(ON)
    slip, minutes = (Upload(name, BytesIO(sheets(*[A4] * len(name)))) for name in ("工资条.pdf", "笔录.pdf"))
    attachments.attach(case.id, [slip], material=Material.DOCUMENTARY, viewer=by, at=at)
    attachments.attach(case.id, [minutes], proves="notes", viewer=by, at=at)
    return case


def said_in(pdf: bytes) -> str:
    return bare("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def test_before_day_15_there_is_none() -> None:
    case = mediation()
    with pytest.raises(GuardRefused, match="满十五日（2026年10月8日届满）"):
        pack(case.id, purpose="交职工", viewer=given.viewer(Role.MEDIATOR), at=given.moment(ON))


def test_after_day_15_it_holds_all_that_is_needed_and_no_concession() -> None:
    case = mediation()
    when.sweeps("2026-10-09")
    found = pack(case.id, purpose="交职工", viewer=given.viewer(Role.MEDIATOR), at=given.moment("2026-10-09"))
    titles = [row.title for row in found.rows]
    assert titles == ["仲裁指引单", "劳动人事争议仲裁申请书", "证据清单", "案件经过", "工资条.pdf"]
    assert not found.apart
    said = said_in(found.pdf)
    for words in (
        "喆堃昇珺",
        "示例餐饮有限公司",
        "支付经济补偿8000元",
        "满十五日",
        "时效最后一日",
        "调解组织主持调解",
    ):
        assert words in said
    assert SECRET not in said


def test_the_page_tells_why_there_is_none_and_then_gives_it(client: FlaskClient) -> None:
    case = mediation()
    desk = seated(client, Role.MEDIATOR)
    assert "才需要仲裁材料包" in desk.get(f"/mediation/{case.id}/pack").text
    when.acts(case, "fail", on="2026-09-20", fail_reason="no_agreement")
    page = desk.get(f"/mediation/{case.id}/pack").text
    assert "工资条.pdf" in page
    assert "现在生成" in page
    answer = desk.post(f"/mediation/{case.id}/pack", data={"purpose": "交职工"})
    assert answer.mimetype == "application/pdf"
    assert "调解终止，没有达成协议" in said_in(answer.data)
