"""Text as Advanced Filtering compares it: whole words without case, in any order or as a phrase.

What a word is has been inferred; the two modes are documented.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from close_emulator.place import Place

Matches: TypeAlias = Callable[[str], bool]

_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Split a text into words without case: runs of letters and digits ("ACME, Inc." has two)."""
    return _WORD.findall(text.casefold())


def compile_match(place: Place) -> Matches:
    """Compile the test of one text that the members `mode` and `value` describe.

    Raises:
        Misfit: one of them is missing or has another form.
        Unknown: another mode, or a value without a word.
    """
    compile_mode = place.member("mode").known(_MODES, "text mode")
    value = place.member("value")
    wanted = words(value.text()) or value.strange("a text without any word to look for")
    return compile_mode(wanted)


def _full_words(wanted: list[str]) -> Matches:
    distinct = frozenset(wanted)

    def matches(text: str) -> bool:
        folded = text.casefold()
        # Most texts lack a word even as a part of another: this test costs little and spares much.
        return all(map(folded.__contains__, distinct)) and distinct.issubset(_WORD.findall(folded))

    return matches


def _phrase(wanted: list[str]) -> Matches:
    contains_words = _full_words(wanted)
    size = len(wanted)

    def matches(text: str) -> bool:
        if not contains_words(text):
            return False
        found = words(text)
        return any(found[at : at + size] == wanted for at in range(len(found) - size + 1))

    return matches


_MODES: Final[Mapping[str, Callable[[list[str]], Matches]]] = {
    "full_words": _full_words,
    "phrase": _phrase,
}
