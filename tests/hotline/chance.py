"""Calls as chance would have them."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.hotline.catalogue import PRIORITIES, SERVICES, SUBJECTS
from caseflow.hotline.forms.fields import STEPS
from caseflow.hotline.process import TICKET
from caseflow.hotline.process.data import PETITIONS
from caseflow.kernel.calendar import local_day
from tests import given


def any_call(random: Random, at: datetime) -> dict[str, Any]:
    """Whatever may be chosen during a call, in many ways."""
    step = random.choice([step for step, _ in STEPS])
    upstream = random.random() < 0.2
    return {
        "channel": "upstream" if upstream else random.choice(("call", "visit", "app")),
        "upstream_no": "示例-1" if upstream else None,
        "upstream_due_on": date(2026, 12, 30) + timedelta(days=random.randint(-60, 60)) if upstream else None,
        "service": "ZX" if step == "answer_now" else random.choice(SERVICES)[0],
        "category": random.choice(list(SUBJECTS)),
        "headcount": random.choice((1, 3, 12)),
        "urgent": random.random() < 0.3,
        "anonymous": random.random() < 0.3,
        "petition": random.choice((None, None, *(code for code, _ in PETITIONS))),
        "event_on": random.choice((None, date(2025, 10, 1), date(2026, 3, 9))),
        "priority": random.choice(PRIORITIES)[0],
        "step": step,
        "answer": "示例答复",
        "knowledge_item": "示例条目",
        "legal_basis": "《劳动合同法》第三十条",
        "decline_code": "NA07",
        "where_to_go": "示例地工会",
        "grade": random.choice((None, "general", "difficult")),
        **(callback(at) if step == "book_callback" else {}),
    }


def callback(at: datetime) -> dict[str, Any]:
    """A call back at ten on the next working day, or at once where nobody knows yet which that is."""
    calendar, today = current_law(db.session()).calendar, local_day(at)
    asked = given.answers(TICKET.transition("book_callback"), at)
    if calendar.published((today + timedelta(days=1)).year):
        asked["callback_at"] = given.moment(f"{calendar.next_working(today)}T10:00")
    return asked


def any_time(random: Random) -> datetime:
    """Any hour, often beside a holiday or at the end of the last published year."""
    day = random.choice(("2026-09-16", "2026-09-24", "2026-09-30", "2026-10-10", "2026-12-24", "2026-12-31"))
    return given.moment(f"{day}T{random.randint(0, 23):02}:{random.randint(0, 59):02}")
