"""Random changes of the emulator: how they are made, drawn and judged.

A few that are always the same are tried here; `python -m contract.mutants` draws a hundred.
"""

import ast
import os
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from contract.mutants import explained, mutant
from contract.mutants.scope import FOLDER, LEFT_OUT, sources
from contract.mutants.tally import Tally
from contract.mutants.verdict import Outcome, Verdict

SOURCE = '''"""A docstring."""
import os
LIMIT: int = 3

def decide(a: int, names: str = "id") -> int | None:
    """A docstring."""
    if not a < 1 and a != LIMIT:
        a += 1
        return a * 2
    print("a sentence", f"more of {a}")
    return None
'''
CHANGES = {
    "module:3:constant:3 to 4",
    "module:3:constant:3 to 2",
    "module:5:constant:id longer",
    "module:7:condition:negated",
    "module:7:condition:always true",
    "module:7:condition:always false",
    "module:7:logic:and to or",
    "module:7:logic:without not",
    "module:7:comparison:< to <=",
    "module:7:comparison:< to >=",
    "module:7:constant:1 to 2",
    "module:7:constant:1 to 0",
    "module:7:comparison:!= to ==",
    "module:8:arithmetic:+= to -=",
    "module:8:statement:removed",
    "module:8:constant:1 to 2",
    "module:8:constant:1 to 0",
    "module:9:return:None",
    "module:9:arithmetic:* to //",
    "module:9:arithmetic:* to +",
    "module:9:constant:2 to 3",
    "module:9:constant:2 to 1",
    "module:10:statement:removed",
}
KILLED = (
    "resources.events:101:constant:1 to 2#2",
    "listing:71:comparison:< to <=",
    "signin:65:logic:and to or",
    "bulk:86:arithmetic:+= to -=",
    "query:50:condition:always false",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A module to change."""
    path = tmp_path / "module.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def _mutants(path: Path) -> list[mutant.Mutant]:
    return [each for place in mutant.places_of("module", path) for each in place]


def test_every_kind_of_change(path: Path) -> None:
    """Operators, constants, conditions, statements and answers are changed; prose and types are not."""
    assert {each.name for each in _mutants(path)} == CHANGES


def test_a_mutant_has_one_change(path: Path) -> None:
    """Each mutant compiles, differs from the source, and from every other."""
    original = ast.unparse(ast.parse(SOURCE))
    changed = [each.source() for each in _mutants(path)]
    assert len({original, *changed}) == len(changed) + 1
    assert all(compile(text, "module", "exec") for text in changed)


def test_a_diff_is_small(path: Path) -> None:
    """The diff shows the changed line as it was and as it is."""
    shown = next(each for each in _mutants(path) if each.name == "module:8:arithmetic:+= to -=")
    assert "-        a += 1" in shown.diff()
    assert "+        a -= 1" in shown.diff()
    assert len(shown.diff().splitlines()) <= 6


def test_names_are_unique() -> None:
    """No two mutants of the emulator have the same name, so a name says which is meant."""
    names = [each.name for place in mutant.places() for each in place]
    assert len(names) == len({*names}) > 2000


def test_places_are_as_likely_as_each_other() -> None:
    """Over many seeds, the first drawn comes from each module about as often as it has places."""
    places = Counter(place[0].module for place in mutant.places())
    everything = mutant.places()
    order = Counter(mutant.shuffled(everything, seed)[0][0].module for seed in range(300))
    total = sum(places.values())
    largest = places.most_common(8)
    assert all(abs(order[name] / 300 - n / total) < 0.06 for name, n in largest)


def test_a_seed_is_repeated() -> None:
    """The same seed draws the same mutants, another seed others."""
    one, again, other = (
        [each.name for each in islice(mutant.drawn(seed), 9)] for seed in (5, 5, 6)
    )
    assert one == again
    assert one != other


def test_halves_share_no_place() -> None:
    """A place is in one half, whatever the seed, and the halves are about as large."""
    names = [
        {(each.module, *each.name.split(":")[1:3]) for each in mutant.drawn(seed, half)}
        for seed, half in ((1, mutant.Half.PRACTICE), (2, mutant.Half.PROOF), (3, mutant.Half.BOTH))
    ]
    sizes = [len([*mutant.drawn(1, half)]) for half in mutant.Half]
    assert sum(sizes[:2]) == sizes[2]
    assert 0.45 < sizes[0] / sizes[2] < 0.55
    assert names[0] | names[1] == names[2]


def test_what_is_left_out_is_there() -> None:
    """Every name that is left out is one of the emulator, and none of its mutants is made."""
    files = {".".join(p.relative_to(FOLDER).with_suffix("").parts) for p in FOLDER.rglob("*.py")}
    for name in LEFT_OUT:
        module = next(each for each in sorted(files, key=len, reverse=True) if _within(name, each))
        source = (FOLDER / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        last = name.rpartition(".")[2]
        assert name == module or f" {last}(" in source or f"{last}:" in source
    assert "bulk" in sources()


def _within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def test_the_explanations() -> None:
    """Every explanation is a sentence about a mutant that there is."""
    found = explained.read(Path(mutant.__file__).with_name("explained.toml"), mutant.by_name())
    assert found.stale == ()
    kinds = found.equivalent, found.open, found.unseen
    for sentence in (sentence for kind in kinds for sentence in kind.values()):
        assert sentence.endswith(".")
    assert sum(map(len, kinds)) == len({name for kind in kinds for name in kind})


def test_the_figures() -> None:
    """What is equivalent counts in no rate, what is open in one of them; other survivors in both."""
    chosen = [*islice(mutant.drawn(1), 6)]
    names = [each.name for each in chosen]
    known = explained.Explained({names[0]: "Nothing."}, {names[1]: "Open."}, {names[2]: "Wrong."})
    tally = Tally(known)
    outcomes = (*[Outcome.SURVIVED] * 3, Outcome.KILLED, Outcome.KILLED, Outcome.UNUSABLE)
    for each, outcome in zip(chosen, outcomes, strict=True):
        tally.add(each, Verdict(outcome))
    assert (tally.drawn, tally.killed) == (5, 2)
    assert (tally.rate, tally.rate_of_visible) == (2 / 3, 2 / 4)
    assert not tally.is_enough
    assert tally.wrong == [names[2]]
    assert names[2] in str(tally)


def test_wrong_emulators_are_killed() -> None:
    """A few changes, each of another kind, are found by the probes, which end with the first finding."""
    done = _command("--no-phases", *KILLED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(KILLED)} killed" in done.stdout


def test_a_name_that_is_none() -> None:
    """A mutant that does not exist is refused in words that name some which do."""
    done = _command("bulk:1:constant:1 to 2")
    assert done.returncode == 2
    assert "there is no mutant bulk:1:constant:1 to 2; there are bulk:" in done.stderr


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    tests = str(Path(__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-m", "contract.mutants", *arguments],
        env={**os.environ, "PYTHONPATH": tests},
        capture_output=True,
        text=True,
        check=False,
    )
