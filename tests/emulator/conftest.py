"""What the tests of the emulator share."""

import pytest

from emulator.workbench import Workbench


@pytest.fixture
def bench() -> Workbench:
    """A fresh emulator that moves two leads a step."""
    return Workbench()
