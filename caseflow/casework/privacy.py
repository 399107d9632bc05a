"""Identity at rest: sealed columns, blind indexes, masks (个人信息保护法 第五十一条)."""

import hashlib
import hmac
import os
import re
from dataclasses import dataclass

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import Dialect

ERASED = "已删除"
"""The name of somebody whose identity was erased (删除个人信息)."""

_IDS = range(1, 256)  # one byte; none is 0
_KEY = 32
_NONCE = 12
_TAIL = 4
_SHORTEST_SHOWN = 11  # a mobile number; anything shorter would show too much of itself


@dataclass(frozen=True)
class Keyring:
    """The keys of sealed columns by id (1–255), the id that seals now, and the key of the blind index."""

    keys: dict[int, bytes]
    current: int
    index_key: bytes

    @classmethod
    def parse(cls, seal_keys: str, index_key: str) -> "Keyring":
        """From `id:hex,id:hex`; the first id seals, every id opens.

        Raises:
            ValueError: an id or a key is not what it has to be; said before anything is sealed.
        """
        pairs = [entry.split(":", 1) for entry in seal_keys.split(",")]
        keys = {int(number): bytes.fromhex(key) for number, key in pairs}
        if not all(number in _IDS and len(key) == _KEY for number, key in keys.items()):
            raise ValueError(f"a sealing key has an id from 1 to 255 and {_KEY} bytes")
        return cls(keys, int(pairs[0][0]), bytes.fromhex(index_key))


class _Keys:
    """Where the process keeps its keyring, since column types are made before any setting is read."""

    ring: Keyring | None = None

    @classmethod
    def get(cls) -> Keyring:
        """The keyring in use."""
        if cls.ring is None:
            raise RuntimeError("no keys: call privacy.use_keys first")
        return cls.ring


def use_keys(ring: Keyring) -> None:
    """Seal and open with these keys from now on."""
    _Keys.ring = ring


def sealed(plain: bytes, context: str) -> bytes:
    """Encrypted with AES-GCM under the current key: key id (1 byte), nonce (12), ciphertext and tag.

    `context` binds the ciphertext to its place, so that one moved elsewhere does not open.
    """
    ring, nonce = _Keys.get(), os.urandom(_NONCE)
    ciphertext = AESGCM(ring.keys[ring.current]).encrypt(nonce, plain, context.encode())
    return bytes([ring.current]) + nonce + ciphertext


def unsealed(value: bytes, context: str) -> bytes:
    """Opened with the key that sealed it."""
    key, nonce, ciphertext = _Keys.get().keys[value[0]], value[1 : 1 + _NONCE], value[1 + _NONCE :]
    return AESGCM(key).decrypt(nonce, ciphertext, context.encode())


class Sealed(sa.types.TypeDecorator[str]):
    """Text that is sealed in the database; `context` is its column."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Sealed with the current key."""
        return None if value is None else sealed(value.encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Opened with the key that sealed it."""
        return None if value is None else unsealed(value, self.context).decode()


def compact(text: str) -> str:
    """Half-width, upper case, without spaces, dashes and dots: one form for one name or number in a text.

    What nobody sees, such as a space of no width, is left out, too.
    """
    half_width = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[\s\-—·•\u00ad\u200b-\u200f\u2060\ufeff]", "", half_width.upper())


def normalised(identifier: str) -> str:
    """Digits and letters only, a mobile number without +86: one form for one phone or ID number."""
    return re.sub(r"^86(?=1\d{10}$)", "", re.sub(r"[^0-9A-Z]", "", compact(identifier)))


def blind(identifier: str | None, purpose: str) -> str | None:
    """A keyed fingerprint that finds equal identifiers without opening any (盲索引)."""
    clean = normalised(identifier or "")
    if not clean:
        return None
    return hmac.new(_Keys.get().index_key, f"{purpose}:{clean}".encode(), hashlib.sha256).hexdigest()


def sealed_digest(text: str, purpose: str) -> str:
    """A keyed fingerprint of a text as it stands: proves later what it was, without telling it."""
    return hmac.new(_Keys.get().index_key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def blind_tail(identifier: str | None, purpose: str) -> str | None:
    """The fingerprint of the last four characters."""
    clean = normalised(identifier or "")
    return blind(clean[-_TAIL:], f"{purpose}/tail") if len(clean) >= _TAIL else None


def mask_name(name: str | None) -> str:
    """The surname and stars: 张某某 → 张**."""
    if name == ERASED:
        return name
    return f"{name[0]}{'*' * max(len(name) - 1, 1)}" if name else "匿名"


def mask_number(identifier: str | None) -> str:
    """The first three and last four characters of a phone or ID number; shorter ones vanish."""
    clean = identifier or ""
    if len(clean) < _SHORTEST_SHOWN:
        return "*" * len(clean)
    return f"{clean[:3]}{'*' * (len(clean) - 7)}{clean[-4:]}"
