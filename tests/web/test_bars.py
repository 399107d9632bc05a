"""Clocks drawn as bars: the parts add up, and say what the clock says."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from caseflow.casework import clocks
from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from caseflow.web.proceedings.bars import Bar, bar, bars
from tests import given, then, when
from tests.web import desk
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")


def now(text: str) -> Now:
    return Now(given.moment(text), current_law(db.session()).calendar)


def handling(ticket: Ticket, at: str) -> Bar:
    """The bar of the handling period, which is five working days."""
    return bar(ticket.definition, then.running(ticket, "HD6b"), now(at))


def parts(drawn: Bar) -> dict[str, float]:
    return {part.kind: part.width for part in drawn.segments if part.width}


def test_before_the_last_day_something_is_left() -> None:
    ticket = given.ticket("in_progress", on="2026-09-14")  # a Monday; Sunday the 20th is worked
    drawn = handling(ticket, "2026-09-16")
    assert (drawn.light, drawn.says, drawn.ends) == (Light.NEAR, "还剩 3 个工作日", "9月20日")
    assert sum(parts(drawn).values()) == pytest.approx(100)
    assert set(parts(drawn)) == {"elapsed", "left"}


def test_after_the_last_day_the_rest_is_late() -> None:
    ticket = given.ticket("in_progress", on="2026-09-14")
    drawn = handling(ticket, "2026-09-23")
    assert (drawn.light, drawn.says) == (Light.OVERDUE, "超期 3 个工作日")
    assert set(parts(drawn)) == {"elapsed", "late"}
    assert sum(parts(drawn).values()) == pytest.approx(100)


def test_a_pause_moves_on_what_is_left() -> None:
    ticket = given.ticket("suspended", on="2026-09-14")
    soon, late = handling(ticket, "2026-09-15"), handling(ticket, "2026-10-12")
    for drawn in (soon, late):
        assert drawn.light is Light.PAUSED
        assert drawn.ends == "原定 9月20日，恢复后顺延"
        assert parts(drawn)["paused"] + parts(drawn)["left"] == pytest.approx(100)
    assert late.says == "已暂停 28 天"


def test_what_was_granted_on_top_is_marked() -> None:
    ticket = given.ticket("in_progress", on="2026-09-14")
    when.acts(ticket, "request_extension", on="2026-09-15", extension=5)
    when.acts(ticket, "approve_extension", on="2026-09-15")
    drawn = handling(ticket, "2026-09-16")
    assert drawn.extended == 1
    assert parts(drawn)["extension"] > 0


def test_nobody_is_late_for_what_they_may_do(client: FlaskClient) -> None:
    ticket = desk.ticket("dispatched")
    drawn = bar(ticket.definition, then.running(ticket, "HD4"), now("2026-09-30"))
    assert (drawn.light, drawn.says, drawn.ended) == (None, "已过", True)
    assert parts(drawn) == {"elapsed": 100}
    early = bar(ticket.definition, then.running(ticket, "HD4"), now("2026-09-17"))
    assert early.says == "开放，还剩 1 个工作日"


def test_ended_clocks_come_last_and_say_whether_in_time() -> None:
    ticket = given.ticket("in_progress", on="2026-09-14")
    drawn = bars(ticket.definition, clocks.of(ticket, db.session()), now("2026-09-16"))
    assert [one.ended for one in drawn] == sorted(one.ended for one in drawn)
    assert {one.says for one in drawn if one.ended} <= {"已办，按期", "已结束，按期"}


def test_a_bar_begins_on_the_day_the_clock_counts_from() -> None:
    letter = given.reminder("awaiting_reply", on="2026-09-14", served_on=date(2026, 9, 11))
    drawn = bar(letter.definition, then.running(letter, "ND3"), now("2026-09-16"))
    assert drawn.begins == "9月11日"
    assert sum(parts(drawn).values()) == pytest.approx(100)


def test_a_bar_is_described_in_words(client: FlaskClient) -> None:
    ticket = desk.ticket()
    page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert 'aria-label="办理（一般问题），自9月16日 10:00至9月22日，超期' in page


def test_what_is_over_comes_when_it_is_unfolded(client: FlaskClient) -> None:
    # given a ticket with clocks that have been met
    ticket = given.ticket("replied", on="2026-09-14")
    drawn = bars(ticket.definition, clocks.of(ticket, db.session()), now("2026-09-21"))
    labels = [one.label for one in drawn if one.ended]
    person, address = seated(client, Role.MANAGER), f"/hotline/{ticket.id}"
    # when somebody opens the page, then it says how many there are, and draws none of them
    page = person.get(address).text
    assert f"已结束的期限（{len(labels)}）" in page
    assert f'href="{address}/clocks"' in page
    assert page.count('class="clock-why"') == len(drawn) - len(labels)
    # and what is unfolded is they, as is the page for those without scripts
    part = person.get(f"{address}/clocks", headers={"HX-Request": "true"}).text
    assert part.count('class="clock-why"') == len(labels)
    assert all(f"<h3>{label}</h3>" in part for label in labels)
    assert "<html" not in part
    whole = person.get(f"{address}/clocks").text
    assert whole.count('class="clock-why"') == len(labels)
    assert "返回案件页" in whole
