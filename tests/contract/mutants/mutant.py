"""Mutants: the emulator's own source with one change, each by a name that says where and what."""

import ast
import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import unified_diff
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import CodeType
from zlib import crc32

from attrs import field, frozen

from contract.mutants.changes import KINDS, Change
from contract.mutants.scope import LEFT_OUT, PACKAGE, sources
from contract.mutants.sites import sites


@frozen
class Mutant:
    """A module of the emulator with one change: its `nth`, counted over the whole module."""

    name: str
    module: str
    path: Path = field(repr=False)
    nth: int = field(repr=False)

    @property
    def imported(self) -> str:
        """The name by which the module is imported."""
        return f"{PACKAGE}.{self.module}"

    def code(self) -> CodeType:
        """Return the changed module, compiled."""
        return compile(ast.fix_missing_locations(self._tree()), str(self.path), "exec")

    def source(self) -> str:
        """Return the changed module, in the formatting of `ast.unparse`."""
        return ast.unparse(ast.fix_missing_locations(self._tree()))

    def diff(self) -> str:
        """Return what is changed, with two lines around it."""
        before = ast.unparse(ast.parse(self.path.read_text(encoding="utf-8"))).splitlines()
        shown = [*unified_diff(before, self.source().splitlines(), lineterm="", n=2)][3:]
        return "\n".join(f"    {line}" for line in shown)

    def _tree(self) -> ast.Module:
        module = ast.parse(self.path.read_text(encoding="utf-8"))
        left_out = _left_out(self.module)
        changes = [change for place in _places(module, left_out) for change in place.changes]
        changes[self.nth].make()
        return module


@frozen(eq=False)
class _Place:
    line: int
    kind: str
    changes: list[Change]


def places() -> list[list[Mutant]]:
    """Return all places of all modules that are in scope, each as the mutants that it makes."""
    return [place for name, path in sources().items() for place in places_of(name, path)]


def places_of(module: str, path: Path) -> list[list[Mutant]]:
    """Return the places of one module, in the order of its source."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[list[Mutant]] = []
    named: Counter[str] = Counter()
    n = 0
    for place in _places(tree, _left_out(module)):
        mutants: list[Mutant] = []
        for change in place.changes:
            name = f"{module}:{place.line}:{place.kind}:{change.what}"
            named[name] += 1
            name += f"#{named[name]}" if named[name] > 1 else ""
            mutants.append(Mutant(name, module, path, n))
            n += 1
        found.append(mutants)
    return found


@cache
def by_name() -> Mapping[str, Mutant]:
    """Return every mutant that there is by its name."""
    return {mutant.name: mutant for place in places() for mutant in place}


class Half(StrEnum):
    """Which of the places: those that rules are written for, or those that show what rules are worth."""

    PRACTICE = "practice"
    PROOF = "proof"
    BOTH = "both"


def drawn(seed: int, half: Half = Half.BOTH) -> Iterator[Mutant]:
    """Draw mutants: every place of a half is as likely as any other, and comes once."""
    chance = random.Random(seed)  # noqa: S311 - drawn to be repeated, not to be kept secret
    known = [place for place in places() if half in {Half.BOTH, half_of(place)}]
    return map(chance.choice, shuffled(known, seed))


def half_of(place: Sequence[Mutant]) -> Half:
    """Return the half to which a place belongs, by its name alone."""
    return [Half.PRACTICE, Half.PROOF][crc32(place[0].name.encode()) % 2]


def shuffled(known: Sequence[list[Mutant]], seed: int) -> list[list[Mutant]]:
    """Return places in an order that the seed decides."""
    order = [*known]
    random.Random(seed).shuffle(order)  # noqa: S311 - as above
    return order


def _places(module: ast.Module, left_out: Collection[str]) -> Iterator[_Place]:
    for site in sites(module, left_out):
        for kind, changes_of in KINDS.items():
            changes = [*changes_of(site)]
            if changes:
                yield _Place(site.line, kind, changes)


def _left_out(module: str) -> frozenset[str]:
    before = f"{module}."
    return frozenset(name.removeprefix(before) for name in LEFT_OUT if name.startswith(before))
