"""What lies outside one's scope is not there."""

import pytest

from caseflow.kernel.roles import Role
from tests import given
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]


def test_a_matter_of_another_unit_reads_like_one_that_does_not_exist(office: Office) -> None:
    with office.live.app.app_context():
        ticket = given.ticket("in_progress", on="2026-09-16")
        neighbour = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town, login="neighbour").login
        addresses = (f"/hotline/{ticket.id}", f"/hotline/{ticket.id}/act/submit_result", "/hotline/999999")
    desk = office.desk()
    desk.arrives(neighbour)
    pages = []
    for address in addresses:
        desk.watch.provoked.append(404)
        desk.page.goto(address)
        desk.sees("没有找到")
        pages.append(desk.page.get_by_role("main").inner_text())
    assert len(set(pages)) == 1
