"""An emulator with bulk actions at every stage, what a harness must know of it, and one full run."""

import pytest

from close_contract import Report
from close_emulator import Emulator, ManualClock, Stepped
from contract import furniture
from contract.wrong.running import full_run


@pytest.fixture(scope="session")
def prepare() -> furniture.Prepare:
    """Furnish an emulator; its bulk actions move by hand only, so those under way stay so."""
    return furniture.prepare


@pytest.fixture
def emulator() -> Emulator:
    """An emulator of its own for one test."""
    return Emulator(pace=Stepped(batch=2), clock=ManualClock())


@pytest.fixture(scope="session")
def report() -> Report:
    """The report of one full run against a right emulator."""
    return full_run(max_examples=5)
