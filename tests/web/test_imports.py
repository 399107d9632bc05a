"""The pages of imports, as a person goes through them; and files that must not harm."""

import io
import re
import resource
import zipfile
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.accounts.models import Unit
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.ledger.models import ImportBatch, Stage
from tests.ledger import files
from tests.ledger.files import UNITS, as_csv, as_workbook
from tests.web.desk import seated


def sent(data: bytes, name: str = "单位.csv", **other: str) -> dict[str, object]:
    return {"kind": "units", "source": "示例名录", "file": (io.BytesIO(data), name), **other}


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_a_file_goes_from_the_form_to_the_register_and_back(client: FlaskClient) -> None:
    admin = seated(client, Role.ADMIN)
    assert "还没有导入过文件" in admin.get("/imports").text
    # given a workbook with a fault in its second row
    table = [["名称", "类型", "片区"], ["新镇一", "镇", "城区片区"], ["新镇二", "村", "城区片区"]]
    answer = admin.post("/imports/new", data=sent(as_workbook(table), "单位.xlsx"))
    assert answer.status_code == 303
    page = answer.location
    # when the page takes the rows, as its script does
    assert admin.post(f"{page}/step", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    # then the fault stands beside its row, and nothing can be imported
    shown = admin.get(page).text
    assert "1 行有错误" in shown
    assert "类型 ： 没有“村”这一项，请改用系统中的名称" in words(shown)
    assert admin.post(f"{page}/import").status_code == 422
    # when the file is mended, it is imported, and taken back
    table[2][1] = "乡"
    page = admin.post("/imports/new", data=sent(as_workbook(table), "单位.xlsx")).location
    admin.post(f"{page}/step")
    assert "将导入：单位 2" in admin.get(page).text
    assert admin.post(f"{page}/import").status_code == 303
    assert admin.post(f"{page}/step").status_code == 303
    assert "已导入：单位 2" in admin.get(page).text
    assert "确认整批撤销" in admin.get(f"{page}/undo").text
    assert admin.post(f"{page}/undo").status_code == 303
    assert "已撤销" in admin.get("/imports").text
    assert not db.session.scalars(sa.select(Unit.id).where(Unit.name.startswith("新镇"))).all()


def test_columns_are_matched_on_a_page(client: FlaskClient) -> None:
    admin = seated(client, Role.ADMIN)
    table = [["示例名录"], ["单位全称", "类型", "所在片区"], ["新镇一", "镇", "城区片区"]]
    page = admin.post("/imports/new", data=sent(as_csv(table, "gb18030"))).location
    assert admin.get(page).location == f"{page}/match"
    form = admin.get(f"{page}/match").text
    assert "A列 单位全称" in form
    refused = admin.post(f"{page}/match", data={"c0": "1", "c1": "2", "c2": "2"})
    assert refused.status_code == 422
    assert "这一列已对应给另一项" in refused.text
    assert admin.post(f"{page}/match", data={"c0": "1", "c1": "2", "c2": "3"}).status_code == 303
    admin.post(f"{page}/step")
    assert "1 行全部通过" in admin.get(page).text
    assert admin.post(f"{page}/drop").status_code == 303
    assert db.session.scalar(sa.select(ImportBatch.stage)) is Stage.DROPPED


def far_apart() -> bytes:
    """Two cells, as far from each other as a sheet allows."""
    table = as_workbook([["名称", "类型", "片区"]])
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            new.writestr(name, part)
    return packed.getvalue()


def bomb() -> bytes:
    """Hardly anything that would be a hundred megabytes."""
    packed = io.BytesIO()
    whole = zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED)
    with whole as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(100):
            part.write(bytes(1024 * 1024))
    return packed.getvalue()


HARMFUL: dict[str, Callable[[], bytes]] = {
    "超过10MB，请拆分后导入": lambda: b"x" * (50 * 1024 * 1024),
    "内容过大，请拆分后导入": bomb,
    "表格超过50000行或者200列": far_apart,
    "这是PDF文件，不是表格": lambda: b"%PDF-1.7",
    "这是旧版Excel（xls）": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
    "表头下面没有数据": "名称,类型,片区\n".encode,
}


def body(data: bytes) -> dict[str, object]:
    """A form with the file, as one stream: the client itself would keep a large one in a file of its own."""
    lines = [*field("kind", "units"), *field("source", "留着的来源"), *field('file"; filename="x.xlsx', "")]
    begin = "\r\n".join(lines).encode()
    whole = begin + data + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return {"input_stream": io.BytesIO(whole), "content_type": kind, "content_length": len(whole)}


def field(name: str, text: str) -> list[str]:
    return ["--x", f'Content-Disposition: form-data; name="{name}"', "", text]


def test_files_that_do_harm_are_refused_beside_their_field(client: FlaskClient) -> None:
    admin = seated(client, Role.ADMIN)
    kept = {reason: make() for reason, make in HARMFUL.items()}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for reason, data in kept.items():
        answer = admin.post("/imports/new", **body(data))
        assert answer.status_code == 422, reason
        assert reason in answer.text
        assert "留着的来源" in answer.text
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200 * 1024
    assert not db.session.scalars(sa.select(ImportBatch.id)).all()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AUDITOR])
def test_others_have_no_imports(client: FlaskClient, role: Role) -> None:
    desk = seated(client, role)
    assert desk.get("/imports").status_code == 403
    assert "批量导入" not in desk.get("/").text


def test_rows_show_no_identity(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    title, header, first, *_ = files.rows(files.LEDGER)
    data = sent(as_csv([title, header, first]), kind="appeals")
    page = manager.post("/imports/new", data=data).location
    manager.post(f"{page}/step")
    shown = manager.get(page).text  # no unit of that name is there
    assert "没有“东城街道”这个单位" in shown
    assert first[header.index("诉求人")] not in shown
    assert "139****0001" in shown
    assert UNITS not in shown
