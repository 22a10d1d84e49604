"""Verdicts in a file, so that a run which was ended goes on where it was."""

import json
from pathlib import Path

from attrs import asdict, define, field

from contract.mutants.mutant import Mutant
from contract.mutants.verdict import Outcome, Verdict


@define
class Kept:
    """The verdicts that a file has, by the names of the mutants; without a file there are none."""

    path: Path | None
    verdicts: dict[str, Verdict] = field(factory=dict[str, Verdict], init=False)

    def __attrs_post_init__(self) -> None:
        """Read the file, if there is one."""
        if self.path is None or not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            name, outcome = given.pop("name"), Outcome(given.pop("outcome"))
            self.verdicts[name] = Verdict(outcome, **given)

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        """Keep one more, at once."""
        if mutant.name in self.verdicts:
            return
        self.verdicts[mutant.name] = verdict
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"name": mutant.name, **asdict(verdict)}) + "\n")
