"""Nobody finds what they may not read: neither a hit, nor a count, nor a text."""

from random import Random

import pytest
from flask import Flask

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter
from caseflow.casework.search import refresh
from caseflow.kernel.roles import Role
from tests import given, when
from tests.search.desk import CARD, EMPLOYER, ON, PHONE, STORY, WORKER, call, ids, look
from tests.web import branches

pytestmark = pytest.mark.usefixtures("app")

IDENTITY = (WORKER, "小测", "zxc", PHONE, PHONE[-4:], CARD, CARD[-4:])
WORDS = ("第{n:02}号", "示例{n:02}厂", "139000000{n:02}", "00{n:02}", "示例", "zgd", "示")
MOST_CLERKS = 24


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MANAGER, Role.HANDLING_UNIT])
@pytest.mark.parametrize("text", IDENTITY)
def test_a_confidential_matter_is_found_by_nobodys_identity(role: Role, text: str) -> None:
    ticket = call(confidential=True)
    assert ids(role, text) == []
    if role is not Role.HANDLING_UNIT:
        assert ids(role, EMPLOYER) == [ticket.id]


def test_its_story_is_found_by_those_who_may_read_it() -> None:
    ticket = call(confidential=True)
    assert ids(Role.OPERATOR, "班组长") == []
    hit = look(Role.MANAGER, "班组长").hits[0]
    assert hit.id == ticket.id
    assert STORY in hit.texts
    # and is shown to nobody else, by whatever it was found
    assert STORY not in look(Role.OPERATOR, EMPLOYER).hits[0].texts


def test_words_are_not_put_together_from_what_one_may_read_and_what_not() -> None:
    call(confidential=True)
    assert ids(Role.OPERATOR, f"{EMPLOYER} 班组长") == []
    assert ids(Role.MANAGER, f"{EMPLOYER} {WORKER}") == []


def test_a_matter_that_becomes_confidential_is_found_no_more() -> None:
    ticket = call()
    assert ids(Role.OPERATOR, WORKER) == [ticket.id]
    with transaction() as session:
        session.get_one(Matter, ticket.matter_id).confidential = True
        refresh(session, ticket.matter_id)
    assert ids(Role.OPERATOR, WORKER) == ids(Role.OPERATOR, PHONE) == ids(Role.OPERATOR, "班组长") == []


def test_minutes_of_a_mediation_are_found_by_those_who_may_read_them() -> None:
    mediation = given.mediation("in_mediation", on=ON)
    when.acts(mediation, "hold_session", on=ON, notes="双方谈到分期支付的底线")
    assert ids(Role.MEDIATOR, "分期支付") == [mediation.id]
    assert ids(Role.MEDIATION_HEAD, "分期支付") == []
    assert ids(Role.MANAGER, "分期支付") == []


def test_another_agency_finds_what_is_meant_for_it() -> None:
    transfer = given.transfer("sent", on=ON)
    with transaction() as session:
        matter = session.get_one(Matter, transfer.matter_id)
        matter.facts_text, matter.sanitised_facts = STORY, "该单位拖欠工资"
        refresh(session, matter.id)
    assert ids(Role.AGENCY, "该单位") == [transfer.id]
    assert ids(Role.AGENCY, "班组长") == []
    assert ids(Role.MANAGER, "班组长") == [transfer.id]
    assert STORY not in look(Role.AGENCY, "该单位").hits[0].texts


def test_those_who_see_no_case_find_none() -> None:
    call()
    for role in (Role.ADMIN, Role.INFORMANT):
        found = look(role, "示例")
        assert (found.hits, found.count) == ([], 0)


def test_everybody_finds_what_is_in_scope_and_nothing_else(app: Flask) -> None:
    random = Random(12351)  # noqa: S311 - always the same office
    branches.settled(random)
    cases = branches.cases()
    with transaction() as session:
        for matter_id in sorted({case.matter_id for case in cases}):
            refresh(session, matter_id)
    everybody = branches.clerks()
    for clerk in random.sample(everybody, min(MOST_CLERKS, len(everybody))):
        seen = {case.id: case for case in cases if clerk.sees(case)}
        for word in WORDS:
            found = look(clerk.user, word.format(n=random.randint(1, branches.MATTERS)))
            hits = {hit.id for hit in found.hits}
            assert hits <= seen.keys(), (clerk.user.login, word)
            assert found.count == len(hits) or found.below
            assert not any(
                secret in text
                for hit in found.hits
                for text in hit.texts
                for c in cases
                for secret in c.identity
            )
        assert {h.id for h in look(clerk.user, "示例 厂", rows=len(cases)).hits} == seen.keys()
