"""What was there long before the tests: bulk actions that were paused, or done, days and weeks ago."""

from datetime import timedelta
from typing import Final

import httpx

from close_contract.known import no_lead
from close_emulator import Emulator, ManualClock
from close_emulator.transport import EmulatorTransport

HISTORY: Final = timedelta(days=31)
"""How long before the tests the emulator is there."""
_MANY: Final = 101
"""One more than a page has, if it is not said how many."""
_HOUR: Final = timedelta(hours=1)
_PATH: Final = "/bulk_action/sequence_subscription/"
_AGES: Final = tuple(
    timedelta(days=days) + margin for days in (30, 7) for margin in (_HOUR, -_HOUR)
)


def age(emulator: Emulator, clock: ManualClock) -> None:
    """Start many bulk actions, and pause one at every age around a limit; let the time pass."""
    end = clock.now() + HISTORY
    body = {"action_type": "pause", "s_query": no_lead()}
    with httpx.Client(
        transport=EmulatorTransport(emulator),
        base_url="http://emulator/api/v1",
        auth=(emulator.api_key, ""),
    ) as client:
        for _ in range(_MANY):
            client.post("/bulk_action/delete/", json={"s_query": no_lead()}).raise_for_status()
        for each in _AGES:
            clock.advance((end - each - clock.now()).total_seconds())
            started = client.post(_PATH, json=body).raise_for_status().json()
            paused = client.put(f"{_PATH}{started['id']}/", json={"status": "paused"})
            paused.raise_for_status()
    clock.advance((end - clock.now()).total_seconds())
