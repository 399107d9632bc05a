"""What is done by itself each day: units hear how they stand, old texts are emptied."""

from datetime import timedelta

import pytest

from caseflow.casework.db import transaction
from caseflow.casework.delivery import outbox
from caseflow.casework.delivery.erasing import KEPT, erase
from caseflow.casework.delivery.groups import tell_groups
from caseflow.casework.delivery.outbox import Resent
from caseflow.casework.models import Channel, Delivery, DeliveryState
from caseflow.kernel.roles import Role
from tests import given
from tests.delivery.outbox import AT, gateway, messages, wishes, written
from tests.delivery.test_outbox import set_to

pytestmark = pytest.mark.usefixtures("app")


def test_a_unit_hears_each_working_morning_how_it_stands_in_numbers() -> None:
    tree = given.unit_tree()
    gateway(Channel.WECOM, unit_id=tree.street.id)
    gateway(Channel.FEISHU, unit_id=tree.town.id)
    given.ticket("in_progress", on="2026-09-16")
    given.ticket("in_progress", on="2026-09-16", confidential=True)
    assert tell_groups(at=given.moment("2026-09-22 08:40")) == 1
    (only,) = written()
    assert only.gateway.channel is Channel.WECOM
    assert only.text.startswith("**今日办件**")
    # not twice a day, not on a day off
    tell_groups(at=given.moment("2026-09-22 09:40"))
    assert len(written()) == 1
    assert tell_groups(at=given.moment("2026-10-01 08:40")) is None


def test_what_was_written_to_a_person_is_emptied_after_a_while() -> None:
    wishes(given.person(Role.MANAGER), Channel.SMS)
    gateway(Channel.SMS)
    messages(3, at=AT)
    done, dead, waiting = written()
    set_to(DeliveryState.SENT, done.id, sent_at=AT)
    set_to(DeliveryState.DEAD, dead.id)
    assert erase(at=AT + KEPT) is None
    later = AT + KEPT + timedelta(days=1)
    assert erase(at=later) == 2
    assert [delivery.text for delivery in written()] == ["", "", waiting.text]
    assert erase(at=later) is None
    # and what is empty is not sent again
    assert outbox.resend([dead.id], viewer=given.viewer(Role.ADMIN), at=later) == Resent(0, 1)
    with transaction() as session:
        assert session.get_one(Delivery, dead.id).state is DeliveryState.DEAD
