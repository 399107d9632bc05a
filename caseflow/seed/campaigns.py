"""A campaign half-way: areas, visits, letters to the employers of one of them (示例专项行动)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from caseflow.casework.actions import act
from caseflow.casework.openings import start_matter
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role, Viewer
from caseflow.notice.clauses.library import LIBRARY
from caseflow.notice.models import Reminder
from caseflow.outreach.campaigns import actions, mailing, reading, writing
from caseflow.outreach.campaigns.actions import Addressee, Plan, Seen
from caseflow.seed.office import Office

AREAS = ("演示东片", "演示西片", "演示园区")
DAY = timedelta(days=1)
SIGHTS = (
    ("工资台账齐全，最近三个月按月发放，未发现问题。", 0, 0),
    ("抽查十名职工，两人未签订书面劳动合同，已当场要求补签。", 2, 1),
    ("未公示工资支付维权信息，已张贴。", 1, 1),
    ("考勤记录不完整，加班工资没有单列。", 2, 0),
)
CLAUSES = ("L0101", "L0102")


def carry_out(office: Office, at: datetime) -> None:
    """Enter it, visit some of the employers, and write to those of the first area."""
    supervisor = _of_the_root(office, Role.SUPERVISOR)
    today = local_day(at)
    plan = Plan(
        "岁末欠薪隐患排查（示例）",
        AREAS,
        today - 20 * DAY,
        today + 30 * DAY,
        "逐户走访，提示按时足额支付工资。",
    )
    id = actions.begin(plan, viewer=supervisor, at=at)
    named = [
        Addressee(f"示例{area[2:]}{n}号有限公司", area, None, f"演示路{100 + n}号")
        for area in AREAS
        for n in range(1, 5)
    ]
    actions.enter(id, named, viewer=supervisor, at=at)
    _visit(id, supervisor, office.cast.holders(Role.MANAGER)[0], at)
    _write(id, office, at)


def _visit(id: int, viewer: Viewer, along: Viewer, at: datetime) -> None:
    campaign = reading.find_campaign(id, viewer)
    first = [row.target.id for area in AREAS[:2] for row in reading.targets(campaign, area).rows[:3]]
    for n, target in enumerate(first):
        findings, problems, fixed = SIGHTS[n % len(SIGHTS)]
        on = local_day(at) - (n + 1) * DAY
        seen = Seen(on, (viewer.user_id, along.user_id), findings, problems, fixed)
        actions.note_visit(target, seen, viewer=viewer, at=at)


def _write(id: int, office: Office, at: datetime) -> None:
    """A model for one employer, drafted, reviewed and signed; then the same for the first area."""
    drafter, lawyer, signatory = (
        _of_the_root(office, role) for role in (Role.SUPERVISOR, Role.LAWYER, Role.SIGNATORY)
    )
    opened = start_matter("reminder", data=_letter(), token="", viewer=drafter, at=at)
    checks = {"basis_right": True, "unnamed": True}
    for action, who, data in (
        ("submit_review", drafter, {"reviewer_id": lawyer.user_id}),
        ("pass_review", lawyer, checks),
        ("sign_off", signatory, {}),
    ):
        act(Reminder, opened.id, action, data=data, version=None, viewer=who, at=at)
    sent = mailing.start(id, opened.id, AREAS[:1], token="seed-campaign", viewer=signatory, at=at)
    writing.step(sent.id, at=at)


def _of_the_root(office: Office, role: Role) -> Viewer:
    """Somebody who works in the root, and sees all of it."""
    return replace(office.cast.holders(role)[0], everywhere=True)


def _letter() -> dict[str, Any]:
    clauses = [LIBRARY.clauses[code] for code in CLAUSES]
    return {
        "source": "campaign",
        "other_procedure": "none",
        "employer_name": "示例样板制造有限公司",
        "category": "0101",
        "sanitised_facts": "岁末是工资支付的关键时期，近期本地欠薪诉求有所增加。",
        "legal_basis": "\n".join(clause.cited for clause in clauses if clause.cited),
        "measures": "\n".join(clause.demanded for clause in clauses),
        "contact": "演示监督员，023-00000000",
    }
