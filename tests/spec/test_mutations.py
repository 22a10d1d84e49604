"""The vendor changes its document: what the report says then, and what the diff, line by line."""

import copy
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from spec import wholes
from spec.mutation_row import AS_DIFF, Row
from spec.mutation_rows import ROWS
from spec.mutations import Document
from specbuild import build, documents, layout, selecting
from specbuild.action import Action
from specbuild.diff import undo_defects
from specbuild.diffing import diff
from specbuild.report import report
from specbuild.selecting import Selected
from specbuild.telling import line

BASES: dict[str, Callable[[], Document]] = {
    "page": wholes.page_document,
    "whole": wholes.whole_document,
}


@cache
def actions() -> tuple[Action, ...]:
    """Read the repository's overlays once."""
    return build.actions()


@cache
def selection() -> tuple[Selected, ...]:
    """Read the repository's selection once."""
    return selecting.load(layout.ROOT / layout.SELECTION)


def statuses(document: Document) -> dict[str, str]:
    """Build from a document as far as it goes; give every action's status."""
    prepared = build.prepare({"document": copy.deepcopy(document)}, selection())
    outcomes = build.apply(prepared, actions(), strict=False)
    return {outcome.action.name: outcome.status.value for outcome in outcomes}


@cache
def usual(base: str) -> dict[str, str]:
    """Give every action's status without a mutation."""
    return statuses(BASES[base]())


def without_defects(document: Document) -> Document:
    """Copy a document without the systematic defects."""
    copied = copy.deepcopy(document)
    undo_defects(copied)
    return copied


def lines(old: Document, new: Document) -> tuple[str, ...]:
    """Tell what differs."""
    return tuple(line(change) for change in diff(old, new))


def test_there_are_enough_mutations_and_each_has_its_name() -> None:
    """At least 30 of them change something."""
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert sum(bool(row.statuses or row.diff or row.written) for row in ROWS) >= 30


def test_every_status_but_applied_is_reached() -> None:
    """The rows show every way in which an action can stop to fit."""
    assert {status for row in ROWS for status in row.statuses.values()} == {
        "applied",
        "idle",
        "needless",
        "homeless",
        "conflicting",
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_mutation_gives_exactly_its_report(row: Row) -> None:
    """The actions that it touches change their status, and no others do."""
    document = BASES[row.base]()
    row.mutate(document)
    found = statuses(document).items() - usual(row.base).items()
    assert dict(found) == row.statuses


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_mutation_gives_exactly_its_diff(row: Row) -> None:
    """The diff tells it in the API's terms, and tells nothing else."""
    old, new = BASES[row.base](), BASES[row.base]()
    row.mutate(new)
    assert lines(without_defects(old), without_defects(new)) == row.diff
    if row.written is not None:
        assert lines(old, new) == (row.diff if row.written is AS_DIFF else row.written)


@pytest.mark.parametrize("row", [row for row in ROWS if row.problems], ids=lambda row: row.name)
def test_what_no_action_notices_makes_the_contract_unsound(tmp_path: Path, row: Row) -> None:
    """The report tells the problems of the contract as well."""
    document = BASES[row.base]()
    row.mutate(document)
    path = tmp_path / "mutated.yaml"
    path.write_text(documents.to_yaml(document))
    found = report(build.build(upstream=[path], strict=False))
    assert (found.problems, found.exit_code) == (row.problems, 4)
