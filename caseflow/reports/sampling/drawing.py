"""Which cases a rule and a seed draw: the same ones, whoever draws again (抽样).

A case's place in the draw is the SHA-256 of seed and id: nothing else changes it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A case that may be drawn, and the stratum it belongs to (层)."""

    stratum: str
    id: int


def draw(candidates: Sequence[Candidate], size: int, *, each: bool, seed: int) -> list[Candidate]:
    """So many cases of `each` stratum, or of all together in proportion to the strata; stratum by stratum."""
    strata = {
        name: sorted(some, key=lambda one: place(seed, one.id))
        for name, some in groupby(sorted(candidates), key=lambda one: one.stratum)
    }
    shares = dict.fromkeys(strata, size) if each else shared_out(size, {n: len(s) for n, s in strata.items()})
    return [one for name, some in strata.items() for one in some[: shares[name]]]


def place(seed: int, id: int) -> str:
    """Where the case stands in the draw."""
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()


def shared_out(size: int, strata: Mapping[str, int]) -> dict[str, int]:
    """How many of each stratum: in proportion, and one at least of each where there are enough."""
    whole = sum(strata.values())
    size = min(size, whole)
    exact = {name: size * count / whole for name, count in strata.items()}
    least = 1 if size >= len(strata) else 0
    shares = {name: max(int(share), least) for name, share in exact.items()}
    while sum(shares.values()) > size:
        spared = (name for name in shares if shares[name] > least)
        shares[max(spared, key=lambda name: (shares[name] - exact[name], name))] -= 1
    while sum(shares.values()) < size:
        short = (name for name in shares if shares[name] < strata[name])
        shares[max(short, key=lambda name: (exact[name] - shares[name], name))] += 1
    return shares


def digest(candidates: Sequence[Candidate]) -> str:
    """SHA-256 over everything that could be drawn."""
    lines = "".join(f"{one.stratum}:{one.id}\n" for one in sorted(candidates))
    return hashlib.sha256(lines.encode()).hexdigest()
