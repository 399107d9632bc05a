"""The pages of the calendar, and why a day is the last one."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import calendars
from caseflow.casework.models import CalendarChange, CalendarYear, OwnDay, Phase, RunningClock
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.browser.live import Clock
from tests.casework.amending import CLOSED, ON, applied, proposed, proposed_days, ticket
from tests.casework.test_calendar_file import ROWS
from tests.then import running
from tests.web.desk import NAME, seated, selects

pytestmark = pytest.mark.usefixtures("clock")

NOTICE = {"year": "2027", "source": "测试通知", "number": "测试明电〔2026〕1号", "issued_on": "2026年9月15日"}
LETTER = {"source": "办公会纪要", "first": "2026-9-18", "opening": "closed", "reason": "搬迁"}


def only() -> CalendarChange:
    return db.session.scalars(sa.select(CalendarChange).execution_options(populate_existing=True)).one()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LAWYER, Role.AUDITOR, Role.ADMIN])
def test_everybody_reads_the_year(client: FlaskClient, role: Role) -> None:
    page = seated(client, role).get("/calendar").text
    assert "2026年日历" in page
    assert page.count('<table class="month">') == 12
    assert 'title="国庆节"' in page
    assert "10月1日至7日" in page
    assert '<td class=" day-today" aria-current="date"><span class="day-number">16</span>' in page
    assert ("导入放假安排" in page) is (role is Role.ADMIN)


def test_a_year_that_is_not_published_says_so_and_how_many_wait(client: FlaskClient) -> None:
    letter = given.opinion("awaiting_reply", on="2026-12-28")
    assert running(letter, "ND4").provisional
    page = seated(client, Role.MANAGER).get("/calendar?year=2027").text
    assert "2027年的放假安排还没有公布" in page
    assert "暂定" in page
    waiting = calendars.waiting(given.viewer(Role.MANAGER), 2027)
    assert f"现在有 {waiting} 个期限等待核定" in page
    assert waiting


@pytest.mark.parametrize("year", ["1900", "2200"])
def test_no_other_years_are_there(client: FlaskClient, year: str) -> None:
    assert seated(client, Role.OPERATOR).get(f"/calendar?year={year}").status_code == 404


def test_the_days_of_the_office_stand_in_the_year_with_their_decision(client: FlaskClient) -> None:
    applied(proposed_days(CLOSED))
    page = seated(client, Role.OPERATOR).get("/calendar").text
    assert 'title="本单位停办：搬迁"' in page
    assert "示例区总工会办公会纪要" in page


def test_a_notice_is_brought_in_as_a_file_looked_at_and_applied(client: FlaskClient) -> None:
    one = given.opinion("awaiting_reply", on="2026-12-28")
    seated(client, Role.ADMIN)
    # when the table is sent as a spreadsheet saves it here
    sent = client.post(
        "/calendar/notice", data={**NOTICE, "file": (BytesIO(ROWS.encode("gb18030")), "2027.csv")}
    )
    change = only()
    assert sent.headers["Location"] == f"/calendar/changes/{change.id}"
    page = client.get(f"/calendar/changes/{change.id}").text
    assert "测试明电〔2026〕1号" in page
    assert "放假（元旦）" in page
    assert "意见书" in page
    assert db.session.get(CalendarYear, 2027) is None
    # when it is applied, batch by batch
    assert client.post(f"/calendar/changes/{change.id}/apply").status_code == 303
    assert "处理下一批" in client.get(f"/calendar/changes/{change.id}").text
    for _ in range(2):
        assert client.post(f"/calendar/changes/{change.id}/step").status_code == 303
    # then the page says what was done
    assert "改期" in client.get(f"/calendar/changes/{change.id}").text
    assert only().phase is Phase.DONE
    assert not running(one, "ND4").provisional
    assert "测试通知（测试明电〔2026〕1号，2026年9月15日发布）" in client.get("/calendar?year=2027").text


def test_what_is_wrong_stands_beside_each_row_and_the_table_stays(client: FlaskClient) -> None:
    seated(client, Role.ADMIN)
    rows = f"{ROWS}明天,放假,春节\n"
    sent = client.post("/calendar/notice", data={**NOTICE, "file": (BytesIO(rows.encode()), "2027.csv")})
    assert sent.status_code == 422
    assert "有1行需要改正" in sent.text
    assert "■ 日期“明天”无法识别，请写如 2027-01-01" in sent.text
    assert "明天,放假,春节" in sent.text  # in the box, to be mended there
    mended = client.post("/calendar/notice", data={**NOTICE, "table": rows.replace("明天", "2月5日至11日")})
    assert mended.status_code == 303
    assert len(only().days) == 14


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"year": ""}, "请填写年份"),
        ({"year": "1999"}, "年份应在2004至2100年之间"),
        ({"source": ""}, "请填写依据文件的名称"),
        ({"table": ""}, "请选择文件，或者在下面粘贴放假安排"),
        ({"table": "第一行"}, "第1行应为表头：日期,类型,说明"),
        ({"issued_on": "昨天"}, "请按 2026-8-3 或 2026年8月3日 的格式填写日期"),
    ],
)
def test_a_notice_is_refused_with_what_to_do(client: FlaskClient, change: dict[str, str], fault: str) -> None:
    sent = seated(client, Role.ADMIN).post("/calendar/notice", data={**NOTICE, "table": ROWS, **change})
    assert sent.status_code == 422
    assert fault in sent.text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"first": ""}, "请填写日期"),
        ({"last": "2026-9-1"}, "不能早于开始的日期"),
        ({"last": "2027-9-1"}, "一次最多62天"),
        ({"reason": ""}, "请填写原因"),
        ({"opening": "x"}, "请选择安排"),
        ({"opening": "usual"}, "与现行日历完全一致"),
    ],
)
def test_days_of_the_office_are_refused_with_what_to_do(
    client: FlaskClient, change: dict[str, str], fault: str
) -> None:
    sent = seated(client, Role.MANAGER).post("/calendar/days", data={**LETTER, **change})
    assert sent.status_code == 422
    assert fault in sent.text


def test_what_a_manager_proposes_an_administrator_applies(client: FlaskClient) -> None:
    seated(client, Role.MANAGER)
    assert client.post("/calendar/days", data=LETTER).status_code == 303
    address = f"/calendar/changes/{only().id}"
    assert "由系统管理员核对后应用" in client.get(address).text
    assert client.post(f"{address}/apply").status_code == 403
    seated(client, Role.ADMIN)
    assert "应用变更" in client.get(address).text
    assert client.post(f"{address}/apply").status_code == 303
    assert db.session.get_one(OwnDay, CLOSED.day).reason == "搬迁"


def test_a_proposal_is_withdrawn_and_cannot_be_applied_then(client: FlaskClient) -> None:
    id = proposed(db.session())
    seated(client, Role.ADMIN)
    assert client.post(f"/calendar/changes/{id}/withdraw").status_code == 303
    assert "已撤回" in client.get(f"/calendar/changes/{id}").text
    assert client.post(f"/calendar/changes/{id}/apply").status_code == 422
    assert client.post("/calendar/changes/999/apply").status_code == 404


def test_the_page_itself_asks_for_the_next_batch_until_there_is_none(client: FlaskClient) -> None:
    ticket()
    id = proposed(db.session())
    seated(client, Role.ADMIN).post(f"/calendar/changes/{id}/apply")
    step, by_script = f"/calendar/changes/{id}/step", {"HX-Request": "true"}
    part = client.post(step, headers=by_script)
    assert "<html" not in part.text
    assert f'hx-post="{step}"' in part.text
    last = client.post(step, headers=by_script)
    assert (last.status_code, last.headers["HX-Refresh"]) == (200, "true")


def test_the_clocks_are_listed_with_their_lights_and_as_many_queries_for_many(client: FlaskClient) -> None:
    ticket()
    id = proposed(db.session())
    seated(client, Role.MANAGER)
    address = f"/calendar/changes/{id}"
    with selects() as few:
        page = client.get(address).text
    assert "2026年9月22日" in page
    assert "2026年9月23日" in page
    for _ in range(3):
        ticket()
    with selects() as many:
        assert client.get(f"{address}?turn=overdue").status_code == 200
        client.get(address)
    assert len(many) <= 2 * len(few)
    assert client.get(f"{address}?after=nonsense").status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LAWYER, Role.AUDITOR])
def test_changes_are_not_for_everybody(client: FlaskClient, role: Role) -> None:
    id = proposed(db.session())
    seated(client, role)
    for address in ("/calendar/notice", "/calendar/days", f"/calendar/changes/{id}"):
        assert client.get(address).status_code == 403


def test_the_sheet_says_how_days_of_the_office_were_counted(client: FlaskClient) -> None:
    applied(proposed_days(CLOSED))
    letter, one = given.opinion("awaiting_reply", on=ON), ticket()
    seated(client, Role.MANAGER)
    by_house = client.get(f"/notice/{letter.id}/clocks/{running(letter, 'ND4').id}").text
    assert "本单位停办：搬迁" in by_house
    assert "按本单位的日期计算" in by_house
    by_law = client.get(f"/hotline/{one.id}/clocks/{running(one, 'HD6b').id}").text
    assert "不因本单位停办、半天办公而变长或者变短" in by_law


def test_the_sheet_on_paper_has_the_number_and_no_navigation_and_no_name(client: FlaskClient) -> None:
    one = ticket()
    seated(client, Role.MANAGER)
    address = f"/hotline/{one.id}/clocks/{running(one, 'HD6b').id}/print"
    page = client.get(address).text
    assert str(one.number) in page
    assert "期限计算单" in page
    assert "调休上班" in page  # 20 September counts
    assert "<nav" not in page
    assert NAME not in page
    outside = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town)
    assert seated(client, outside).get(address).status_code == 404


def test_a_long_reckoning_is_folded_by_month_and_shortened_on_paper(client: FlaskClient) -> None:
    letter = given.opinion("awaiting_reply", on="2026-07-01")
    clock = running(letter, "ND4")
    db.session.execute(sa.update(RunningClock).filter_by(id=clock.id).values(period="70wd"))
    db.session.commit()
    seated(client, Role.MANAGER)
    address = f"/notice/{letter.id}/clocks/{clock.id}"
    page = client.get(address).text
    assert page.count('<details class="reckoned-month"') == 4
    assert "中秋 3 天（25日至27日）" in page
    short = client.get(f"{address}/print").text
    assert "按月计算" in short
    assert "第几日" not in short
    assert "第几日" in client.get(f"{address}/print?all=y").text


def test_the_day_stays_what_is_on_record_until_a_change_is_applied(client: FlaskClient, clock: Clock) -> None:
    one = ticket()
    days = calendars.changes.special_days(db.session.get_one(CalendarChange, proposed(db.session())))
    calendars.load_year(
        2026, days, calendars.Document("测试通知"), viewer=given.viewer(Role.ADMIN), at=clock.at
    )
    page = seated(client, Role.MANAGER).get(f"/hotline/{one.id}/clocks/{running(one, 'HD6b').id}").text
    assert "记录的期限是 2026年9月22日" in page
    assert "按现行日历重新计算是 2026年9月23日" in page
