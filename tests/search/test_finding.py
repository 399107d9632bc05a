"""What is found by which words, on both databases."""

import re
from datetime import date
from random import Random

import pytest
import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, SearchDocument
from caseflow.casework.search import refresh, writing
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given, when
from tests.accounts.office import statements
from tests.search.desk import CARD, CODE, EMPLOYER, ON, PHONE, WORKER, babble, call, ids, look

pytestmark = pytest.mark.usefixtures("app")

TEXTS, QUERIES = 30, 60


BY = (
    *(WORKER, "小测", "zxc", PHONE, "139 0000 1234", "+86 139-0000-1234", PHONE[-4:], CARD, CARD[-4:]),
    *(EMPLOYER, "物业服务", "slwy", "wyfw", CODE, CODE.lower(), "班组长", "甲方结算", "欠薪", "拖欠工资"),
    *("qx", "确认劳动关系", "示例工地", "赵", f"物业　班组长，{WORKER}"),
)


@pytest.mark.parametrize("text", BY)
def test_a_call_is_found_by_what_is_known_of_it(text: str) -> None:
    ticket = call()
    other = {"work_place": "样板楼", "category": "0301", "facts_text": "问年假。"}
    call(worker="孙丙丁", phone="13700005678", card="", employer="样板百货", code="", **other)
    assert ids(Role.OPERATOR, text) == [ticket.id]


@pytest.mark.parametrize("text", ["物业公司", "结算甲方", "欠薪 年假", "13900001235", "slyw", "餐饮", "zx"])
def test_what_is_not_there_is_not_found(text: str) -> None:
    call()
    assert ids(Role.OPERATOR, text) == []


def test_a_number_is_found_whole_and_by_a_part_of_it() -> None:
    first, second = call(), call()
    number = str(second.number)
    assert ids(Role.OPERATOR, number) == [second.id]
    assert ids(Role.OPERATOR, number[-9:]) == [second.id]
    assert ids(Role.OPERATOR, number[-4:]) == [second.id]
    assert ids(Role.OPERATOR, number[:16].lower()) == [second.id, first.id]


def test_a_letter_is_found_by_its_number_once_it_has_one() -> None:
    letter = given.reminder("pending_sign", on=ON)
    when.acts(letter, "sign_off", on=ON)
    number = str(letter.number)
    assert ids(Role.MANAGER, number) == [letter.id]
    assert ids(Role.MANAGER, number.partition("〔")[2]) == [letter.id]


def test_answers_are_found_as_soon_as_they_are_given() -> None:
    ticket = given.ticket("registered", on=ON)
    assert ids(Role.OPERATOR, "等候甲方") == []
    when.acts(ticket, "withdraw", on=ON, reason="诉求人等候甲方消息，自行撤回")
    hit = look(Role.OPERATOR, "等候甲方").hits[0]
    assert hit.id == ticket.id
    assert "诉求人等候甲方消息，自行撤回" in hit.texts


def test_filters_narrow_what_is_found() -> None:
    ticket, letter = call(category="0101"), given.reminder("draft", on="2026-09-18", category="0301")
    both = [letter.id, ticket.id]
    assert ids(Role.MANAGER, "示例") == both
    for narrow, expected in (
        ({"process": "ticket"}, [ticket.id]),
        ({"open": True}, both),
        ({"open": False}, []),
        ({"category": "01"}, [ticket.id]),
        ({"since": date(2026, 9, 17)}, [letter.id]),
        ({"until": date(2026, 9, 16)}, [ticket.id]),
        ({"since": date(2026, 9, 16), "until": date(2026, 9, 18)}, both),
        ({"unit_id": given.unit_tree().federation.id}, both),
        ({"unit_id": given.unit_tree().town.id}, []),
    ):
        assert ids(Role.MANAGER, "示例", **narrow) == expected, narrow


def test_pages_follow_each_other_newest_first() -> None:
    made = [call().id for _ in range(5)]
    first = look(Role.OPERATOR, "班组长", rows=2)
    assert [hit.id for hit in first.hits] == [made[4], made[3]]
    assert first.count == 5
    second = look(Role.OPERATOR, "班组长", rows=2, below=first.below)
    assert [hit.id for hit in second.hits] == [made[2], made[1]]
    last = look(Role.OPERATOR, "班组长", rows=2, below=second.below)
    assert [hit.id for hit in last.hits] == [made[0]]
    assert last.below is None


def test_hits_are_those_of_an_exact_scan() -> None:
    random = Random(12351)  # noqa: S311 - the same texts on both databases
    texts = [babble(random, 40) for _ in range(TEXTS)]
    stories = {call(facts_text=text).id: text for text in texts}
    for _ in range(QUERIES):
        words = [_word(random) for _ in range(random.choice((1, 1, 2)))]
        expected = [id for id in sorted(stories, reverse=True) if all(_holds(stories[id], w) for w in words)]
        assert ids(Role.OPERATOR, " ".join(words)) == expected, words


def _word(random: Random) -> str:
    return random.choice(("app", "a1", *("".join(random.choices("甲乙丙丁戊己", k=n)) for n in range(1, 5))))


def _holds(text: str, word: str) -> bool:
    """A Chinese word stands anywhere, a Latin one by itself."""
    return word in (re.findall("[a-z0-9]+", text.lower()) if word.isascii() else text)


def test_whatever_happens_a_rebuild_changes_nothing() -> None:
    given.ticket("archived", on=ON)
    given.aid("concluded", on=ON)
    given.opinion("replied", on=ON)
    given.mediation("effective", on=ON)
    given.transfer("closed", on=ON)
    call(confidential=True)
    before = _documents()
    assert len(before) == 6
    list(writing.rebuild())
    assert _documents() == before


def _documents() -> dict[int, tuple[object, ...]]:
    """The terms of each document, and its lines in no order."""
    db.session.expire_all()
    columns = ("open_text", "inside_text", "guarded_text", "private_text")
    return {
        d.id: (d.terms, *(sorted(getattr(d, column).split()) for column in columns))
        for d in db.session.scalars(sa.select(SearchDocument))
    }


def test_a_rebuild_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    made = [call().id for _ in range(5)]
    with transaction() as session:
        session.execute(sa.delete(SearchDocument))
    assert ids(Role.OPERATOR, "班组长") == []
    assert next(writing.rebuild()) == (2, made[3])
    assert ids(Role.OPERATOR, "班组长") == [made[4], made[3]]
    assert writing.to_do(below=made[3]) == writing.to_do(only_missing=True) == 3
    assert list(writing.rebuild(below=made[3])) == [(2, made[1]), (1, made[0])]
    assert ids(Role.OPERATOR, "班组长") == made[::-1]


def test_a_matter_is_found_by_what_it_says_now() -> None:
    ticket = call()
    with transaction() as session:
        matter = session.get_one(Matter, ticket.matter_id)
        matter.facts_text = "单位要求无偿加班。"
        assert matter.worker
        matter.worker.name = "钱小测"
        refresh(session, matter.id)
    assert ids(Role.OPERATOR, "钱小测 无偿") == [ticket.id]
    assert ids(Role.OPERATOR, "班组长") == ids(Role.OPERATOR, WORKER) == []


def test_a_search_costs_at_most_three_queries() -> None:
    call()
    assert len(_sent("班组长 qx")) <= 2
    for _ in range(4):
        call()
    assert len(_sent("班组长 qx")) <= 3


def _sent(text: str) -> list[str]:
    with statements() as sent:
        look(Role.OPERATOR, text, rows=2)
    return [each for each in sent if "search" in each]


def test_no_text_is_too_long_for_the_index() -> None:
    random = Random(12351)  # noqa: S311 - the same texts on both databases
    letter = given.opinion("draft", on=ON)
    first, *others = ("".join(map(chr, random.choices(range(0x4E00, 0x9FA6), k=20_000))) for _ in range(8))
    when.acts(letter, "investigate", on=ON, persons_met=first)
    for text in others:
        when.acts(letter, "investigate", on=ON, persons_met=text, evidence=text[::-1])
    assert ids(Role.MANAGER, first[:40]) == ids(Role.MANAGER, first[-40:]) == [letter.id]
    list(writing.rebuild())
    assert ids(Role.MANAGER, first[-40:]) == [letter.id]


HOSTILE = (
    "' or 1=1 --",
    "甲' & !乙",
    '工资" OR "欠薪',
    "NEAR(工资 欠薪)",
    "工资*",
    "terms : 工资",
    "工资:* | 欠薪:*",
    "\\'工资\\",
    "%工资%",
    "工_资",
    "工/资",
    "<script>工资</script>",
    "甲\0乙",
    "甲\ud800乙",
    "😀工资",
    "𠀀𠀁",
    "AND OR NOT",
    "{工资}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_that_mean_something_to_a_database_mean_nothing_here(text: str) -> None:
    call(facts_text="公司欠发工资两个月")
    found = ids(Role.OPERATOR, text)
    assert found == [] or "工资" in text


def test_a_text_is_found_by_the_signs_in_it() -> None:
    ticket = call(facts_text="扣了50%的工资_说是押金/保证金😀。")
    for text in ("50%的工资", "工资_说是", "押金/保证金", "保证金😀"):
        assert ids(Role.OPERATOR, text) == [ticket.id], text
    for text in ("50_的工资", "工资%说是", "押金_保证金"):
        assert ids(Role.OPERATOR, text) == [], text
