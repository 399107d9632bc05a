"""One published letter of the ledger taken from draft to publication (台账公开提示函, N1–N5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseflow.casework.wiring import wired
from caseflow.ledger.diary import Diary
from caseflow.ledger.filing import UNTOLD, FilingStep, Finished, put_away
from caseflow.ledger.office import Office
from caseflow.ledger.reading import Row
from caseflow.ledger.values import day, line, one_of
from caseflow.notice.models import PublicReminder

NAME = "公开提示函"
KINDS = {NAME: PublicReminder.definition.name}
DRAFTED_BEFORE = 5
"""Working days from the draft to the publication."""

OCCASIONS = (
    ("women_workers", ("女职工",)),
    ("heat", ("高温", "防暑")),
    ("floods", ("汛",)),
    ("festivals", ("岁末", "元旦", "春节", "两节")),
    ("wage_arrears", ("欠薪", "工资")),
)
"""The occasion, by words in the subject of the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter of the ledger."""

    area: str
    issued_on: date
    subject: str
    basis: str


def take_over(office: Office, row: Row) -> list[str]:
    """Make the letter of the row; says what was made.

    Raises:
        DomainError: the row cannot be read, was taken over before, or a step is refused.
    """
    letter = _letter(row, office.today)
    first = office.calendar.assumed.add_working_days(letter.issued_on, -DRAFTED_BEFORE)
    diary = Diary.of(first, letter.issued_on, office.calendar)
    proceeding = _draft(office, letter, diary)
    _issue(office, proceeding, diary)
    _publish(office, proceeding, diary)
    permanent = {"complete": True, "retention": "permanent"}
    filing = FilingStep(5, "archive", office.desks.archive, permanent)
    put_away(office, [Finished(NAME, proceeding, (filing,))], diary)
    return [NAME]


def _letter(row: Row, today: date) -> Letter:
    row.required("文书类型", one_of(KINDS), "")
    letter = Letter(
        area=row.required("片区", line(50), ""),
        issued_on=row.required("发放日期", day, date.min),
        subject=row.required("主题", line(200), ""),
        basis=row.required("主要依据", line(1000), ""),
    )
    row.check(_contradictions(letter, today))
    return letter


def _contradictions(letter: Letter, today: date) -> Iterator[tuple[str, str]]:
    if letter.issued_on >= today:
        yield "发放日期", "不早于今天；只能导入今天以前的"


def _draft(office: Office, letter: Letter, diary: Diary) -> PublicReminder:
    at, desk = diary.then(), office.desks.supervisor
    key = (NAME, letter.area, letter.issued_on.isoformat(), letter.subject)
    matter = office.matter(key, desk, at)
    proceeding = PublicReminder(matter=matter, unit_id=office.root.id)
    office.begin(
        proceeding,
        "draft",
        desk,
        at,
        source="campaign",
        occasion=_occasion(letter.subject),
        purpose=letter.subject,
        areas=letter.area,
        legal_basis=letter.basis,
        measures=UNTOLD,
        channels=UNTOLD,
        valid_until=letter.issued_on.replace(month=12, day=31),
        contact=wired().office_name,
    )
    return proceeding


def _occasion(subject: str) -> str:
    words = ((occasion, word) for occasion, some in OCCASIONS for word in some)
    return next((occasion for occasion, word in words if word in subject), "other")


def _issue(office: Office, letter: PublicReminder, diary: Diary) -> None:
    desks = office.desks
    reviewer = desks.lawyer.user_id
    office.act(letter, "submit_review", desks.supervisor, diary.then(1), reviewer_id=reviewer)
    office.act(letter, "pass_review", desks.lawyer, diary.then(1), basis_right=True, unnamed=True)
    office.act(letter, "sign_off", desks.head, diary.at_last())


def _publish(office: Office, letter: PublicReminder, diary: Diary) -> None:
    published = {"published_on": diary.today, "channels": UNTOLD, "proof": UNTOLD}
    office.act(letter, "publish", office.desks.supervisor, diary.then(), **published)
