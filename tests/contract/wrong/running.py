"""Runs of the harness against wrong servers, and against the right one."""

from typing import Any, Final

from attrs import define, evolve

from close_contract import PHASES, PROBES, Finding, Report, Server, Suite
from close_contract.known import no_lead
from close_emulator.asgi import application
from contract.furniture import prepare
from contract.wrong.faults import Fault, Faulty
from contract.wrong.wrong import Make, Wrong

EFFECTS: Final = frozenset(
    {
        *("bulk_effects", "bulk_edits", "bulk_fields", "bulk_selection", "bulk_subscribing"),
        *("bulk_deletes", "effect_events", "edit_events"),
        *("edit_values", "field_events", "status_events"),
        *("bulk_completion", "bulk_order", "bulk_preferences", "bulk_sequences"),
        "bulk_unreachable",
    }
)
"""The probes that wait for the end of bulk actions."""


class Seen(Exception):
    """What was looked for is found, and the run can end."""


@define
class Looking(Report):
    """A report that ends the run as soon as a certain check finds something."""

    check: str = ""

    def add(self, finding: Finding) -> None:
        """Keep a finding.

        Raises:
            Seen: it is of the check that was looked for.
        """
        super().add(finding)
        if finding.check == self.check:
            raise Seen


def suite(make: Make, *, moving: bool = False, **settings: Any) -> Suite:
    """Return the suite for an emulator that is wrong in one way."""
    emulator = Faulty()
    known = prepare(emulator)
    if moving:
        # What is started now will be done, and must leave the known objects alone.
        known = evolve(known, s_query=no_lead())
    emulator.fault, emulator.moving = make(known), moving
    server = Server(api_key=emulator.api_key, app=application(emulator))
    return Suite(server=server, known=known, **settings)


def right(_: object) -> Fault:
    """Return a fault that is none."""
    return Fault()


def full_run(**settings: Any) -> Report:
    """Return the report of a whole run against a right emulator."""
    return suite(right, **settings).run()


def part(wrong: Wrong, make: Make) -> Suite:
    """Return the part of the suite that is enough to find a wrong server."""
    return suite(
        make,
        moving=wrong.part in EFFECTS,
        operations=wrong.operations,
        phases={wrong.part} & {*PHASES},
        probes={wrong.part} & {*PROBES},
        max_examples=50,
    )


def look(suite: Suite, check: str) -> Looking:
    """Run a suite until a check finds something, and return what was found up to then."""
    report = Looking(check=check)
    try:
        for _ in suite.steps(report):
            pass
    except Seen:
        pass
    return report
