"""The page of the annual review: links, wording, figures from elsewhere, Word (年度工作回眸)."""

import io
import re
from html import unescape

import docx
import pytest
from flask.testing import FlaskClient

from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.reports.models import ManualFigure
from tests import given
from tests.web import desk
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app", "clock")

PAGE = "/reports/annual/2026"


def test_each_number_leads_to_its_list(client: FlaskClient) -> None:
    desk.ticket()
    manager = seated(client, Role.MANAGER)
    page = manager.get(PAGE).text
    assert "2026年以来，示例区总工会" in page
    found = re.search(r'受理职工诉求<a href="([^"]+)">1</a>件', page)
    assert found
    assert manager.get(unescape(found[1])).text.count('<th scope="row"><a href="/hotline/') == 1


def test_the_wording_is_kept_and_goes_to_word(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    assert manager.post(PAGE, data={"text": "第一段。\n第二段。", "page_version": "0"}).status_code == 303
    assert "第二段。" in manager.get(PAGE).text
    # somebody who has not seen it does not overwrite it, and loses nothing
    late = manager.post(PAGE, data={"text": "另一份", "page_version": "0"})
    assert late.status_code == 422
    assert "刚刚保存了另一份" in late.text
    assert "另一份</textarea>" in late.text
    assert 'name="page_version" type="hidden" value="1"' in late.text
    # figures that move are told of
    assert "保存以后指标有变化" not in manager.get(PAGE).text
    desk.ticket()
    assert "保存以后指标有变化" in manager.get(PAGE).text
    # and Word holds what was kept
    made = manager.get(f"{PAGE}/docx")
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(made.data)).paragraphs]
    assert lines == ["2026年度工作回眸", "第一段。", "第二段。"]
    assert manager.post(f"{PAGE}/discard").status_code == 303
    assert "第二段。" not in manager.get(PAGE).text


def test_figures_from_elsewhere_need_a_source(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    entered = {"code": "trainings", "value": "3", "source": "培训台账（示例）"}
    refused = manager.post(f"{PAGE}/figures", data={**entered, "source": ""})
    assert refused.status_code == 422
    assert "请写明数字从哪里来" in refused.text
    for value in ("3", "4"):
        assert manager.post(f"{PAGE}/figures", data={**entered, "value": value}).status_code == 303
    page = manager.get(PAGE).text
    assert "培训台账（示例）" in page
    assert 'href="#manual">4</a>场' in page
    row = db.session.query(ManualFigure).one()
    assert manager.post(f"{PAGE}/figures/{row.id}/remove").status_code == 303
    assert "还没有填报" in manager.get(PAGE).text


def test_others_read_their_own_and_write_nothing(client: FlaskClient) -> None:
    units = given.unit_tree()
    reader = seated(client, Role.HANDLING_UNIT)
    page = reader.get(PAGE).text
    assert "示例街道工会" in page
    assert "保存文字" not in page
    assert reader.get(f"{PAGE}?unit_id={units.town.id}").status_code == 404
    assert reader.post(PAGE, data={"text": "改", "page_version": "0"}).status_code == 403
    assert reader.post(f"{PAGE}/figures", data={}).status_code == 403
    assert reader.get("/reports/annual/1066").status_code == 404
    assert reader.get("/reports/annual").status_code == 303
