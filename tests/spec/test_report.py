"""The report: what became of every overlay action, and what to do about it."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spec import mutations, wholes
from specbuild import build, documents, layout
from specbuild import report as command
from specbuild.action import Action, Outcome, Status
from specbuild.build import Built
from specbuild.errors import SpecError
from specbuild.nearest import nearest
from specbuild.report import report, summary, table, to_json

DOCUMENT: dict[str, Any] = {
    "paths": {"/bulk/subscriptions/": {"post": {"responses": {"200": {}, "400": {}}}}},
    "components": {"schemas": {"SubscriptionAction": {"type": "object"}}},
}

POST = "$['paths']['/bulk/subscriptions/']['post']"


def action(name: str = "10-a.yaml: a", target: str = "$.paths") -> Action:
    """Make an action."""
    return Action(
        name=name,
        target=target,
        reason="a reason",
        evidence="a page",
        confidence="observed",
        update={},
    )


def outcome(status: Status, message: str = "", **parts: str) -> Outcome:
    """Make an outcome."""
    return Outcome(action=action(**parts), status=status, message=message, places=("$['paths']",))


def built(*outcomes: Outcome, problems: tuple[str, ...] = ()) -> Built:
    """Make a build that went on past what does not fit."""
    return Built(document=DOCUMENT, selection=(), outcomes=outcomes, problems=problems)


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ((), 0),
        ((Status.APPLIED, Status.IDLE), 0),
        ((Status.APPLIED, Status.NEEDLESS), 3),
        ((Status.NEEDLESS, Status.HOMELESS), 4),
        ((Status.CONFLICTING, Status.APPLIED), 4),
    ],
)
def test_the_exit_code_is_that_of_the_worst(statuses: tuple[Status, ...], code: int) -> None:
    """A CI job tells "drop a patch" from "look at the document"."""
    assert report(built(*map(outcome, statuses))).exit_code == code


def test_an_unsound_contract_is_the_worst() -> None:
    """Even if every action fits."""
    found = report(built(outcome(Status.APPLIED), problems=("a path twice",)))
    assert found.exit_code == 4
    assert table(found).splitlines()[-4:] == [
        "the contract is not sound:",
        "  a path twice",
        "",
        "1 actions: 1 applied, 0 idle, 0 needless, 0 homeless, 0 conflicting",
    ]


def test_the_table_is_aligned_and_ends_with_what_is_to_be_done() -> None:
    """Every action has a line; those that do not fit have an advice as well."""
    found = report(
        built(
            outcome(Status.APPLIED, name="10-a.yaml: one"),
            outcome(Status.CONFLICTING, "it says x", name="10-a.yaml: two"),
            outcome(Status.NEEDLESS, "it says so", name="20-b.yaml: three"),
            outcome(Status.HOMELESS, "no such path", name="20-b.yaml: four", target="$.path"),
        )
    )
    assert table(found).splitlines() == [
        "status       confidence  action",
        "applied      observed    10-a.yaml: one",
        "conflicting  observed    10-a.yaml: two",
        "needless     observed    20-b.yaml: three",
        "homeless     observed    20-b.yaml: four",
        "",
        "conflicting: 10-a.yaml: two",
        "  it says x",
        "  see what the vendor wrote there, then drop or rewrite it",
        "",
        "needless: 20-b.yaml: three",
        "  it says so",
        "  drop it, or the part that the vendor has mended",
        "",
        "homeless: 20-b.yaml: four",
        "  no such path",
        "  did it become $['paths']?",
        "",
        "4 actions: 1 applied, 0 idle, 1 needless, 1 homeless, 1 conflicting",
    ]


def test_what_the_vendor_writes_stays_in_its_line() -> None:
    """A message quotes the document, which may hold anything."""
    found = report(built(outcome(Status.NEEDLESS, "at $['a\n\x1b[2J']")))
    assert r"  at $['a\n\x1b[2J']" in table(found).splitlines()


def test_json_has_everything() -> None:
    """What the table tells in words, JSON tells in fields."""
    found = report(built(outcome(Status.NEEDLESS, "it says so"), problems=("p",)))
    assert json.loads(to_json(found)) == {
        "counts": {"applied": 0, "idle": 0, "needless": 1, "homeless": 0, "conflicting": 0},
        "actions": [
            {
                "name": "10-a.yaml: a",
                "status": "needless",
                "confidence": "observed",
                "target": "$.paths",
                "places": ["$['paths']"],
                "message": "it says so",
                "advice": "drop it, or the part that the vendor has mended",
            }
        ],
        "problems": ["p"],
    }


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        (
            "$.paths['/bulk_action/subscription/'].post",
            "did it become $['paths']['/bulk/subscriptions/']?",
        ),
        (
            "$.components.schemas.BulkSequenceSubscriptionAction.properties",
            "did it become $['components']['schemas']['SubscriptionAction']?",
        ),
        (
            "$.paths.*.post.responses[?@.content]",
            f"at {POST}['responses'] nothing fits [?@['content']]",
        ),
        ("$.paths.*.*.responses.*.content", "at 2 places nothing fits ['content']"),
        ("$.paths['/x/']", "at $['paths'] nothing fits ['/x/']"),
        (
            "$.paths.*.post.responses.*",
            f"it matches 2 places, the first at {POST}['responses']['200']",
        ),
        ("$.gone", "at $ nothing fits ['gone']"),
    ],
)
def test_a_homeless_action_is_told_where_its_target_may_be(target: str, advice: str) -> None:
    """The name that resembles the missing one most, or how far the target leads."""
    assert nearest(target, DOCUMENT) == advice


def test_a_list_has_no_names_that_could_resemble() -> None:
    """Where a list stands now, a name is simply not there."""
    assert nearest("$.a.name", {"a": [1]}) == "at $['a'] nothing fits ['name']"


def run(*arguments: str) -> int:
    """Run the command and return its exit code."""
    parser = ArgumentParser()
    command.COMMAND.configure(parser)
    return command.COMMAND.run(parser.parse_args(arguments))


def test_the_repository_needs_every_action(capsys: pytest.CaptureFixture[str]) -> None:
    """On the vendor's documents as they are, each action is applied, or idle where it may be."""
    assert run() == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert len(lines) == len(build.actions()) + 2
    assert last.endswith("0 needless, 0 homeless, 0 conflicting")


@pytest.mark.parametrize(
    ("mutate", "code"),
    [
        (lambda document: mutations.post(document)["requestBody"].update(required=True), 3),
        (mutations.typed_body, 4),
        (lambda document: document["paths"].pop(mutations.PATH), 1),
    ],
    ids=["mended", "typed", "gone"],
)
def test_another_document_can_be_reported_on(
    tmp_path: Path, mutate: Callable[[dict[str, Any]], object], code: int
) -> None:
    """Before it is taken over, a new document is tried."""
    document = wholes.page_document()
    mutate(document)
    path = tmp_path / "new.yaml"
    path.write_text(documents.to_yaml(document))
    if code == 1:
        with pytest.raises(SpecError, match="none of the documents has an operation"):
            run(str(path))
    else:
        assert run(str(path), "--format", "json") == code


def test_help_documents_statuses_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads the table or writes the CI job finds them without the source."""
    with pytest.raises(SystemExit):
        run("--help")
    told = capsys.readouterr().out
    assert all(f"  {status.value}  " in told for status in Status)
    assert all(f"  {code}  " in told for code in (0, 1, 2, 3, 4))


def test_an_overlay_that_cannot_be_read_is_refused(repository: Path) -> None:
    """A report on half of the actions would mislead."""
    (repository / layout.OVERLAYS / "99-broken.yaml").write_text("overlay: 1.1.0\n")
    with pytest.raises(SpecError, match="99-broken"):
        run()


def test_the_summary_counts_every_status() -> None:
    """One line for a log."""
    found = report(built(outcome(Status.APPLIED), outcome(Status.APPLIED), outcome(Status.IDLE)))
    assert summary(found) == "3 actions: 2 applied, 1 idle, 0 needless, 0 homeless, 0 conflicting"
