"""Tries the wrong servers with the whole suite, and with plain schemathesis beside it."""

import multiprocessing
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from contract.wrong.outcomes import NOT_FOUND, keep, kept, tables, totals
from contract.wrong.plain import Findings, false_findings
from contract.wrong.table import WRONG
from contract.wrong.trial import Kind, Outcome, Trial, run


@click.command()
@click.argument("word", default="")
@click.option("--plain", is_flag=True, help="Try plain schemathesis on the same servers, too.")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=1,
    help="With --plain, only on every so many of them.",
)
@click.option(
    "--seeds",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Try the right server with so many seeds.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Runs at a time."
)
@click.option(
    "--keep",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the outcomes in this file, and make no run again that is in it.",
)
@click.option(
    "--write",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the tables to this file (Markdown) after every run.",
)
def main(
    *,
    word: str,
    plain: bool,
    every: int,
    seeds: int,
    jobs: int,
    file: Path | None,
    page: Path | None,
) -> None:
    """Try the wrong servers whose names have WORD in them, all by default.

    The whole suite has the two minutes that `close-contract server` gives it, and ends as soon as
    the rule or check that a server stands for has found something. Then comes the right server, in
    which nothing may be found. Exit code 1 says that a wrong server was not found, or the right one
    was.

    \b
    Examples:
      python -m contract.wrong _fields
      python -m contract.wrong --plain --every 2 --seeds 10 --keep kept.jsonl --write seeded-bugs.md
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    chosen = [wrong.name for wrong in WRONG if word in wrong.name]
    beside = {*[wrong.name for wrong in WRONG][::every]} if plain else set[str]()
    outcomes = {} if file is None else kept(file)
    trials = [trial for trial in _trials(chosen, beside, seeds) if trial not in outcomes]
    for outcome in _run(trials, jobs):
        outcomes[outcome.trial] = outcome
        click.echo(_line(outcome))
        if file is not None:
            keep(outcome, file)
        if page is not None:
            page.write_text(tables(outcomes), encoding="utf-8")
    click.echo(totals(outcomes))
    sys.exit(any(_is_wrong(outcome) for outcome in outcomes.values()))


def _trials(chosen: list[str], beside: set[str], seeds: int) -> Iterator[Trial]:
    yield from (Trial(Kind.SUITE, name) for name in chosen)
    yield from (Trial(Kind.RIGHT, str(seed)) for seed in range(1, seeds + 1))
    yield from (Trial(Kind.PLAIN, name) for name in chosen if name in beside)


def _run(trials: list[Trial], jobs: int) -> Iterator[Outcome]:
    """Make each run in a process of its own, so that no run depends on those before it."""
    plain = any(trial.kind is Kind.PLAIN for trial in trials)
    fork = multiprocessing.get_context("fork")
    with fork.Pool(jobs, maxtasksperchild=1) as pool:
        # Not in this process: what schemathesis leaves behind does not survive a fork.
        false: Findings = pool.apply(false_findings) if plain else frozenset()
        yield from pool.imap(partial(run, false=false), trials, chunksize=1)


def _is_wrong(outcome: Outcome) -> bool:
    """A wrong server was not found, or the right one was; plain schemathesis promises nothing."""
    is_right = outcome.trial.kind is Kind.RIGHT
    return outcome.trial.kind is not Kind.PLAIN and bool(outcome.found) is is_right


def _line(outcome: Outcome) -> str:
    trial = outcome.trial
    nothing = NOT_FOUND if trial.kind is Kind.SUITE else "-"
    found = outcome.found or nothing
    return (
        f"{trial.kind:5} {trial.name:46} {found:34} {outcome.seconds:6.1f} s {outcome.requests:6}"
    )


main()
