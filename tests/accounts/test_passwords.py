import pytest
from argon2 import PasswordHasher, Type

from caseflow.accounts import passwords
from tests.conftest import SLOW_TO_GUESS


def test_a_password_matches_its_own_hash_only() -> None:
    stored = passwords.hashed("一句好记的话 12")
    assert passwords.matches(stored, "一句好记的话 12")
    assert not passwords.matches(stored, "一句好记的话 13")


@pytest.mark.parametrize("stored", [None, "", "not a hash"])
def test_nothing_matches_where_there_is_no_hash(stored: str | None) -> None:
    assert not passwords.matches(stored, "一句好记的话 12")


def test_a_hash_of_weaker_parameters_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", SLOW_TO_GUESS)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("一句好记的话 12")
    assert passwords.outdated(weak)
    assert not passwords.outdated(passwords.hashed("一句好记的话 12"))


def test_guessing_costs_time_and_memory() -> None:
    """No less than OWASP asks for: 19 MiB, two passes."""
    assert SLOW_TO_GUESS.type is Type.ID
    assert SLOW_TO_GUESS.memory_cost >= 19 * 1024
    assert SLOW_TO_GUESS.time_cost >= 2


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short-one", "至少 10 位"),
        ("x" * 129, "最多 128 位"),
        ("my-zhang.san-word", "登录名"),
        ("ZHANG.SAN2026", "登录名"),
        ("Password123", "太常见"),
        ("1234567890", "太常见"),
        ("abababababab", "太常见"),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str, reason: str) -> None:
    refusal = passwords.refusal(password, "zhang.san")
    assert refusal is not None
    assert reason in refusal


@pytest.mark.parametrize("password", ["春天的第一场雨落在操场上", "blue-bicycle-7", "k3!vQz0pLw"])
def test_a_long_one_nobody_guesses_may_be_used(password: str) -> None:
    assert passwords.refusal(password, "zhang.san") is None


def test_a_one_time_password_is_new_each_time_and_may_be_used() -> None:
    made = {passwords.one_time() for _ in range(50)}
    assert len(made) == 50
    assert not any(passwords.refusal(password, "zhang.san") for password in made)
