"""Ids that look like the vendor's and are the same in every run.

An id is a prefix and alphanumerics (`lead_...`, `bulkseqsub_...`: documented by example). Each
prefix counts for itself, so one more lead in a test changes no id of a sequence.
"""

from collections import Counter
from hashlib import sha256
from string import ascii_letters, digits
from typing import Final, Protocol

_ALPHABET: Final = digits + ascii_letters
_LENGTH: Final = 43
_PAIRS: Final = [low + high for high in _ALPHABET for low in _ALPHABET]


class IdSource(Protocol):
    """Whatever gives ids that were never given before."""

    def new(self, prefix: str) -> str:
        """Return a fresh id, `<prefix>_<1 to 64 alphanumerics>`."""
        ...


class Ids:
    """The id source by default: the n-th id of a prefix is a hash of seed, prefix and n."""

    def __init__(self, seed: str = "close-emulator") -> None:
        """Ids of different seeds differ; ids of one seed are always the same."""
        self._seed = seed
        self._given: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        """Return the next id of this prefix, for example `lead_` and 43 alphanumerics."""
        self._given[prefix] += 1
        digest = sha256(f"{self._seed}:{prefix}:{self._given[prefix]}".encode()).digest()
        return f"{prefix}_{_base62(int.from_bytes(digest))}"


def _base62(number: int) -> str:
    """Return the lowest digits of a number, the lowest first, two at a time for speed."""
    pairs: list[str] = []
    for _ in range(_LENGTH // 2):
        number, place = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[place])
    return f"{''.join(pairs)}{_ALPHABET[number % len(_ALPHABET)]}"
