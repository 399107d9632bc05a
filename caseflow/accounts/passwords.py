"""Passwords: hashed with Argon2id, refused when easy to guess (口令)."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 128
VARIETY = 4  # different characters

DEMO = "yanshi-12351-demo"
"""The password of all demo accounts, which everybody knows; production takes it for none."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"
_RUNS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)
_COMMON = frozenset(
    {
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "5201314520",
        "a123456789",
        "aa123456789",
        "admin12345",
        "admin123456",
        "iloveyou1314",
        "password01",
        "password123",
        "passw0rd123",
        "qq123456789",
        "qwer123456",
        "woaini1314",
        "woaini520",
        "zhigong12351",
    }
)


def hashed(password: str) -> str:
    """The password as it is stored."""
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; with no hash, False after the same time as for a wrong password."""
    try:
        _HASHER.verify(password_hash or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobody() -> str:
    return hashed(secrets.token_hex())


def outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def refusal(password: str, login: str) -> str | None:
    """Why the password may not be used, in words; None when it may."""
    plain = password.lower()
    if len(password) < SHORTEST:
        return f"密码至少 {SHORTEST} 位，可以用一句好记的话"
    if len(password) > LONGEST:
        return f"密码最多 {LONGEST} 位"
    if login.lower() in plain:
        return "密码里不能含有登录名"
    if plain in _COMMON or len(set(plain)) < VARIETY or any(plain in run for run in _RUNS):
        return "这个密码太常见，容易被猜到，请换一个"
    return None


def one_time() -> str:
    """A password to hand over once, easy to read aloud; its owner must change it."""
    return "-".join("".join(secrets.choice(_EASY_TO_READ) for _ in range(4)) for _ in range(4))
