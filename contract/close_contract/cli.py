"""The command line: one module per subcommand, imported when it is asked for."""

from importlib import import_module
from typing import Final

import click

COMMANDS: Final = {
    "check": ("close_contract.commands.check", "Judge recorded traffic: HAR, VCR."),
    "client": (
        "close_contract.commands.client",
        "Test a client, by generated calls and by odd answers.",
    ),
    "proxy": ("close_contract.commands.proxy", "Judge traffic between a client and a server."),
    "server": (
        "close_contract.commands.server",
        "Test a server, by explicit and generated requests.",
    ),
}
"""The module of each subcommand, which has it under its own name, and what it does in a line."""

EPILOG: Final = """\
\b
Which one?
  a client that runs now, in any language    close-contract proxy --to URL
  traffic that was recorded                  close-contract check FILE
  a server                                   close-contract server URL
  a client in a test of pytest               the fixture close_emulator
  a client and all that it can be answered   close-contract client -- DRIVER
"""


class Commands(click.Group):
    """The subcommands; a listing of them imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        """Return their names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return one of them, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the listing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.command(cls=Commands, epilog=EPILOG)
@click.version_option(package_name="close-bulk")
def cli() -> None:
    """Tell whether clients and servers of Close's API keep to its contract.

    Every violation comes with the field, the rule and how sure it is, the clause of
    openapi/close.yaml, and a curl line that sends the request again.
    """
