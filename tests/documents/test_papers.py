"""Every paper, made of a proceeding that legal actions have led there, printed and read back."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn
from sqlalchemy.orm import Session

from caseflow.casework.db import transaction
from caseflow.casework.documents import printing, reading, word
from caseflow.casework.documents.blocks import slots_in
from caseflow.casework.documents.papers import Paper, names_in
from caseflow.casework.documents.samples import sample
from caseflow.casework.documents.slots import Shape, Slot, items_of, spoken
from caseflow.casework.documents.source import Source
from caseflow.casework.documents.typesetting import OURS, typeset
from caseflow.casework.models import Matter, PartyKind, Proceeding
from caseflow.casework.parties import Employer, Person, settle_in
from caseflow.kernel.machine import is_blank
from caseflow.kernel.roles import Role, Viewer
from caseflow.notice.models import Recommendation
from caseflow.registry import FROM_OUTSIDE, MODELS, PAPERS, PROCESSES
from tests import given, when
from tests.documents.printed import bare, words_of
from tests.given import proceedings as routes

ON = "2026-09-16"
NAME, PHONE, ID = "王喆堃", "13900000000", "11010119900101001X"

ROUTES: Mapping[str, routes.Routes] = {
    "aid": {
        **routes.AID,
        "denied": ("review", "propose_denial", "deny"),
        "objection": ("denied", "object_denial"),
        "provisional": ("review", "grant_provisional"),
        "withdrawn": ("applied", "withdraw"),
    },
    **{
        kind: {
            **way,
            "overdue": ("awaiting_reply", "lapse"),
            "verifying": ("replied", "verify"),
            "closed_rectified": ("verifying" if kind == "opinion" else "replied", "confirm_rectified"),
            "published": ("issued", "publish"),
        }
        for kind, way in (
            ("reminder", routes.REMINDER),
            ("opinion", routes.OPINION),
            ("public_reminder", routes.REMINDER),
        )
    },
    "mediation": {**routes.MEDIATION, "failed": ("in_mediation", "fail")},
    "transfer": {**routes.TRANSFER, "joint_meeting": ("in_process", "call_meeting")},
}
STATES: Mapping[str, tuple[str, ...]] = {
    "ticket": ("registered", "pending_dispatch", "in_progress", "closed"),
    "aid": (
        *("review", "withdrawn", "approved", "assigned", "objection", "provisional"),
        *("in_representation", "concluded"),
    ),
    "reminder": ("draft", "serving", "awaiting_reply", "overdue", "closed_rectified"),
    "opinion": ("draft", "serving", "awaiting_reply", "overdue", "closed_rectified"),
    "public_reminder": ("draft", "published"),
    "mediation": ("applied", "consent", "accepted", "in_mediation", "agreed", "effective", "failed"),
    "transfer": ("draft", "sent", "joint_meeting", "closed"),
}


def everybody() -> Viewer:
    return given.viewer(given.user(*(role for role in Role if role is not Role.SYSTEM)))


def at_state(process: str, state: str) -> Proceeding:
    if process == "ticket":
        made: Proceeding = given.ticket(state, on=ON)
    else:
        data = {"receiver": "测试前台", "provisional_ground": "preservation"}
        made = given.proceeding(MODELS[process], ROUTES[process], state, ON, data)
    with transaction() as session:
        matter = session.get_one(Matter, made.matter_id)
        worker = Person(name=NAME, phone=PHONE, id_number=ID, address="示例路9号", job="后厨")
        employer = Employer(name="示例餐饮有限公司", address="示例路1号")
        settle_in(session, matter, [worker.party(matter, PartyKind.WORKER), employer.party(matter)])
    return made


def whole(paper: Paper, source: Source) -> dict[str, Any]:
    """What is known, and a sample for what somebody would have to type."""
    known = {**source.values(paper), **source.sealed_values(paper, masked=False)}
    gaps = {s.name: short(s) for s in paper.every if s.required and is_blank(known[s.name])}
    return {**known, **gaps}


def short(slot: Slot) -> Any:
    """A sample that stays on its page."""
    return "示例内容" if slot.shape in (Shape.TEXT, Shape.LIST) else sample(slot)


def says(paper: Paper, values: Mapping[str, Any]) -> Iterator[str]:
    """What must be read on the paper: each value that it speaks of."""
    for part in paper.body:
        for name, spec in slots_in(part):
            slot, value = paper.by_name[name], values[name]
            if is_blank(value):
                continue
            if slot.shape is Shape.TABLE:
                yield from (
                    c.spoken(cell) for row in value for c, cell in zip(slot.columns, row, strict=True)
                )
            else:
                yield from items_of(value) if slot.shape is Shape.LIST else [spoken(slot, value, spec)]


@pytest.mark.parametrize("process", STATES)
def test_every_paper_of_a_process_says_what_is_known(session: Session, process: str) -> None:
    wanted = {p.code for p in PAPERS.values() if process in p.processes and "." not in p.code}
    viewer, at, seen = everybody(), given.moment(ON), set[str]()
    everywhere = session.get_bind().dialect.name == "sqlite"
    for state in STATES[process] if everywhere else STATES[process][-1:]:
        proceeding = at_state(process, state)
        assert proceeding.state == state
        source = Source(session, proceeding, viewer, at)
        for paper in reading.offered(proceeding, viewer):
            if paper.code not in seen:
                is_printed(paper, whole(paper, source), session)
                seen.add(paper.code)
    assert wanted - seen == set() or not everywhere


def test_the_recommendation_that_follows_an_opinion_says_what_is_known(session: Session) -> None:
    opinion = at_state("opinion", "replied")
    when.acts(opinion, "propose_escalation", on="2026-10-20")
    when.acts(opinion, "escalate", on="2026-10-21")
    letter = session.scalars(sa.select(Recommendation)).one()
    viewer, at = everybody(), given.moment("2026-10-21")
    papers = reading.offered(letter, viewer)
    assert {paper.code for paper in papers} >= {"recommendation", "workers_annex"}
    for paper in papers:
        is_printed(paper, whole(paper, Source(session, letter, viewer, at)), session)


def is_printed(paper: Paper, values: Mapping[str, Any], session: Session) -> None:
    """No slot has a fault, and all of it can be read again, in the PDF and in the file for Word."""
    assert {
        slot.name: slot.fault(values[slot.name]) for slot in paper.every if slot.fault(values[slot.name])
    } == {}
    sheet = typeset(paper, values, "示例〔2026〕1号" if paper.numbered else "", draft=False)
    at = given.moment(ON)
    for said in (
        words_of(printing.pdf(sheet, OURS[paper.look], at)),
        words_in_word(word.docx(session, paper, sheet, at)),
    ):
        assert [words for words in says(paper, values) if bare(words) not in said] == [], paper.code
        assert bare(paper.title or paper.label) in said
        assert bare(sheet.number) in said


def words_in_word(file: bytes) -> str:
    """The text of a file for Word without blanks, tables included."""
    return bare("".join(found.text or "" for found in docx.Document(BytesIO(file)).element.iter(qn("w:t"))))


def test_a_paper_for_an_employer_is_filled_with_nothing_that_the_worker_told() -> None:
    story = {"facts_text", "dispute_facts", "clue", "worker_name", "worker_phone", "id_number"}
    for paper in PAPERS.values():
        if paper.audience.value == "employer":
            assert not story & {slot.name for slot in paper.every}, paper.code


def test_every_paper_that_an_action_names_can_be_made() -> None:
    for process in PROCESSES.values():
        papers = [paper for paper in PAPERS.values() if process.name in paper.processes]
        for transition in process.transitions:
            for name in names_in(transition.document):
                found = [paper for paper in papers if name in paper.names]
                assert len(found) == (0 if name in FROM_OUTSIDE else 1), (process.name, name)


def test_no_paper_prints_what_is_not_law() -> None:
    """Articles stand in the words only where domain.md has read them."""
    texts = [pattern for paper in PAPERS.values() for part in paper.body for pattern in part.patterns]
    cited = {law for text in texts for law in text.split("《")[1:] if "》第" in law}
    known = {
        *("中华人民共和国工会法", "中华人民共和国人民调解法", "中华人民共和国劳动争议调解仲裁法"),
        *("中华人民共和国法律援助法", "中华人民共和国民事诉讼法"),
        *("企业劳动争议协商调解规定", "劳动人事争议仲裁办案规则"),
    }
    assert {law.partition("》")[0] for law in cited} <= known
