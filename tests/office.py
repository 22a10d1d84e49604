"""An emulator with something in it, and a way to run the scripts of docs/jobs against it."""

import csv
import io
import runpy
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest
from attrs import define

from close_bulk import Close
from close_emulator import Emulator, ManualClock, Stepped
from close_emulator.sample import Sample, furnish
from close_emulator.transport import EmulatorTransport
from kit import StillClock

ROOT = Path(__file__).parents[1]
JOBS = {path.stem: path for path in sorted((ROOT / "docs" / "jobs").glob("*.py"))}
LEADS = 60
ACME = 12
"""Leads that the Smart View shows."""


class Ticking(StillClock):
    """Time whose passing also moves bulk actions a step."""

    def __init__(self, emulator: Emulator, emulated: ManualClock) -> None:
        super().__init__(emulated)
        self._emulator = emulator

    def sleep(self, seconds: float) -> None:
        """Step, and move the clock."""
        super().sleep(seconds)
        self._emulator.step()


def rows_of(text: str) -> list[dict[str, str]]:
    """Read CSV."""
    return list(csv.DictReader(io.StringIO(text)))


@define
class Done:
    """What a script came to."""

    status: int
    out: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """What it printed as CSV."""
        return rows_of(self.out)


@define
class Office:
    """An emulator with something in it, and a way to run scripts against it."""

    emulator: Emulator
    sample: Sample
    clock: Ticking
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    transport: httpx.BaseTransport

    @property
    def sender(self) -> list[str]:
        """The options that name the sender."""
        return ["--sender", self.sample.sender_account_id, "John Doe", "john@salesteam.example"]

    @property
    def other(self) -> list[str]:
        """The options that name the other sender."""
        return ["--sender", self.sample.other_account_id, "Eve Moe", "eve@salesteam.example"]

    def run(self, job: str, *arguments: str, typed: str = "") -> Done:
        """Run a script as from a shell."""
        make = partial(Close, api_key=self.emulator.api_key, clock=self.clock)
        self.monkeypatch.setattr("close_bulk.Close", partial(make, transport=self.transport))
        self.monkeypatch.setattr(sys, "argv", [str(JOBS[job]), *arguments])
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self.capsys.readouterr()
        try:
            runpy.run_path(str(JOBS[job]), run_name="__main__")
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
            text = "" if isinstance(end.code, int) else end.code
        else:
            status, text = 0, ""
        printed = self.capsys.readouterr()
        return Done(status, f"{printed.out}{printed.err}{text}")

    def enrol(self) -> None:
        """Enrol the Smart View."""
        ids = (self.sample.smart_view_id, self.sample.sequence_id)
        assert self.run("enrol_smart_view", *ids, *self.sender, "--confirmed").status == 0

    def statuses(self) -> Counter[str]:
        """Count the subscriptions by status."""
        return Counter(s.status for s in self.emulator.organization.subscriptions.values())

    def ids(self) -> list[str]:
        """Give the ids of all subscriptions."""
        return [*self.emulator.organization.subscriptions]


def make_office(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    """Furnish an organisation whose bulk actions move five leads whenever somebody waits."""
    emulated = ManualClock(datetime.now(UTC))
    emulator = Emulator(pace=Stepped(batch=5), clock=emulated)
    sample = furnish(emulator, LEADS)
    clock, transport = Ticking(emulator, emulated), EmulatorTransport(emulator)
    return Office(emulator, sample, clock, monkeypatch, capsys, transport)
