"""The figures of a run over mutants."""

from typing import Final

from attrs import Factory, define

from contract.mutants.explained import Explained
from contract.mutants.mutant import Mutant
from contract.mutants.verdict import Outcome, Verdict

ENOUGH: Final = 0.95


@define
class Tally:
    """How many mutants were killed, and how many of the others a client could see at all."""

    explained: Explained
    verdicts: dict[str, Verdict] = Factory(dict[str, Verdict])

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        """Count a mutant."""
        self.verdicts[mutant.name] = verdict

    @property
    def drawn(self) -> int:
        """How many mutants were drawn that can be used."""
        return len(self.verdicts) - len(self._all(Outcome.UNUSABLE))

    @property
    def killed(self) -> int:
        """How many of them the contract tests found."""
        return len(self._all(Outcome.KILLED))

    @property
    def equivalent(self) -> list[str]:
        """The survivors that change nothing which a client can see."""
        return [each for each in self._survivors if each in self.explained.equivalent]

    @property
    def open(self) -> list[str]:
        """The survivors of which nothing that is known of the API says whether they are wrong."""
        return [each for each in self._survivors if each in self.explained.open]

    @property
    def wrong(self) -> list[str]:
        """The other survivors, explained or not."""
        return [each for each in self._survivors if each not in (*self.equivalent, *self.open)]

    @property
    def rate(self) -> float:
        """The share of the killed in those that break what is known of the API; 1 without any."""
        counted = self.drawn - len(self.equivalent) - len(self.open)
        return self.killed / counted if counted else 1.0

    @property
    def rate_of_visible(self) -> float:
        """The share of the killed in all that change what a client can see; 1 without any."""
        counted = self.drawn - len(self.equivalent)
        return self.killed / counted if counted else 1.0

    @property
    def is_enough(self) -> bool:
        """Whether the share is what is promised."""
        return self.rate >= ENOUGH

    def __str__(self) -> str:
        lines = [
            f"{self.drawn} drawn (and {len(self._all(Outcome.UNUSABLE))} that could not be used)",
            f"{self.killed} killed",
            f"{len(self.equivalent)} equivalent, explained",
            f"{len(self.open)} survived where nothing known of the API says what is right, explained",
            f"{len(self.wrong)} survived and wrong",
            *(f"    {name}" for name in self.wrong),
            f"rate {self.rate:.1%} of those that break what is known of the API",
            f"rate {self.rate_of_visible:.1%} of all that change what a client can see",
        ]
        killed = {*self._all(Outcome.KILLED)} & {*self.explained.equivalent, *self.explained.open}
        lines += [f"explained as equivalent or open, but killed: {name}" for name in sorted(killed)]
        lines += [
            f"explained, but there is no such mutant: {name}" for name in self.explained.stale
        ]
        return "\n".join(lines)

    @property
    def _survivors(self) -> list[str]:
        return self._all(Outcome.SURVIVED)

    def _all(self, outcome: Outcome) -> list[str]:
        return [name for name, verdict in self.verdicts.items() if verdict.outcome is outcome]
