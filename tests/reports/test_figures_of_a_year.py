"""The ledgers of 2024 counted: the figures that the office reported for the year, on both databases."""

import json
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import Flask

from caseflow.casework import milestones
from caseflow.casework.models import Milestone
from caseflow.extensions import db
from caseflow.kernel.roles import SYSTEM
from caseflow.ledger import load
from caseflow.reports import drilling
from caseflow.reports.counting import Asked, Split, count
from caseflow.reports.figures import FIGURES, Figure, figure
from caseflow.reports.measures import InPost, Mean, Money, Persons
from caseflow.reports.periods import Period
from tests import given
from tests.ledger import files
from tests.ledger.files import LEDGER, NOTICES, OFFICERS, UNITS

NOW = given.moment("2026-11-23")
OF_2024 = Asked(SYSTEM, Period.year(2024), NOW)


def value(code: str, asked: Asked = OF_2024) -> Decimal | None:
    return count(asked).value(figure(code))


def test_the_ledgers_of_2024_counted(app: Flask) -> None:
    """Taken over once, for that is the slow part."""
    load.take_over(load.read(files.given(LEDGER, NOTICES, UNITS, OFFICERS)), at=NOW, tick=lambda _: None)
    the_year_holds_what_the_office_reported()
    units_and_months_and_categories_add_up_to_the_whole()
    behind_each_number_stand_as_many_proceedings()
    the_trail_gives_the_same_rows_again()
    the_command_tells_the_year_in_words(app)


def the_year_holds_what_the_office_reported() -> None:
    whole = count(OF_2024)
    said = {
        code: figure(code).text(whole.value(figure(code))) for code in ("rights", "aid", "public_reminders")
    }
    assert said == {"rights": "11", "aid": "3", "public_reminders": "5"}
    force = [str(whole.value(each)) for each in FIGURES if each.group == "三员"]
    assert force == ["102", "34", "3", "8"]
    assert value("rights", Asked(SYSTEM, Period.year(2023), NOW)) == 0


def units_and_months_and_categories_add_up_to_the_whole() -> None:
    whole = count(OF_2024)
    for split in (Split.UNIT, Split.MONTH, Split.CATEGORY):
        report = count(OF_2024, split)
        for each in FIGURES:
            if each.additive:
                cells = sum((report.value(each, key) or Decimal(0) for key in report.split()), Decimal(0))
                # money is rounded to hundreds of yuan in each cell
                near = Decimal("0.01") * len(report.split()) if isinstance(each.measure, Money) else 0
                assert abs(cells - (whole.value(each) or 0)) <= near, (split, each.code)


def behind_each_number_stand_as_many_proceedings() -> None:
    report = count(OF_2024)
    for each in FIGURES:
        for part in drilling.parts(each):
            listed = behind(part.measure)
            assert part.measure.of(report.whole) == expected(part.measure, listed), each.code


def behind(measure: Any) -> list[Any]:
    listing: Any = drilling.persons if isinstance(measure, InPost) else drilling.items
    page = listing(measure, OF_2024)
    found: list[Any] = page.rows
    while page.next:
        page = listing(measure, OF_2024, page.next)
        found += page.rows
    return found


def expected(measure: Any, listed: list[Any]) -> Decimal | None:
    if isinstance(measure, Mean) and not listed:
        return None
    if isinstance(measure, Money):
        return Decimal(sum(item.cents for item in listed)).scaleb(-6).quantize(Decimal("0.01"))
    if isinstance(measure, Persons):
        return Decimal(sum(item.persons for item in listed))
    return Decimal(len(listed))


def the_trail_gives_the_same_rows_again() -> None:
    columns = [c for c in Milestone.__table__.columns if c.name != "id"]
    everything = sa.select(*columns).order_by(Milestone.proceeding_id, Milestone.code, Milestone.turn)
    before = db.session.execute(everything).all()
    assert before
    assert sum(done for done, _ in milestones.rebuild()) > 0
    assert db.session.execute(everything).all() == before


def the_command_tells_the_year_in_words(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["report", "annual", "2024"]).output
    text = said.splitlines()[-1]
    for number in ("热线维权11件", "法律援助3件", "公开提示函5份", "三员102人", "覆盖34个乡镇（街道）"):
        assert number in text, text
    data = json.loads(app.test_cli_runner().invoke(args=["report", "annual", "2024", "--json"]).output)
    assert (data["text"], data["manual"]) == (text, [])


def test_a_share_of_nothing_is_no_number(app: Flask) -> None:
    satisfied: Figure = figure("satisfied_rate")
    assert satisfied.text(value("satisfied_rate")) == "—"
    assert figure("rights").text(value("rights")) == "0"
