"""The outcomes of runs, kept in a file from run to run and written out as tables."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from attrs import asdict

from contract.wrong.plain import EXAMPLES
from contract.wrong.table import WRONG
from contract.wrong.trial import BUDGET, Kind, Outcome, Trial

Outcomes: TypeAlias = Mapping[Trial, Outcome]

NOT_FOUND: Final = "NOT FOUND"
_INTRODUCTION: Final = f"""# Servers that are wrong on purpose

Written by `make seeded-bugs SEEDED="--plain --every 2 --seeds 10 --write docs/seeded-bugs.md"`, never by
hand. It takes some hours; with `--keep FILE` it can be interrupted, and goes on where it was.

Each server is the emulator with one thing wrong (`tests/contract/wrong/`). The whole suite, as
`close-contract server` runs it by default, has {BUDGET:.0f} seconds for each and ends as soon as the rule or
check that the server stands for finds something.

Plain schemathesis stands beside it: the same contract, key and emulator, all its phases and checks,
until it finds something that it does not find in the right emulator as well. Two settings are not
its defaults: `max-examples` is {EXAMPLES} instead of 100, as a run would take more than five minutes, and
`continue-on-failure` is on, as what it finds in the right emulator would hide the rest. It tries
every second server of the list (`--every 2`), and its cells are empty for the others.

Times are seconds of CPU, which is how long a run takes where nothing else runs.
"""


def kept(path: Path) -> dict[Trial, Outcome]:
    """Return the outcomes that a file keeps, one a line; none if there is no such file."""
    if not path.exists():
        return {}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [Outcome(Trial(Kind(each.pop("kind")), each.pop("name")), **each) for each in lines]
    return {outcome.trial: outcome for outcome in found}


def keep(outcome: Outcome, path: Path) -> None:
    """Add an outcome to the file."""
    members = asdict(outcome)
    line = json.dumps({**members.pop("trial"), **members})
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def tables(outcomes: Outcomes) -> str:
    """Return the outcomes as a page in Markdown."""
    parts = [_INTRODUCTION, totals(outcomes), "", *_wrong(outcomes), "", *_right(outcomes)]
    return "\n".join((*parts, ""))


def totals(outcomes: Outcomes) -> str:
    """Return a sentence for each kind of run that was made."""
    return "\n".join(
        words.format(sum(map(bool, found)), len(found))
        for kind, words in _TOTALS.items()
        if (found := [each.found for each in outcomes.values() if each.trial.kind is kind])
    )


_TOTALS: Final = {
    Kind.SUITE: "- The whole suite found {} of {} wrong servers.",
    Kind.PLAIN: "- Plain schemathesis found {} of {}.",
    Kind.RIGHT: "- In the right server the whole suite found something with {} of {} seeds.",
}


def _wrong(outcomes: Outcomes) -> Iterable[str]:
    yield "| what is wrong | the whole suite, by | s | plain schemathesis, by | s |"
    yield "| --- | --- | ---: | --- | ---: |"
    for wrong in WRONG:
        both = [outcomes.get(Trial(kind, wrong.name)) for kind in (Kind.SUITE, Kind.PLAIN)]
        if any(both):
            yield _line(wrong.name, *_cells(both[0], NOT_FOUND), *_cells(both[1], "-"))


def _cells(outcome: Outcome | None, nothing: str) -> tuple[str, str]:
    if outcome is None:
        return "", ""
    return f"`{outcome.found}`" if outcome.found else nothing, f"{outcome.seconds:.1f}"


def _right(outcomes: Outcomes) -> Iterable[str]:
    yield "| the right server, seed | requests | s | all was sent | found |"
    yield "| ---: | ---: | ---: | --- | --- |"
    for trial, each in outcomes.items():
        if trial.kind is Kind.RIGHT:
            sent = f"{each.requests}", f"{each.seconds:.1f}", "yes" if each.complete else "no"
            yield _line(trial.name, *sent, each.found or "nothing")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
