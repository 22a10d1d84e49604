"""`python -m contract.mutants`: how many random changes of the emulator the contract tests find."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from contract.mutants.explained import read
from contract.mutants.kept import Kept
from contract.mutants.mutant import Half, Mutant, by_name, drawn
from contract.mutants.tally import Tally
from contract.mutants.verdict import Outcome, Runner, Verdict

EPILOG = """\b
examples:
  python -m contract.mutants                       100 mutants of seed 1; exit code 1 under 95 %
  python -m contract.mutants --n 40 --seed 7       fewer, others
  python -m contract.mutants --no-phases           the probes alone, which take a tenth of the time
  python -m contract.mutants 'query:56:logic:without not'      one by its name, again

A mutant is the emulator's own source with one change; every place in scope is as likely as any
other. The places are in two halves, by their names: rules are written for what survives of the one
(--half practice), and what they are worth shows in the other (--half proof). The contract tests run
against each in a process of its own, and end with their first finding. Those that cannot be imported
or furnished are not counted; others are drawn in their place. Survivors are shown; explained.toml
says for each known one whether a client could see it at all, and whether anything that is known of the
API says that it is wrong.
"""


@click.command(epilog=EPILOG)
@click.argument("names", nargs=-1)
@click.option("--n", default=100, type=click.IntRange(1), help="How many to draw (default: 100).")
@click.option("--seed", default=1, help="Which to draw (default: 1).")
@click.option(
    "--half",
    type=click.Choice(Half, case_sensitive=False),
    default=Half.BOTH,
    help="Of which places: those that rules are written for, or the others (default: both).",
)
@click.option("--phases/--no-phases", default=True, help="With schemathesis' phases, or without.")
@click.option(
    "--budget",
    default=120.0,
    type=click.FloatRange(1),
    help="Seconds of CPU time for these phases (default: 120).",
)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep all verdicts in this file, as JSON lines; what it has already is not tried again.",
)
def main(names: tuple[str, ...], write: Path | None, **options: Any) -> None:
    """Run the contract tests on random mutants of the emulator, and tell how many are found.

    With NAMES, on these mutants alone. The exit code is 1 if fewer than 95 % are found of those that
    break what is known of the API.
    """
    tally = Tally(read(Path(__file__).with_name("explained.toml"), by_name()))
    runner = Runner(options["budget"], options["phases"])
    if not names:
        _check_the_right_one(runner)
    kept = Kept(write)
    chosen = _chosen(names) if names else drawn(options["seed"], options["half"])
    for mutant in chosen:
        verdict = kept.verdicts.get(mutant.name) or runner.judge(mutant)
        tally.add(mutant, verdict)
        kept.add(mutant, verdict)
        _show(mutant, verdict, tally)
        if tally.drawn == (len(names) or options["n"]):
            break
    click.echo(str(tally))
    sys.exit(0 if tally.is_enough else 1)


def _check_the_right_one(runner: Runner) -> None:
    """Find nothing in the emulator as it is, with the probes: else a finding would say nothing."""
    right = evolve(runner, with_phases=False).judge(None)
    if right.outcome is not Outcome.SURVIVED:
        raise click.ClickException(f"The right emulator is not free of findings.\n{right.message}")


def _chosen(names: tuple[str, ...]) -> Iterator[Mutant]:
    known = by_name()
    for name in names:
        if name not in known:
            module = name.partition(":")[0]
            near = [other for other in known if other.startswith(f"{module}:")][:3]
            hint = f"; there are {', '.join(near)} ..." if near else ", and no such module in scope"
            raise click.BadParameter(f"there is no mutant {name}{hint}", param_hint="NAMES")
    return map(known.__getitem__, names)


def _show(mutant: Mutant, verdict: Verdict, tally: Tally) -> None:
    count = f"{tally.drawn:3}"
    check = verdict.check or verdict.message
    cells = [count, f"{verdict.outcome:9}", f"{mutant.name:60}", f"{check:22}"]
    click.echo(" ".join([*cells, f"{verdict.seconds:6.1f} s"]))
    if verdict.outcome is Outcome.SURVIVED:
        click.echo(mutant.diff())
        click.echo(tally.explained.sentence(mutant.name) or "    not explained yet")
        click.echo(verdict.message, nl=bool(verdict.message))


if __name__ == "__main__":
    main(prog_name="python -m contract.mutants")
