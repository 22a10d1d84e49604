"""The page about contract tests names what there is."""

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from close_contract.cli import COMMANDS
from close_contract.laws import LAWS

PAGE = (Path(__file__).parents[2] / "docs" / "contract-tests.md").read_text(encoding="utf-8")
FOREIGN = {"--port", "--leads", "--silent", "--output", "--asyncio"}
"""Options of other programs on the page."""


def _command(name: str) -> click.Command:
    command: click.Command = getattr(import_module(COMMANDS[name][0]), name)
    return command


def test_every_option_exists() -> None:
    """No option is named that no command has."""
    known = {
        option
        for name in COMMANDS
        for parameter in _command(name).params
        for option in parameter.opts
    }
    named = {*re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)}
    assert named - FOREIGN <= known
    assert {"--junit", "--har", "--html", "--report", "--known"} <= named


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_on_the_page(name: str) -> None:
    """Each command is shown as it is called."""
    assert f"close-contract {name}" in PAGE


def test_every_link_leads_somewhere() -> None:
    """The links within the page lead to its headings."""
    heads = {
        re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-")
        for head in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    }
    assert {*re.findall(r"\]\(#([^)]+)\)", PAGE)} <= heads


def test_every_check_has_a_law() -> None:
    """Whatever finds something can say what it demands, where that is from and how sure it is."""
    import schemathesis.openapi.checks  # noqa: F401, PLC0415 - it registers its checks
    from schemathesis.checks import CHECKS  # noqa: PLC0415

    assert {*CHECKS.get_all_names()} - LAWS.keys() == set()
    assert all(each.sentence.endswith(".") and each.source for each in LAWS.values())
