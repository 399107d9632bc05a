"""Numbers at rest: sealed, found by fingerprint, masked; and no production without keys of its own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework import privacy
from caseflow.casework.models import Party, PartyKind
from caseflow.casework.parties import Employer, Person
from caseflow.casework.privacy import Keyring, blind, blind_tail, mask_name, mask_number
from caseflow.extensions import db
from caseflow.hotline.actions import Call, register_call
from caseflow.hotline.models import Ticket
from config import Settings, UnsafeSettings, from_environment
from tests import given, when
from tests.given.proceedings import APPEAL

PHONE, OTHER_PHONE, ID_NUMBER, ACCOUNT = (
    "13900000000",
    "13900001111",
    "110101200001010000",
    "6200000000000000",
)
SEALED = ("phone", "id_number", "bank_account")
ON = "2026-09-16"
ONE, TWO, INDEX = "a1" * 32, "b2" * 32, "c3" * 32


@pytest.fixture
def registered(app: Flask) -> Ticket:
    """A call about a worker, made by somebody else, that has been registered and led to its unit."""
    opening, at = Ticket.definition.transition("register"), given.moment(ON)
    asked = {datum.name for datum in opening.needs}
    call = Call(
        opening="register",
        appeal=given.answers(opening, at) | {name: value for name, value in APPEAL.items() if name in asked},
        workers=(Person(name="王测试", phone=PHONE, id_number=ID_NUMBER),),
        spokesperson=Person(name="李示例", phone=OTHER_PHONE, relation="同事"),
        employer=Employer(name="示例餐饮有限公司"),
    )
    viewer = given.viewer(given.doer(opening))
    ticket = db.session.get_one(Ticket, register_call(call, token="a", viewer=viewer, at=at).id)
    for action in ("submit", "dispatch", "sign_in", "log_first_contact"):
        when.acts(ticket, action, on=ON)
    when.sweeps("2026-12-31")
    assert ticket.matter.worker
    ticket.matter.worker.identify(phone=PHONE, id_number=ID_NUMBER, bank_account=ACCOUNT)
    db.session.commit()
    return ticket


@pytest.fixture
def keys(app: Flask) -> Iterator[None]:
    """What a test does to the keys is undone: the application has others."""
    before = privacy._Keys.ring
    yield
    privacy._Keys.ring = before


def kept(session: Session) -> dict[str, str]:
    """Everything in every table as the database has it, by table."""
    everything = {
        table.name: session.execute(sa.select(sa.text("*")).select_from(table)).all()
        for table in db.metadata.sorted_tables
    }
    return {name: str(rows) for name, rows in everything.items() if rows}


def test_no_number_can_be_read_in_any_table(registered: Ticket, session: Session) -> None:
    tables = kept(session)
    assert {"party", "audit_event", "notification"} <= set(tables)
    for number in (PHONE, OTHER_PHONE, ID_NUMBER, ACCOUNT):
        assert [name for name, text in tables.items() if number in text] == []
    # and this is where it would have been seen
    assert "王测试" in tables["party"]


def test_who_may_read_it_reads_it(registered: Ticket, session: Session) -> None:
    session.expire_all()
    worker = registered.matter.worker
    assert worker
    assert [getattr(worker, name) for name in SEALED] == [PHONE, ID_NUMBER, ACCOUNT]


def raw(session: Session, column: str, party_id: int) -> bytes:
    query = sa.select(sa.literal_column(column, sa.LargeBinary)).where(Party.id == party_id)
    return session.scalars(query.select_from(Party)).one()


def test_equal_numbers_are_sealed_differently(registered: Ticket, session: Session) -> None:
    worker = registered.matter.worker
    assert worker
    before = raw(session, "phone", worker.id)
    worker.phone = None
    session.flush()
    worker.phone = PHONE
    session.flush()
    assert raw(session, "phone", worker.id) != before


@pytest.mark.parametrize("column", SEALED[1:])
def test_a_value_moved_to_another_column_does_not_open(
    registered: Ticket, session: Session, column: str
) -> None:
    session.execute(sa.text(f"update party set {column} = phone where phone is not null"))  # noqa: S608
    session.expire_all()
    with pytest.raises(InvalidTag):
        session.scalars(sa.select(Party).where(Party.id == registered.matter.worker_id)).one()


def test_a_changed_value_does_not_open(registered: Ticket, session: Session) -> None:
    id = registered.matter.worker_id
    assert id
    sealed = raw(session, "phone", id)
    forged = sealed[:-1] + bytes([sealed[-1] ^ 1])
    session.execute(sa.text("update party set phone = :forged where id = :id"), {"forged": forged, "id": id})
    session.expire_all()
    with pytest.raises(InvalidTag):
        session.scalars(sa.select(Party.phone).where(Party.id == id)).one()


@pytest.mark.usefixtures("keys")
def test_old_values_open_with_the_new_ring_and_new_ones_are_sealed_by_it(
    registered: Ticket, session: Session
) -> None:
    matter_id = registered.matter_id
    # given a number sealed with the first key
    privacy.use_keys(Keyring.parse(f"1:{ONE}", INDEX))
    old = person(session, matter_id, PHONE)
    # when a second key is put before it
    privacy.use_keys(Keyring.parse(f"2:{TWO},1:{ONE}", INDEX))
    new = person(session, matter_id, OTHER_PHONE)
    session.expire_all()
    # then both open, each with the key that sealed it, and both are found
    assert (raw(session, "phone", old.id)[0], raw(session, "phone", new.id)[0]) == (1, 2)
    assert (old.phone, new.phone) == (PHONE, OTHER_PHONE)
    assert (old.phone_index, new.phone_index) == (blind(PHONE, "phone"), blind(OTHER_PHONE, "phone"))
    # and without the old key the old number stays closed
    privacy.use_keys(Keyring.parse(f"2:{TWO}", INDEX))
    session.expire_all()
    with pytest.raises(KeyError):
        session.scalars(sa.select(Party.phone).where(Party.id == old.id)).one()


def person(session: Session, matter_id: int, phone: str) -> Party:
    party = Party(matter_id=matter_id, kind=PartyKind.WORKER)
    party.identify(phone=phone)
    session.add(party)
    session.flush()
    return party


@pytest.mark.usefixtures("keys")
def test_a_key_with_the_same_id_is_still_another_key(registered: Ticket, session: Session) -> None:
    privacy.use_keys(Keyring.parse(f"1:{TWO}", INDEX))
    session.expire_all()
    with pytest.raises(InvalidTag):
        session.scalars(sa.select(Party.phone).where(Party.id == registered.matter.worker_id)).one()


@pytest.mark.parametrize(
    "typed",
    [
        PHONE,
        "139 0000 0000",
        "139-0000-0000",
        " １３９００００００００",
        "139—0000—0000",
        "139\u30000000\t0000",
    ],
)
@pytest.mark.usefixtures("app")
def test_a_number_is_found_however_it_was_typed(session: Session, typed: str) -> None:
    matter_id = given.ticket(on=ON).matter_id
    found = person(session, matter_id, typed)
    person(session, matter_id, OTHER_PHONE)
    session.commit()
    whole = sa.select(Party).where(Party.phone_index == blind(PHONE, "phone"))
    tail = sa.select(Party).where(Party.phone_tail == blind_tail("0000", "phone"))
    assert session.scalars(whole).all() == session.scalars(tail).all() == [found]


@pytest.mark.usefixtures("app")
def test_fingerprints_tell_nothing_across_purposes_and_keys() -> None:
    assert blind("11010120000101000ｘ", "id") == blind("11010120000101000X", "id")
    assert len({blind(PHONE, "phone"), blind(PHONE, "id"), blind_tail(PHONE, "phone")}) == 3
    assert blind("0000", "phone") != blind_tail(PHONE, "phone")


@pytest.mark.usefixtures("keys")
def test_fingerprints_need_the_key() -> None:
    prints = set()
    for index in (ONE, TWO):
        privacy.use_keys(Keyring.parse(f"1:{ONE}", index))
        prints.add(blind(PHONE, "phone"))
    assert len(prints) == 2


@pytest.mark.parametrize("nothing", [None, "", "  ", "——", "不详"])
def test_nothing_has_no_fingerprint(nothing: str | None) -> None:
    assert (blind(nothing, "phone"), blind_tail(nothing, "phone")) == (None, None)


@pytest.mark.usefixtures("app")
def test_a_tail_needs_four_characters() -> None:
    assert blind_tail("119", "phone") is None
    assert blind_tail("8119", "phone")


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张某某", "张**"), ("张某", "张*"), ("张", "张*"), ("", "匿名"), (None, "匿名")],
)
def test_a_name_keeps_its_first_character(name: str | None, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (PHONE, "139****0000"),
        (ID_NUMBER, "110***********0000"),
        ("1390000000", "**********"),
        ("8119", "****"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_number_keeps_both_ends_when_it_is_long_enough(number: str | None, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    "written",
    [f"1:{ONE[:32]}", f"1:{ONE}00", f"0:{ONE}", f"256:{ONE}", f"1:{ONE},2:{TWO[:-2]}", ONE, "1:xy", ""],
)
def test_keys_that_could_not_seal_are_refused_at_the_start(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is said before the first number is kept
        Keyring.parse(written, INDEX)


PRODUCTION = Settings(
    environment="production", secret_key="一句别人不知道的话", seal_keys=f"1:{ONE}", index_key=INDEX
)


def test_production_starts_with_keys_of_its_own() -> None:
    assert PRODUCTION.checked() is PRODUCTION


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("secret_key", Settings().secret_key, "SECRET_KEY"),
        ("seal_keys", Settings().seal_keys, "SEAL_KEYS"),
        ("seal_keys", f"{Settings().seal_keys},2:{TWO}", "SEAL_KEYS"),
        ("seal_keys", Settings().seal_keys.replace("1:", "2:"), "SEAL_KEYS"),
        ("index_key", Settings().index_key, "INDEX_KEY"),
        ("secret_key", "", "SECRET_KEY"),
        ("seal_keys", "", "SEAL_KEYS"),
        ("index_key", "", "INDEX_KEY"),
    ],
)
def test_production_refuses_a_key_that_everybody_knows(setting: str, value: str, named: str) -> None:
    with pytest.raises(UnsafeSettings, match=f"生产环境必须设置：{named}$"):
        replace(PRODUCTION, **{setting: value}).checked()
    # what a workstation may do
    replace(PRODUCTION, environment="development", **{setting: value}).checked()


def test_the_environment_is_checked_as_it_is_read() -> None:
    with pytest.raises(UnsafeSettings, match="SECRET_KEY、SEAL_KEYS、INDEX_KEY"):
        from_environment({"CASEFLOW_ENV": "production"})
    secrets = {"SECRET_KEY": PRODUCTION.secret_key, "SEAL_KEYS": f"1:{ONE}", "INDEX_KEY": INDEX}
    assert from_environment({"CASEFLOW_ENV": "production", **secrets, "UNKNOWN": "x"}) == PRODUCTION
    assert not from_environment({}).production
