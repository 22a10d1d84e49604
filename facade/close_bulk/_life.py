"""The life of a bulk action: the words and the times that matter in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

FINISHED: Final = "done"
FAILED: Final = "error"
PAUSED: Final = "paused"
RESUMABLE: Final = timedelta(days=7)
"""How long a bulk action that was paused can be resumed (documented)."""
STALL: Final = 900.0
"""Seconds without any movement after which a wait gives up, unless told otherwise."""
