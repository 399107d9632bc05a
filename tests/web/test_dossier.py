"""The page of the whole file: what lies in it, what has to come, one PDF of it."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from caseflow.kernel.roles import Role
from tests import given
from tests.casework.test_binding import A4, sheets
from tests.documents.printed import bare
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"


def test_the_file_is_listed_and_taken_as_one_pdf(client: FlaskClient) -> None:
    # given a mediation, and a file that somebody has brought and says what it is
    case = given.mediation("accepted", on=ON)
    here = f"/mediation/{case.id}"
    desk = seated(client, Role.MEDIATION_HEAD)
    upload = {"files": [(BytesIO(sheets(A4, A4)), "工资条.pdf")], "material": "documentary"}
    assert desk.post(f"{here}/files", data=upload, content_type="multipart/form-data").status_code == 303
    # then the page shows its place, what has to come and where to make it
    page = desk.get(f"{here}/dossier").text
    assert "工资条.pdf" in page
    assert "权利义务告知书" in page
    assert f"{here}/papers/new/mediation_rights" in page
    # and without a purpose nothing is bound
    refused = desk.post(f"{here}/dossier", data={})
    assert refused.status_code == 422
    assert "请填写用途" in refused.text
    # when it is bound
    answer = desk.post(f"{here}/dossier", data={"purpose": "归档留存"})
    # then it is one PDF with cover, contents and pages
    assert answer.mimetype == "application/pdf"
    pages = [bare(one.extract_text()) for one in PdfReader(BytesIO(answer.data)).pages]
    assert "调解卷宗" in pages[0]
    assert "工资条.pdf" in pages[1]
    assert pages[-1] == f"第{len(pages) - 2}页"


def test_a_file_is_given_its_kind_later(client: FlaskClient) -> None:
    case = given.mediation("accepted", on=ON)
    here = f"/mediation/{case.id}/files"
    desk = seated(client, Role.MEDIATION_HEAD)
    for name, pages in (("甲.pdf", 1), ("乙.pdf", 2)):
        upload = {"files": [(BytesIO(sheets(*[A4] * pages)), name)]}
        desk.post(here, data=upload, content_type="multipart/form-data")
    page = desk.get(here).text
    first = page.split('id="file-')[1].split('"')[0]
    said = {"material": "testimony", "proves": "paper:mediation_rights", "redacted": "y"}
    assert desk.post(f"{here}/{first}/describe", data=said).status_code == 303
    assert desk.post(f"{here}/{first}/down").status_code == 303
    page = desk.get(here).text
    assert "权利义务告知书（签署件） · 证人证言" in page
    assert "已隐去投诉人身份" in page
    assert page.index("乙.pdf") < page.index("甲.pdf")


def test_whole_files_are_not_for_everybody(client: FlaskClient) -> None:
    case = given.ticket("in_progress", on=ON)
    desk = seated(client, Role.OPERATOR)
    page = desk.get(f"/hotline/{case.id}/dossier").text
    assert "您的岗位不能下载整卷" in page
    assert desk.post(f"/hotline/{case.id}/dossier", data={"purpose": "看看"}).status_code == 403
