"""Ten invented officers of towns, streets, the park and enterprises; figures entered by hand (示例三员)."""

from dataclasses import replace
from datetime import datetime, timedelta

from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.outreach import actions
from caseflow.outreach.actions import Details
from caseflow.outreach.models import OfficerRole
from caseflow.reports import manual
from caseflow.reports.manual import Entered
from caseflow.reports.periods import Period
from caseflow.seed.office import PARK, Office

SURNAMES = "赵钱孙李周吴郑王冯陈"
HELD = (
    frozenset({OfficerRole.INFORMANT}),
    frozenset({OfficerRole.SUPERVISOR}),
    frozenset({OfficerRole.MEDIATOR}),
    frozenset({OfficerRole.INFORMANT, OfficerRole.MEDIATOR}),
)
FIGURES = (("collective_contracts", 12), ("trainings", 4), ("trainees", 180))
WEEK = timedelta(days=7)


def register(office: Office, at: datetime) -> None:
    """Enter them; one has left, and the term of one is over."""
    manager = replace(office.cast.holders(Role.MANAGER)[0], everywhere=True)  # who works in the root
    today = local_day(at)
    others = [office.others[name] for name in (PARK, "示范企业甲", "示范企业乙")]
    for n, (surname, unit) in enumerate(zip(SURNAMES, (*office.towns[:7], *others), strict=True)):
        since = today - timedelta(days=700 - 30 * n)
        until = today - WEEK if n == 1 else None
        number, held, hours = f"YS示例{n + 1:03}", HELD[n % len(HELD)], 8 * (n % 3 + 1)
        details = Details(f"{surname}示例", unit.id, held, since, number, until, hours, unit.area)
        officer = actions.add_officer(details, viewer=manager, at=at)
        if n == 2:  # noqa: PLR2004
            actions.end_term(officer.id, today - WEEK, "工作调动（示例）", viewer=manager, at=at)
    for code, value in FIGURES:
        entered = Entered(code, value, "业务台账（示例）")
        manual.enter(entered, Period.year(today.year), office.root.id, viewer=manager, at=at)
