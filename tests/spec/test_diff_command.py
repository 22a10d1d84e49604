"""The command `diff`: documents in any form, revisions, formats and exit codes."""

import json
import os
import subprocess
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import pytest

from spec import mutations, wholes
from spec.diffkit import STRING, Document, answers, api, members, ref, sends, takes, with_schemas
from specbuild import build, documents, layout
from specbuild import diff as command
from specbuild.diffing import diff
from specbuild.errors import SpecError
from specbuild.telling import changelog, table

ENUM = {"type": "string", "enum": ["a"]}
MORE = {"type": "string", "enum": ["a", "all"]}
OVERLAY = "40-requests.yaml"

Save = Callable[[Document], str]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Return a writer of documents, which gives the path."""

    def write(document: Document) -> str:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        path.write_text(json.dumps(document))
        return str(path)

    return write


@pytest.fixture
def history(repository: Path) -> Path:
    """Put the copied repository under git, everything committed."""
    git(repository, "init", "--quiet")
    commit(repository)
    return repository


def commit(repository: Path) -> None:
    """Commit the repository as it is."""
    git(repository, "add", "openapi")
    git(repository, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "All")


def git(repository: Path, *arguments: str) -> None:
    """Run git without the user's configuration."""
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ("git", "-C", str(repository), *arguments)
    subprocess.run(command, check=True, env={**os.environ, **nobody})


def run(*arguments: str) -> int:
    """Run the command and return its exit code."""
    parser = ArgumentParser()
    command.COMMAND.configure(parser)
    return command.COMMAND.run(parser.parse_args(arguments))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (answers(ENUM), answers(ENUM), 0),
        (sends(ENUM), sends(MORE), 3),
        (answers(ENUM), answers(MORE), 4),
        (sends(MORE), sends(ENUM), 4),
    ],
    ids=["no change", "nobody breaks", "parsers break", "callers break"],
)
def test_the_exit_code_tells_how_bad_it_is(
    save: Save, old: Document, new: Document, code: int
) -> None:
    """0, 3 and 4 are for a CI job to tell apart."""
    assert run(save(old), save(new)) == code


def test_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever writes the CI job finds them without the source."""
    with pytest.raises(SystemExit):
        run("--help")
    told = capsys.readouterr().out
    for code in ("0  no change", "1  refused", "2  misused", "3  changes", "4  changes"):
        assert code in told


@pytest.mark.parametrize("number", [1, 3])
def test_another_number_of_documents_is_refused(save: Save, number: int) -> None:
    """It is either two or none."""
    paths = [save(api({})) for _ in range(number)]
    with pytest.raises(SpecError, match=f"OLD and NEW, or none; there are {number}"):
        run(*paths)


def test_documents_and_a_revision_are_refused(save: Save) -> None:
    """The one or the other is to be compared."""
    with pytest.raises(SpecError, match="not both"):
        run(save(api({})), save(api({})), "--contract", "HEAD")
    with pytest.raises(SpecError, match="not both"):
        run(save(api({})), save(api({})), "--upstream", "HEAD")


def test_the_table_is_grouped_by_operation() -> None:
    """A heading per operation, aligned verdicts, a reason for each, the places of a component."""
    both = {
        "get /a/": answers(ref("E"))["paths"]["/x/"]["get"],
        "post /b/": {**sends(ref("E"))["paths"]["/x/"]["post"]},
    }
    old = with_schemas(api({**both, "get /old/": {}}), E=ENUM)
    new = with_schemas(api({**both, "post /b/": {**both["post /b/"], "deprecated": True}}), E=MORE)
    assert table(diff(old, new)).splitlines() == [
        "GET /a/, POST /b/",
        "  schema E: gains value `all`  callers: no, parsers: yes  (a closed parser refuses the new value)",
        "      at GET /a/ response 200",
        "      at POST /b/ request",
        "",
        "POST /b/",
        "  is deprecated                callers: no, parsers: no  (it works as before)",
        "",
        "GET /old/ is gone              callers: yes, parsers: no  (calls to it are refused)",
        "",
        "3 changes: 1 break callers, 1 break parsers",
    ]


def test_a_table_of_nothing_says_so() -> None:
    """No change is an answer, too."""
    assert table(()) == "no change"


def test_json_has_everything(save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    """What the table tells in words, JSON tells in fields."""
    run(save(answers(members(a=ENUM))), save(answers(members(a=MORE))), "--format", "json")
    assert json.loads(capsys.readouterr().out) == {
        "counts": {"changes": 1, "break_callers": 0, "break_parsers": 1},
        "changes": [
            {
                "kind": "value",
                "action": "added",
                "name": "",
                "old": None,
                "new": "all",
                "schema": None,
                "path": "a",
                "places": [{"operation": "GET /x/", "part": "response 200", "path": "a"}],
                "callers": {
                    "breaks": False,
                    "rule": "not-sent",
                    "reason": "callers do not send it",
                },
                "parsers": {
                    "breaks": True,
                    "rule": "value-new",
                    "reason": "a closed parser refuses the new value",
                },
                "text": "GET /x/ response 200: a gains value `all` (callers: no, parsers: yes)",
            }
        ],
    }


def test_the_changelog_has_the_breaking_changes_first() -> None:
    """Bullets in Markdown, ready for CHANGELOG.md."""
    old = {**takes(), "components": {}}
    new = api(
        {
            "get /x/": {
                "parameters": [
                    {"name": "p", "in": "query", "required": True, "schema": STRING},
                    {"name": "n", "in": "query", "schema": STRING},
                ]
            }
        }
    )
    assert changelog(diff(old, new)).splitlines() == [
        "- **Breaks callers:** `GET /x/` parameter p (query): is required now (calls without it are refused)",
        "- `GET /x/` parameter n (query): is new",
    ]


def test_the_changelog_names_a_component_that_several_operations_use() -> None:
    """Once, with the operations that it concerns."""
    both = {
        "get /a/": answers(members(e=ref("E")))["paths"]["/x/"]["get"],
        "get /b/": answers(members(f=ref("E")))["paths"]["/x/"]["get"],
    }
    old, new = with_schemas(api(both), E=members()), with_schemas(api(both), E=members(m=STRING))
    assert changelog(diff(old, new)) == (
        "- `GET /a/`, `GET /b/`: schema `E`: gains property `m` (string)"
    )


def test_a_page_is_compared_with_a_whole_document(tmp_path: Path) -> None:
    """Forms do not matter: with defects undone, the shared operation is the same in both."""
    page, whole = tmp_path / "page.md", tmp_path / "whole.json"
    page.write_text(wholes.as_page(wholes.page_document()))
    whole.write_text(documents.to_json(wholes.whole_document()))
    assert run(str(page), str(whole), "--view", "normal", "--selected") == 3
    assert run(str(page), str(page)) == 0


def test_the_selection_leaves_out_what_the_contract_does_not_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --selected, other operations of the vendor are no news."""
    old, new = wholes.page_document(), wholes.page_document()
    new["paths"]["/status/"] = {"get": {"responses": {}}}
    paths = [tmp_path / "old.json", tmp_path / "new.json"]
    for path, document in zip(paths, (old, new), strict=True):
        path.write_text(documents.to_json(document))
    names = [str(path) for path in paths]
    assert run(*names) == 3
    assert "GET /status/ is new" in capsys.readouterr().out
    assert run(*names, "--selected") == 0


def test_without_arguments_the_vendors_documents_are_compared_with_those_at_head(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """This is what `make spec-diff` shows after `make spec-pull`."""
    assert run() == 0
    assert capsys.readouterr().out == "no change\n"
    document = wholes.whole_document()
    mutations.removed_property(document)
    (history / layout.UPSTREAM / "pulled.json").write_text(documents.to_json(document))
    with (history / layout.PROVENANCE).open("a") as page:
        page.write("\n`pulled.json`\n")
    assert run("--selected") == 4
    told = capsys.readouterr().out
    assert "GET /sequence/ is new" in told
    assert "response 200: loses property `query` (string or null, required)" in told
    assert run("--upstream", "HEAD", "--selected") == 4


def test_the_contract_is_compared_with_the_one_of_a_revision(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From this a changelog entry is written."""
    assert run("--contract", "HEAD") == 0
    contract = build.build().document
    del contract["components"]["schemas"]["SubscribeRequest"]["properties"]["results_limit"]
    (history / layout.CONTRACT).write_text(documents.to_yaml(contract))
    capsys.readouterr()
    assert run("--contract", "HEAD", "--format", "markdown") == 4
    assert capsys.readouterr().out == (
        "- **Breaks callers:** `POST /bulk_action/sequence_subscription/` request: "
        "`(action_type=subscribe)` loses property `results_limit` (integer or null)"
        " (what is sent is ignored or refused)\n"
    )


@pytest.mark.parametrize("revision", ["gone", "--all", "HEAD:openapi", ""])
@pytest.mark.usefixtures("history")
def test_a_revision_that_is_none_is_refused(revision: str) -> None:
    """It is named, and never taken for an option of git."""
    with pytest.raises(SpecError, match=f"{revision!r} is no revision"):
        run(f"--contract={revision}")


@pytest.mark.usefixtures("repository")
def test_without_git_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every copy of the repository has its history, nor every machine git."""
    with pytest.raises(SpecError, match="'HEAD' is no revision of this repository"):
        run()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SpecError, match="git cannot be run"):
        run("--contract", "HEAD")


def test_a_revision_without_a_contract_is_refused(history: Path) -> None:
    """What git says about it is passed on."""
    (history / layout.CONTRACT).unlink()
    commit(history)
    with pytest.raises(SpecError, match=r"git show failed: .*openapi/close\.yaml"):
        run("--contract", "HEAD")


def test_no_upstream_is_refused(history: Path) -> None:
    """Nothing to compare is not the same as no change."""
    for path in (history / layout.UPSTREAM).glob("*.yaml"):
        path.unlink()
    with pytest.raises(SpecError, match="openapi/upstream/ has no document"):
        run()
    (history / layout.PROVENANCE).unlink()
    (history / layout.UPSTREAM).rmdir()
    with pytest.raises(SpecError, match="openapi/upstream: cannot be read"):
        run()
